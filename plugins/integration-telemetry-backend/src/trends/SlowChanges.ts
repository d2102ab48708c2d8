import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { HistoryAlarms } from '../alarms/HistoryAlarms';
import { ReplayStore } from '../ReplayStore';
import { TrendKeeper } from './TrendKeeper';

/** A look takes at most so long: it is called again each minute. */
const LONGEST_MS = 40_000;

/** Integrations that are judged at once: what is in an engine is asked of it for all of them together. */
const AT_ONCE = 8;

/** Looks for what takes weeks to see: trends, and the alarms of a history that was replayed. */
export class SlowChanges {
  readonly #history: HistoryAlarms;
  readonly #keeper: TrendKeeper;
  readonly #replays: ReplayStore;
  readonly #now: () => number;
  #integrations: readonly ProjectedIntegration[] = [];
  #isStopped = false;
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(options: {
    history: HistoryAlarms;
    keeper: TrendKeeper;
    replays: ReplayStore;
    now: () => number;
  }) {
    this.#history = options.history;
    this.#keeper = options.keeper;
    this.#replays = options.replays;
    this.#now = options.now;
  }

  /** From the next look on these are all that there are. */
  use(integrations: readonly ProjectedIntegration[]): void {
    this.#integrations = integrations;
  }

  async look(): Promise<void> {
    const startedMs = this.#now();
    if (await this.#replays.isOngoing(startedMs)) {
      return;
    }
    const integrations = this.#integrations;
    if ((await this.#history.judgeDue(integrations, this.#now)) > 0) {
      await this.#keeper.lookAgain();
    }
    const due = await this.#keeper.listDue(integrations, this.#now());
    for (let at = 0; at < due.length; at += AT_ONCE) {
      const nowMs = this.#now();
      if (this.#isStopped || nowMs - startedMs >= LONGEST_MS) {
        return;
      }
      const some = due.slice(at, at + AT_ONCE);
      this.#keeping = Promise.all(
        some.map(one => this.#keeper.keep(one, nowMs)),
      );
      await this.#keeping;
    }
  }

  /** A look that goes on ends after the integrations that it is at. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#keeping;
  }
}

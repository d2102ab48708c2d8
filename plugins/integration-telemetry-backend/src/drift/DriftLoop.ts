import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { performance } from 'perf_hooks';
import { setImmediate as nextTurn } from 'timers/promises';
import { DecisionStore } from './DecisionStore';
import { DriftFinder } from './DriftFinder';
import { DriftItemStore } from './DriftItemStore';

/** Comparing takes at most a fifteenth of the time, however much there is. */
const RESTS_PER_WORK = 14;

/** How soon after something arrived the next round comes. */
const WAKE_MS = 3_000;

/**
 * Compares declared and observed again and again, so that lists are read and
 * paged in SQL. Each replica does so by itself: what they write is the same.
 */
export class DriftLoop {
  readonly #finder: DriftFinder;
  readonly #items: DriftItemStore;
  readonly #decisions: DecisionStore;
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #intervalMs: number;
  readonly #now: () => number;
  #integrations: readonly ProjectedIntegration[] = [];
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  #restUntilMs = 0;
  #isStarted = false;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    finder: DriftFinder;
    items: DriftItemStore;
    decisions: DecisionStore;
    logger: Pick<LoggerService, 'error'>;
    intervalMs: number;
    now: () => number;
  }) {
    this.#finder = options.finder;
    this.#items = options.items;
    this.#decisions = options.decisions;
    this.#logger = options.logger;
    this.#intervalMs = options.intervalMs;
    this.#now = options.now;
  }

  /** Goes round from now on. */
  start(): void {
    this.#isStarted = true;
    this.#schedule(0);
  }

  /** Until a round that goes on is over, or as far as it can be cut short. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** From the next round on these are all that are declared. */
  use(integrations: readonly ProjectedIntegration[]): void {
    this.#integrations = integrations;
    this.wake();
  }

  /** Something arrived: the next round comes soon, not only after its interval. */
  wake(): void {
    if (this.#isStarted) {
      this.#schedule(Math.min(WAKE_MS, this.#intervalMs));
    }
  }

  /** One round. */
  async compare(): Promise<void> {
    const nowMs = this.#now();
    const stored = await this.#items.listStored();
    const { found, leftOut } = await this.#finder.find(
      this.#integrations,
      nowMs,
      () => nextTurn(),
    );
    await this.#items.replace(stored, found, { foundMs: nowMs, leftOut });
    await this.#decisions.endDue(nowMs);
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) {
      return;
    }
    const dueMs = Math.max(this.#now() + delayMs, this.#restUntilMs);
    if (this.#timer && this.#dueMs <= dueMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(
      () => {
        this.#running = this.#running.then(() => this.#turn());
      },
      Math.max(0, dueMs - this.#now()),
    );
  }

  async #turn(): Promise<void> {
    this.#timer = undefined;
    const startedMs = performance.now();
    try {
      await this.compare();
    } catch (error) {
      if (!this.#isStopped) {
        this.#logger.error(
          `Drift could not be compared, will try again: ${stringifyError(error)}`,
        );
      }
    }
    this.#restUntilMs =
      this.#now() + RESTS_PER_WORK * (performance.now() - startedMs);
    this.#schedule(this.#intervalMs);
  }
}

import { durationMs } from './scenario/fields';
import { Scenario } from './scenario/Scenario';
import { HistorySender } from './sending/HistorySender';
import { LiveSender } from './sending/LiveSender';
import { Wait } from './sending/persist';
import { floor } from './sending/plan';
import { gapId, readProgress, ReplayTask } from './sending/progress';
import { Receiver } from './sending/Receiver';
import { Landscape } from './traffic/Landscape';

/** More behind than this is a gap, to be filled like history. */
const behindMs = 60_000;

/** History takes at most this part of the time, so that pages stay quick meanwhile. */
const historyDutyShare = 0.5;

/** How often, and how many times, the portal is asked whether it knows the catalog. */
const catalogLook = { everyMs: 500, times: 120 };

/** Where the time comes from. */
export interface Clock {
  nowMs(): number;
  /** Until so much later by this clock. */
  wait: Wait;
  /** Leaves the machine to others for so long, whatever this clock says. */
  rest: Wait;
}

/** What a simulator works with. */
export interface SimulatorOptions {
  scenario: Scenario;
  receiver: Receiver;
  clock: Clock;
  signal: AbortSignal;
  log: (message: string) => void;
  /** End as soon as nothing is missing any more. */
  once?: boolean;
}

/**
 * Sends a scenario's live traffic at once and what is missing of its history
 * beside it. How far it is, it asks the receiver, so that it goes on after
 * any kind of end, fills the time that it was away, and repeats nothing.
 */
export class Simulator {
  readonly #options: SimulatorOptions;
  readonly #tasks: ReplayTask[] = [];
  readonly #busyIds = new Set<string>();
  #liveEnded = false;
  /** One loop's end is the other's. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  /**
   * Runs until the signal ends it.
   *
   * @throws AbortError where the signal ends it
   */
  async run(): Promise<void> {
    const { scenario, receiver, clock, log } = this.#options;
    const known = readProgress(scenario.name, await receiver.status());
    if (!known) {
      await this.#awaitCatalog();
    }
    const startMs = floor(clock.nowMs(), durationMs(scenario.live.every));
    const landscape = new Landscape(scenario, known?.anchorMs ?? startMs);
    const history = new HistorySender(landscape, receiver);
    const live = new LiveSender(landscape, receiver);
    if (known) {
      known.unfinished.forEach(task => this.#enqueue(task));
      log(`goes on after ${new Date(known.throughMs).toISOString()}`);
    } else {
      await this.#addTask(history, {
        id: scenario.name,
        fromMs: startMs - durationMs(scenario.history.length),
        toMs: startMs,
      });
      await live.saveThrough(startMs);
    }
    const fromMs = known?.throughMs ?? startMs;
    const loops = [
      this.#sendLive(fromMs, live, history),
      this.#sendHistory(history),
    ].map(loop =>
      loop.catch(error => {
        this.#stop.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(loops);
    await Promise.all(loops);
  }

  /** The newest hours go first: were they sent too early, they would belong to no integration. */
  async #awaitCatalog(): Promise<void> {
    const { receiver, clock, log } = this.#options;
    for (let look = 0; look < catalogLook.times; look += 1) {
      if (await receiver.knowsCatalog()) {
        return;
      }
      await clock.rest(catalogLook.everyMs, this.#signal);
    }
    log('the portal does not know all integrations of its catalog, goes on');
  }

  async #sendLive(
    startMs: number,
    live: LiveSender,
    history: HistorySender,
  ): Promise<void> {
    const { scenario, clock, log, once } = this.#options;
    const signal = this.#signal;
    const everyMs = durationMs(scenario.live.every);
    log(
      `live: ${scenario.flows.length} flows and ${scenario.jobs.length} jobs, every ${everyMs / 1000} s`,
    );
    let fromMs = startMs;
    // The first period may have been sent in part before the last end: sent
    // again as it was, the receiver knows its bodies; as part of a gap, with
    // wider points, it would count them twice.
    let mayBeRepeated = true;
    do {
      const nowMs = floor(clock.nowMs(), everyMs);
      if (nowMs - fromMs > behindMs && !mayBeRepeated) {
        await this.#addTask(history, {
          id: this.#freeGapId(),
          fromMs,
          toMs: nowMs,
        });
        await live.saveThrough(nowMs);
        fromMs = nowMs;
      }
      const toMs = floor(fromMs, everyMs) + everyMs;
      await clock.wait(Math.max(0, toMs - clock.nowMs()), signal);
      await live.send({ fromMs, toMs });
      fromMs = toMs;
      mayBeRepeated = false;
    } while (!once || clock.nowMs() - fromMs >= everyMs);
    this.#liveEnded = true;
  }

  async #sendHistory(history: HistorySender): Promise<void> {
    const { clock, once } = this.#options;
    const signal = this.#signal;
    for (;;) {
      signal.throwIfAborted();
      const task = this.#tasks.shift();
      if (task) {
        await this.#sendTask(history, task);
      } else if (once && this.#liveEnded) {
        return;
      } else {
        await clock.rest(once ? 10 : 1_000, signal);
      }
    }
  }

  async #sendTask(history: HistorySender, task: ReplayTask): Promise<void> {
    const { clock, log } = this.#options;
    const signal = this.#signal;
    const range = `${new Date(task.fromMs).toISOString()} to ${new Date(task.toMs).toISOString()}`;
    const startedMs = clock.nowMs();
    let saidPercent = Math.floor(task.completedShare * 100);
    log(`history: ${range}, ${saidPercent} % done`);
    await history.send(task, {
      rest: workedMs =>
        clock.rest(workedMs * (1 / historyDutyShare - 1), signal),
      report: share => {
        const percent = Math.floor(share * 100);
        if (percent >= saidPercent + 20 && percent < 100) {
          saidPercent = percent;
          log(`history: ${percent} %`);
        }
      },
    });
    this.#busyIds.delete(task.id);
    const seconds = Math.round((clock.nowMs() - startedMs) / 1000);
    log(`history: ${range} complete after ${seconds} s`);
  }

  async #addTask(
    history: HistorySender,
    range: Pick<ReplayTask, 'id' | 'fromMs' | 'toMs'>,
  ): Promise<void> {
    const task: ReplayTask = { ...range, doneParts: 0, completedShare: 0 };
    await history.announce(task);
    this.#enqueue(task);
  }

  #enqueue(task: ReplayTask): void {
    this.#busyIds.add(task.id);
    this.#tasks.push(task);
    // What happened last is looked at first.
    this.#tasks.sort((a, b) => b.toMs - a.toMs);
  }

  /** The name of a filled gap is used again, so that they don't pile up at the receiver. */
  #freeGapId(): string {
    const { name } = this.#options.scenario;
    for (let number = 1; ; number += 1) {
      const id = gapId(name, number);
      if (!this.#busyIds.has(id)) {
        return id;
      }
    }
  }
}

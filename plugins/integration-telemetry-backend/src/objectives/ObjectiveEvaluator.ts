import {
  IntegrationObjective,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { CallTotals } from '../series/CallTotals';
import { MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { QueueState } from '../queues/judgeQueue';
import { MatchedOccurrence } from '../runs/matchRuns';
import { burnWindows } from './burnWindows';
import { deadLetterObjective } from './deadLetterObjective';
import { Events, judgeBudget } from './judgeBudget';
import { toObjective, unmeasured } from './toObjective';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What objectives of one integration are judged by. */
export interface ObjectiveFacts {
  /** Series that its calls are counted by; undefined where there are none. */
  series?: readonly StoredSeries[];
  samplingUnknown: boolean;
  deadLetters: readonly QueueState[];
  /** Due and unplanned runs since a moment, oldest first. */
  occurrencesSince: (fromMs: number) => Promise<MatchedOccurrence[]>;
  nowMs: number;
}

/** Holds what was promised of an integration against what happened. */
export class ObjectiveEvaluator {
  readonly #reader: Pick<SeriesReader, 'readTotals'>;
  readonly #freshForMs: number;
  readonly #known = new Map<
    string,
    { atMs: number; declared: string; objectives: Objective[] }
  >();

  /**
   * @param options - `freshForMs`: how long what was found is good for; their
   *   windows are of hours and weeks
   */
  constructor(options: {
    reader: Pick<SeriesReader, 'readTotals'>;
    freshForMs: number;
  }) {
    this.#reader = options.reader;
    this.#freshForMs = options.freshForMs;
  }

  /** In the declared environment; empty where nothing was promised. */
  async evaluate(
    integration: ProjectedIntegration,
    facts: ObjectiveFacts,
  ): Promise<Objective[]> {
    const { entityRef } = integration.facets;
    const declared = integration.spec.objectives ?? [];
    if (declared.length === 0) {
      this.#known.delete(entityRef);
      return [];
    }
    const text = JSON.stringify(declared);
    const known = this.#known.get(entityRef);
    if (
      known?.declared === text &&
      facts.nowMs >= known.atMs &&
      facts.nowMs < known.atMs + this.#freshForMs
    ) {
      return known.objectives;
    }
    const objectives = await Promise.all(
      declared.map(objective => this.#judge(objective, facts)),
    );
    this.#known.set(entityRef, {
      atMs: facts.nowMs,
      declared: text,
      objectives,
    });
    return objectives;
  }

  async #judge(
    objective: IntegrationObjective,
    facts: ObjectiveFacts,
  ): Promise<Objective> {
    switch (objective.indicator) {
      case 'dead-letters':
        return deadLetterObjective(objective, facts.deadLetters);
      case 'freshness':
        return this.#judgeFreshness(objective, facts);
      default:
        return this.#judgeCalls(objective, facts);
    }
  }

  async #judgeFreshness(
    objective: IntegrationObjective,
    { occurrencesSince, nowMs }: ObjectiveFacts,
  ): Promise<Objective> {
    const windowMs = windowMsOf(objective);
    const due = (await occurrencesSince(nowMs - windowMs)).filter(
      ({ state, dueMs }) =>
        dueMs !== undefined && state !== 'expected' && state !== 'running',
    );
    if (due.length === 0) {
      return unmeasured(objective, 'No run was due yet that is known of.');
    }
    const bad = due.filter(
      ({ state }) => state !== 'on-time' && state !== 'short',
    ).length;
    const events = { total: due.length, bad };
    // Runs are too few for a pace: what is left of the budget says enough.
    return toObjective(
      objective,
      events,
      judgeBudget({
        target: objective.target,
        windowMs,
        windows: [],
        eventsOf: () => events,
      }),
      nowMs,
    );
  }

  async #judgeCalls(
    objective: IntegrationObjective,
    { series, samplingUnknown, nowMs }: ObjectiveFacts,
  ): Promise<Objective> {
    if (!series?.length) {
      return unmeasured(objective, 'No call was seen yet.');
    }
    if (samplingUnknown) {
      return unmeasured(
        objective,
        'Tail sampling at an unknown rate: nobody can tell the share.',
      );
    }
    const { target, threshold, window } = objective;
    const thresholdMs = threshold ? parseDurationMs(threshold) : undefined;
    if (objective.indicator === 'latency' && thresholdMs === undefined) {
      return unmeasured(objective, 'A latency objective needs a threshold.');
    }
    const windowMs = windowMsOf(objective);
    const windows = burnWindows(windowMs);
    const widths = new Set(
      windows.flatMap(({ longMs, shortMs }) => [longMs, shortMs]),
    ).add(windowMs);
    const events = new Map<number, Events>();
    await Promise.all(
      [...widths].map(async ms => {
        const totals = await this.#read(series, ms, nowMs);
        events.set(
          ms,
          objective.indicator === 'latency'
            ? {
                total: totals.histogram.count,
                bad:
                  totals.histogram.count -
                  totals.histogram.countUpTo(thresholdMs!),
              }
            : { total: totals.count, bad: totals.failed },
        );
      }),
    );
    const all = events.get(windowMs)!;
    if (all.total === 0) {
      return unmeasured(objective, `No call in ${window}.`);
    }
    return toObjective(
      objective,
      all,
      judgeBudget({
        target,
        windowMs,
        windows,
        eventsOf: ms => events.get(ms)!,
      }),
      nowMs,
    );
  }

  /** The coarsest points that a window of this width can do with. */
  async #read(
    series: readonly StoredSeries[],
    ms: number,
    nowMs: number,
  ): Promise<CallTotals> {
    const bySeries = await this.#reader.readTotals(
      series,
      resolutionFor(ms),
      nowMs - ms,
      nowMs,
    );
    const totals = new CallTotals();
    bySeries.forEach(part => totals.merge(part));
    return totals;
  }
}

/** Findings of the entity name a window that is none; a month is judged meanwhile. */
function windowMsOf({ window }: IntegrationObjective): number {
  return parseDurationMs(window) ?? 30 * DAY_MS;
}

function resolutionFor(windowMs: number): number {
  if (windowMs <= HOUR_MS) {
    return MINUTES_PER.minute;
  }
  return windowMs <= 4 * DAY_MS ? MINUTES_PER.hour : MINUTES_PER.day;
}

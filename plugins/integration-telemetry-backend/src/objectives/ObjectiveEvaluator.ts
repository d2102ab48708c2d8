import {
  DEFAULT_ENVIRONMENT,
  IntegrationObjective,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { nounOf } from '../health/wording';
import { CallTotals } from '../series/CallTotals';
import { MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { Retention } from '../series/SeriesStore';
import { QueueState } from '../queues/judgeQueue';
import { MatchedOccurrence } from '../runs/matchRuns';
import { burnWindows } from './burnWindows';
import { deadLetterObjective } from './deadLetterObjective';
import { freshnessOfCalls } from './freshnessOfCalls';
import { freshnessOfRuns } from './freshnessOfRuns';
import { Events, judgeBudget } from './judgeBudget';
import { remember } from './remember';
import { SuccessReader } from './SuccessReader';
import { SuccessStore } from './SuccessStore';
import { toObjective, unmeasured } from './toObjective';
import { windowMsOf } from './windowMsOf';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long points are kept where nothing else is configured. */
const USUAL_RETENTION = { minutesMs: 48 * HOUR_MS, hoursMs: 90 * DAY_MS };

const SAMPLING_UNKNOWN =
  'Tail sampling at an unknown rate: nobody can tell the share.';

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
  readonly #successes: SuccessReader;
  readonly #retention: Pick<Retention, 'minutesMs' | 'hoursMs'>;
  readonly #freshForMs: number;
  readonly #known = new Map<
    string,
    { atMs: number; declared: string; objectives: Objective[] }
  >();

  /**
   * @param options - `freshForMs`: how long what was found is good for; their
   *   windows are of hours and weeks. `retention`: how long points are kept, by
   *   default 48 hours and 90 days. `successes`: keeps minutes for longer,
   *   where an objective needs them
   */
  constructor(options: {
    reader: Pick<SeriesReader, 'readTotals' | 'readCounts'>;
    freshForMs: number;
    retention?: Pick<Retention, 'minutesMs' | 'hoursMs'>;
    successes?: SuccessStore;
  }) {
    this.#reader = options.reader;
    this.#successes = new SuccessReader({
      reader: options.reader,
      store: options.successes,
    });
    this.#retention = options.retention ?? USUAL_RETENTION;
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
      declared.map(objective => this.#judge(integration, objective, facts)),
    );
    remember(
      this.#known,
      entityRef,
      { atMs: facts.nowMs, declared: text, objectives },
      { forMs: this.#freshForMs, most: Infinity },
    );
    return objectives;
  }

  async #judge(
    integration: ProjectedIntegration,
    objective: IntegrationObjective,
    facts: ObjectiveFacts,
  ): Promise<Objective> {
    switch (objective.indicator) {
      case 'dead-letters':
        return deadLetterObjective(objective, facts.deadLetters);
      case 'freshness':
        return this.#judgeFreshness(integration, objective, facts);
      default:
        return this.#judgeCalls(objective, facts);
    }
  }

  /** Of what comes by schedule, and of what has no calls, by its runs. */
  async #judgeFreshness(
    integration: ProjectedIntegration,
    objective: IntegrationObjective,
    facts: ObjectiveFacts,
  ): Promise<Objective> {
    const { series, samplingUnknown, occurrencesSince, nowMs } = facts;
    const { entityRef, interaction } = integration.facets;
    const isBatch = interaction === 'batch';
    const noun = nounOf(interaction);
    if (isBatch || !series?.length) {
      const sinceMs = nowMs - windowMsOf(objective);
      return freshnessOfRuns(
        objective,
        await occurrencesSince(sinceMs),
        isBatch
          ? 'No run was due yet that is known of.'
          : `No ${noun} was seen yet.`,
        nowMs,
      );
    }
    if (samplingUnknown) {
      return unmeasured(objective, SAMPLING_UNKNOWN);
    }
    return freshnessOfCalls(objective, {
      ref: entityRef,
      environment:
        integration.spec.telemetry?.environment ?? DEFAULT_ENVIRONMENT,
      noun,
      series,
      reader: this.#successes,
      retention: this.#retention,
      nowMs,
    });
  }

  async #judgeCalls(
    objective: IntegrationObjective,
    { series, samplingUnknown, nowMs }: ObjectiveFacts,
  ): Promise<Objective> {
    if (!series?.length) {
      return unmeasured(objective, 'No call was seen yet.');
    }
    if (samplingUnknown) {
      return unmeasured(objective, SAMPLING_UNKNOWN);
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

function resolutionFor(windowMs: number): number {
  if (windowMs <= HOUR_MS) {
    return MINUTES_PER.minute;
  }
  return windowMs <= 4 * DAY_MS ? MINUTES_PER.hour : MINUTES_PER.day;
}

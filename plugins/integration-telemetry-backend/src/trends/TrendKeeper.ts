import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { SeriesView } from '../health/chooseView';
import { declaredEnvironment } from '../health/HealthEvaluator';
import { ViewKeeper } from '../health/ViewKeeper';
import { SeriesReader } from '../series/SeriesReader';
import { HOUR_MS, HourPoint, toHourGrid } from './HourGrid';
import { TrendIndicator } from './indicators';
import { judgeTrend, TREND_HOURS } from './judgeTrend';
import { TrendState } from './TrendFinding';
import { TrendPointsReader } from './TrendPointsReader';
import {
  EvaluatedTrends,
  StoredTrend,
  trendKey,
  TrendStore,
} from './TrendStore';

/** What has changed is looked at each hour: people read its level. */
const RAISED_EVERY_MS = HOUR_MS;

/** All else has weeks to tell of: twice a day is enough, and reading five weeks is not cheap. */
const STEADY_EVERY_MS = 12 * HOUR_MS;

/** A change is told of once it was seen on two days: whoever looks for the first time looks at these too. */
const DAYS_BEFORE = 14;

const DAY_MS = 24 * HOUR_MS;

/** Telemetry of an hour that has just ended may still be on its way. */
const LATE_MS = 10 * 60_000;

/** Judges the trends of integrations in their declared environment, some at a time. */
export class TrendKeeper {
  readonly #store: TrendStore;
  readonly #points: TrendPointsReader;
  readonly #series: Pick<SeriesReader, 'listSeries'>;
  readonly #views: Pick<ViewKeeper, 'read'>;
  readonly #logger: Pick<LoggerService, 'error'>;
  #evaluated: Map<string, EvaluatedTrends> | undefined;

  constructor(options: {
    store: TrendStore;
    points: TrendPointsReader;
    series: Pick<SeriesReader, 'listSeries'>;
    views: Pick<ViewKeeper, 'read'>;
    logger: Pick<LoggerService, 'error'>;
  }) {
    this.#store = options.store;
    this.#points = options.points;
    this.#series = options.series;
    this.#views = options.views;
    this.#logger = options.logger;
  }

  /** Those that are due, longest due first; 5,000 twice a day are seven a minute. */
  async listDue(
    integrations: readonly ProjectedIntegration[],
    nowMs: number,
  ): Promise<ProjectedIntegration[]> {
    this.#evaluated ??= await this.#store.listEvaluated();
    return integrations
      .map(integration => ({ integration, dueMs: this.#dueMs(integration) }))
      .filter(({ dueMs }) => dueMs <= nowMs)
      .sort((left, right) => left.dueMs - right.dueMs)
      .map(({ integration }) => integration);
  }

  /** Judges one that is due; between two there is room for everything else. */
  async keep(integration: ProjectedIntegration, nowMs: number): Promise<void> {
    // Also without anything to write, or it would be due again at once.
    let known: EvaluatedTrends = { evaluatedMs: nowMs, isRaised: false };
    try {
      const stored = await this.#stored(integration);
      const before = summarise(stored);
      if (before && nextMs(before) > nowMs) {
        // Another replica was here.
        known = before;
      } else {
        const trends = await this.judge(integration, nowMs, stored);
        await this.#store.putAll(trends);
        known = summarise(trends) ?? known;
      }
    } catch (error) {
      // Sooner than what was judged; an engine that is out is told of by itself.
      known.evaluatedMs = nowMs - STEADY_EVERY_MS + RAISED_EVERY_MS;
      if (!(error instanceof ServiceUnavailableError)) {
        this.#logger.error(
          `Trends of ${integration.facets.entityRef} could not be judged, will try again: ${stringifyError(error)}`,
        );
      }
    }
    this.#evaluated?.set(keyOf(integration), known);
  }

  /** All are due: what they are judged by changed at once, as when a history was replayed. */
  async lookAgain(): Promise<void> {
    await this.#store.makeAllDue();
    this.#evaluated = undefined;
  }

  #dueMs(integration: ProjectedIntegration): number {
    const known = this.#evaluated?.get(keyOf(integration));
    return known ? nextMs(known) : 0;
  }

  async #stored(integration: ProjectedIntegration): Promise<StoredTrend[]> {
    const { entityRef } = integration.facets;
    const environment = declaredEnvironment(integration);
    const stored = (await this.#store.listOf([entityRef])).get(entityRef) ?? [];
    return stored.filter(trend => trend.environment === environment);
  }

  /** What there is to find out now; nothing is written. */
  async judge(
    integration: ProjectedIntegration,
    nowMs: number,
    stored: readonly StoredTrend[],
  ): Promise<StoredTrend[]> {
    const { entityRef } = integration.facets;
    const environment = declaredEnvironment(integration);
    const untilMs = Math.floor((nowMs - LATE_MS) / HOUR_MS) * HOUR_MS;
    const range = { fromMs: untilMs - TREND_HOURS * HOUR_MS, untilMs };
    const points = await this.#read(integration, environment, range);
    return points.map(([indicator, known]): StoredTrend => {
      const before = stored.find(
        trend => trend.finding.indicator === indicator,
      );
      const { finding, state } = judgeTrend(
        indicator,
        toHourGrid(known, indicator, range),
        isNew(before)
          ? stateOfDaysBefore(indicator, known, range)
          : before?.state,
      );
      return {
        entityRef,
        environment,
        finding,
        state,
        version: before?.version ?? 0,
        evaluatedMs: nowMs,
      };
    });
  }

  /** Points of all indicators of which there are any. */
  async #read(
    integration: ProjectedIntegration,
    environment: string,
    { fromMs, untilMs }: { fromMs: number; untilMs: number },
  ): Promise<Array<[TrendIndicator, HourPoint[]]>> {
    const { entityRef } = integration.facets;
    const series = await this.#series.listSeries(entityRef);
    const view = await this.#views.read(
      integration.facets,
      environment,
      series.filter(one => one.environment === environment),
    );
    const runs = await this.#points.readRuns(
      entityRef,
      environment,
      fromMs,
      untilMs,
    );
    const all: Array<[TrendIndicator, HourPoint[]]> = [
      ['batch-duration', runs],
      [
        'dead-letter-inflow',
        await this.#points.readDeadLetterInflow(
          integration.spec.telemetry?.deadLetterQueues ?? [],
          environment,
          fromMs,
          untilMs,
        ),
      ],
    ];
    if (view) {
      const calls = await this.#points.readCalls(
        view.series,
        indicatorsOf(view),
        fromMs,
        untilMs,
      );
      all.push(...calls);
    }
    return all.filter(([, points]) => points.length > 0);
  }
}

/** Nothing was remembered, or not of what there is now. */
function isNew(trend: StoredTrend | undefined): boolean {
  return (
    trend === undefined ||
    (trend.evaluatedMs === 0 &&
      Object.values(trend.state).every(value => value === undefined))
  );
}

/** What would be remembered, had somebody looked on each of the days before. */
function stateOfDaysBefore(
  indicator: TrendIndicator,
  points: Parameters<typeof toHourGrid>[0],
  range: { fromMs: number; untilMs: number },
): TrendState | undefined {
  let state: TrendState | undefined;
  for (let days = DAYS_BEFORE; days > 0; days -= 1) {
    const fromMs = range.fromMs - days * DAY_MS;
    const untilMs = range.untilMs - days * DAY_MS;
    const grid = toHourGrid(points, indicator, { fromMs, untilMs });
    state = judgeTrend(indicator, grid, state).state;
  }
  return state;
}

function nextMs({ evaluatedMs, isRaised }: EvaluatedTrends): number {
  return evaluatedMs + (isRaised ? RAISED_EVERY_MS : STEADY_EVERY_MS);
}

function summarise(
  trends: readonly StoredTrend[],
): EvaluatedTrends | undefined {
  return trends.length === 0
    ? undefined
    : {
        evaluatedMs: Math.max(...trends.map(trend => trend.evaluatedMs)),
        isRaised: trends.some(({ finding }) => finding.outcome === 'raised'),
      };
}

/** Sampled at an unknown rate, counts mean nothing. */
function indicatorsOf({ series }: SeriesView) {
  const isCounted = !series.some(one => Boolean(one.sampling_unknown));
  return isCounted
    ? (['latency', 'error-rate', 'throughput'] as const)
    : (['latency'] as const);
}

function keyOf(integration: ProjectedIntegration): string {
  return trendKey(
    integration.facets.entityRef,
    declaredEnvironment(integration),
  );
}

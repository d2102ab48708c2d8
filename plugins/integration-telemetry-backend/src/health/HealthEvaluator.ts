import {
  DEFAULT_ENVIRONMENT,
  HEALTH_STATUSES,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { judgeObjectives } from '../objectives/judgeObjectives';
import { ObjectiveEvaluator } from '../objectives/ObjectiveEvaluator';
import { SuccessStore } from '../objectives/SuccessStore';
import { DeadLetterReader } from '../queues/DeadLetterReader';
import { judgeDeadLetters } from '../queues/judgeQueue';
import { QueueReader } from '../queues/QueueReader';
import { toDeadLetterQueue } from '../queues/toDeadLetterQueue';
import { CountedWindowSource } from '../reconciliation/CountedWindowSource';
import { FleetReconciliationReader } from '../reconciliation/FleetReconciliationReader';
import { ReconciliationLimits } from '../reconciliation/judgeWindows';
import { ReconciliationJudge } from '../reconciliation/ReconciliationJudge';
import { RecordCountStore } from '../reconciliation/RecordCountStore';
import { ReconciliationStore } from '../reconciliation/ReconciliationStore';
import { RunWindowSource } from '../reconciliation/RunWindowSource';
import { RunJudge } from '../runs/RunJudge';
import { RunStore } from '../runs/RunStore';
import {
  CallFactsReader,
  DAY_MS,
  HOUR_MS,
  indicatorsOf,
  SeriesSource,
} from './CallFactsReader';
import { SeriesView } from './chooseView';
import { FleetRunReader } from './FleetRunReader';
import { FleetViewStore } from './FleetViewStore';
import { FleetSeriesReader } from './FleetSeriesReader';
import {
  EvaluatedHealth,
  HealthStore,
  StatusBefore,
  StoredHealth,
} from './HealthStore';
import { DEGRADED_FROM, judgeCalls } from './judgeCalls';
import { CallTotals } from '../series/CallTotals';
import { Retention } from '../series/SeriesStore';
import { Engines } from '../sources/prometheus/Engines';
import { seenVersions } from './seenVersions';
import { ServiceActivity } from './ServiceActivity';
import { RaisedTrends } from '../trends/RaisedTrends';
import { judgeTrends } from '../trends/judgeTrends';
import { nounOf } from './wording';
import { TogetherReader } from './TogetherReader';
import { ViewKeeper } from './ViewKeeper';
import { ViewStore } from './ViewStore';

/** Objectives, and what counters tell of hours, are judged with one evaluation in so many. */
const SELDOM_EVERY = 6;

/** Other environments are forgotten a month after their last sign. */
const ENVIRONMENT_KEPT_MS = 30 * DAY_MS;

/** For how long a contract version counts as in use after it was seen. */
const VERSIONS_MS = 30 * DAY_MS;

/**
 * Finds out how an integration is doing. What is asked for several at the same
 * time, of the same moment, is read together.
 */
export class HealthEvaluator {
  readonly #together = new TogetherReader();
  readonly #reader: SeriesSource;
  readonly #facts: CallFactsReader;
  readonly #runs: RunJudge;
  readonly #deadLetters: DeadLetterReader;
  readonly #objectives: ObjectiveEvaluator;
  readonly #trends: RaisedTrends;
  readonly #reconciliations: ReconciliationJudge;
  readonly #store: HealthStore;
  readonly #activity: ServiceActivity;
  readonly #views: ViewKeeper;

  constructor(options: {
    knex: Knex;
    runs: RunStore;
    reconciliations: ReconciliationStore;
    reconciliationLimits: ReconciliationLimits;
    store: HealthStore;
    activity: ServiceActivity;
    views: ViewStore;
    trends: RaisedTrends;
    engines?: Engines;
    /** How long points are kept, where that is not what is usual. */
    retention?: Retention;
    /** Between two evaluations. */
    intervalMs: number;
  }) {
    const { knex, activity, store, views } = options;
    const together = this.#together;
    const own = new FleetSeriesReader({ knex, together });
    this.#reader = options.engines?.over(own) ?? own;
    this.#facts = new CallFactsReader({ reader: this.#reader });
    const runs = new FleetRunReader({ knex, store: options.runs, together });
    this.#runs = new RunJudge({ store: runs });
    this.#reconciliations = new ReconciliationJudge({
      sources: [
        new RunWindowSource({ runs }),
        new CountedWindowSource({
          store: new RecordCountStore({ knex }),
          together,
          freshForMs: SELDOM_EVERY * options.intervalMs,
        }),
        new FleetReconciliationReader({
          store: options.reconciliations,
          together,
        }),
      ],
      limits: options.reconciliationLimits,
    });
    this.#deadLetters = new DeadLetterReader({
      reader: new QueueReader({ knex, together }),
    });
    this.#objectives = new ObjectiveEvaluator({
      reader: this.#reader,
      freshForMs: SELDOM_EVERY * options.intervalMs,
      retention: options.retention,
      successes: new SuccessStore({ knex }),
    });
    this.#trends = options.trends;
    this.#store = store;
    this.#activity = activity;
    this.#views = new ViewKeeper({
      store: new FleetViewStore({ store: views, together }),
      reader: this.#reader,
    });
  }

  /** Evaluates an integration in every environment that it is known in. */
  async evaluate(
    integration: ProjectedIntegration,
    nowMs: number,
  ): Promise<EvaluatedHealth> {
    const ref = integration.facets.entityRef;
    const declared = declaredEnvironment(integration);
    const [series, kept, before, runEnvironments] = await Promise.all([
      this.#reader.listSeries(ref),
      this.#views.list(ref),
      this.#together.readOne('status', ref, refs =>
        this.#store.listStatusOf(refs),
      ),
      this.#runs.listEnvironments(ref, nowMs - ENVIRONMENT_KEPT_MS),
    ]);
    const seen = series
      .filter(item => item.last_seen_ms >= nowMs - ENVIRONMENT_KEPT_MS)
      .map(item => item.environment);
    const environments = new Set([declared, ...seen, ...runEnvironments]);
    const evaluated: EvaluatedHealth = { entityRef: ref, environments: [] };
    for (const environment of environments) {
      const inEnvironment = series.filter(
        item => item.environment === environment,
      );
      const view = await this.#views.decide(
        integration.facets,
        environment,
        inEnvironment,
        kept.get(environment),
        nowMs,
      );
      const health = await this.#evaluateIn(
        integration,
        environment,
        view,
        before?.find(item => item.environment === environment),
        nowMs,
      );
      const versions = seenVersions(inEnvironment, nowMs - VERSIONS_MS);
      evaluated.environments.push({
        declared: environment === declared,
        health: {
          ...health,
          ...(versions.length > 0 && { versions }),
        },
      });
    }
    return evaluated;
  }

  async #evaluateIn(
    integration: ProjectedIntegration,
    environment: string,
    view: SeriesView | undefined,
    before: StatusBefore | undefined,
    nowMs: number,
  ): Promise<StoredHealth> {
    const [runs, reconciliation] = await Promise.all([
      this.#runs.judge(integration, environment, nowMs),
      this.#reconciliations.judge(
        integration.facets.entityRef,
        environment,
        nowMs,
      ),
    ]);
    const calls =
      runs && !view
        ? undefined
        : await this.#evaluateCalls(integration, environment, view, nowMs);
    const deadLetters = await this.#deadLetters.read(
      integration,
      environment,
      nowMs,
    );
    const trends = await this.#trends.of(
      integration.facets.entityRef,
      environment,
      nowMs,
    );
    const objectives =
      environment === declaredEnvironment(integration)
        ? await this.#objectives.evaluate(integration, {
            series: view?.series,
            samplingUnknown: Boolean(calls?.samplingUnknown),
            deadLetters,
            occurrencesSince: fromMs =>
              this.#runs.listOccurrences(
                integration,
                environment,
                { fromMs, toMs: nowMs },
                nowMs,
              ),
            nowMs,
          })
        : [];
    const reasons = worstFirst([
      ...(runs?.reasons ?? []),
      // What is dead came of what failed, and is still there when that is over.
      ...deadLetters.map(state => judgeDeadLetters(state, nowMs)),
      calls?.reason,
      reconciliation?.reason,
      ...judgeTrends(
        trends.map(({ finding }) => finding),
        nounOf(integration.facets.interaction),
      ),
      judgeObjectives(objectives),
    ]);
    const status = reasons[0].status;
    return {
      environment,
      status,
      reasons,
      // Good times have no onset of their own: they last since the change.
      since:
        reasons[0].since ??
        (before && before.status !== status
          ? new Date(nowMs).toISOString()
          : before?.since),
      evaluatedAt: new Date(nowMs).toISOString(),
      lastSeenAt: latest(calls?.lastSeenMs, runs?.lastSeenMs),
      calls: calls?.indicators,
      runs: runs?.indicators,
      reconciliation: reconciliation?.indicators,
      sparkline: calls?.sparkline,
      ...(objectives.length > 0 && { objectives }),
      ...(deadLetters.length > 0 && {
        deadLetters: deadLetters.map(toDeadLetterQueue),
      }),
    };
  }

  async #evaluateCalls(
    integration: ProjectedIntegration,
    environment: string,
    view: SeriesView | undefined,
    nowMs: number,
  ) {
    const { facets, spec } = integration;
    const activity = await this.#activity.of(integration, environment);
    const [window, usual] = await Promise.all([
      view && this.#facts.readWindow(view.series, nowMs),
      view && this.#facts.readUsual(view.series, nowMs),
    ]);
    const totals = window?.totals ?? new CallTotals();
    const isBad = totals.failed >= DEGRADED_FROM * totals.count;
    const indicators = view && window && indicatorsOf(view, window);
    const reason = judgeCalls({
      nowMs,
      noun: nounOf(facets.interaction),
      hasMatchers: (spec.telemetry?.matchers ?? []).length > 0,
      lastSeenMs: view?.lastSeenMs,
      servicesSeenMs: activity.lastSeenMs,
      servicesSinceMs: activity.firstSeenMs,
      silentAfterMs: await this.#silentAfterMs(integration, view, nowMs),
      totals,
      windowMs: window ? window.toMs - window.fromMs : DAY_MS,
      samplingUnknown: indicators?.throughputPerMinute === null,
      usualErrorRate: usual?.errorRate,
      usualPerHour: usual?.perHour,
      errorsSinceMs:
        view && isBad
          ? await this.#facts.readErrorsSince(view.series, nowMs)
          : undefined,
    });
    const sparkline =
      view &&
      (await this.#facts.readSparkline(
        view.series,
        reason.code === 'errors' ? 'errorRate' : 'throughputPerMinute',
        nowMs,
      ));
    return {
      reason,
      samplingUnknown: indicators?.throughputPerMinute === null,
      // A window wide enough to have calls in it would hide that there are none.
      indicators:
        view && reason.code === 'silent'
          ? indicatorsOf(view, await this.#facts.readLatest(view.series, nowMs))
          : indicators,
      lastSeenMs: view?.lastSeenMs,
      sparkline:
        sparkline &&
        (reason.code === 'errors'
          ? { ...sparkline, usual: usual?.errorRate ?? null }
          : {
              ...sparkline,
              usual: usual?.perHour === undefined ? null : usual.perHour / 60,
            }),
    };
  }

  /** As declared, else three times the usual pause between calls, and at least an hour. */
  async #silentAfterMs(
    integration: ProjectedIntegration,
    view: SeriesView | undefined,
    nowMs: number,
  ): Promise<number> {
    const declared = integration.spec.telemetry?.silentAfter;
    const declaredMs = declared && parseDurationMs(declared);
    if (declaredMs) {
      return declaredMs;
    }
    // Most were called within the least that it can be: how long it is makes no difference then.
    if (!view || nowMs - view.lastSeenMs <= HOUR_MS) {
      return HOUR_MS;
    }
    const week = await this.#facts.readWeek(view.series, nowMs);
    return week.count > 0
      ? Math.max(HOUR_MS, (3 * week.overMs) / week.count)
      : HOUR_MS;
  }
}

/** The environment that feeds an integration's status. */
export function declaredEnvironment(integration: ProjectedIntegration): string {
  return integration.spec.telemetry?.environment ?? DEFAULT_ENVIRONMENT;
}

function worstFirst(
  reasons: ReadonlyArray<HealthReason | undefined>,
): HealthReason[] {
  const all = reasons.filter(reason => reason !== undefined);
  // What one side cannot tell does not hide what the other does.
  const known = all.filter(({ status }) => status !== 'unknown');
  const rank = ({ status }: HealthReason) => HEALTH_STATUSES.indexOf(status);
  return (known.length > 0 ? known : all).sort(
    (left, right) => rank(left) - rank(right),
  );
}

function latest(...moments: Array<number | undefined>): string | undefined {
  const known = moments.filter(moment => moment !== undefined);
  return known.length > 0
    ? new Date(Math.max(...known)).toISOString()
    : undefined;
}

import {
  BreakdownRow,
  HealthDetail,
  ReportView,
  Trend,
  ViewName,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { VersionComparer } from '../canary/VersionComparer';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { ChangeStore } from '../changes/ChangeStore';
import { ExemplarStore } from '../exemplars/ExemplarStore';
import { toWireExemplar } from '../exemplars/toWireExemplar';
import { CallTotals } from '../series/CallTotals';
import { Exemplar } from '../series/Exemplar';
import { StoredSeries } from '../series/SeriesReader';
import { toWireTrend } from '../trends/toWireTrend';
import { TrendStore } from '../trends/TrendStore';
import { resolveCaller } from '../usage/describeCaller';
import { EngineError } from '../sources/prometheus/EngineError';
import { toCallIndicators } from './callIndicators';
import {
  CallFactsReader,
  CallWindow,
  DAY_MS,
  indicatorsOf,
  PointsSource,
} from './CallFactsReader';
import { listViews, SeriesView } from './chooseView';
import { describeReason, isView, KeptView } from './decideView';
import { declaredEnvironment } from './HealthEvaluator';
import { HealthStore } from './HealthStore';
import { DEGRADED_FROM, FAILING_FROM, FEWEST_CALLS } from './judgeCalls';
import { nounOf } from './wording';
import { nameView, pickView, ViewKeeper } from './ViewKeeper';

function statusOf(totals: CallTotals, samplingUnknown: boolean) {
  if (samplingUnknown || totals.count < FEWEST_CALLS) {
    return 'unknown';
  }
  const rate = totals.failed / totals.count;
  if (rate >= FAILING_FROM) {
    return 'failing';
  }
  return rate >= DEGRADED_FROM ? 'degraded' : 'healthy';
}

/** What an integration's health consists of. */
type Parts = Pick<
  HealthDetail,
  'views' | 'operations' | 'consumers' | 'versionComparison' | 'notes'
>;

/** One of several reports of the same calls, and what it says of the latest. */
interface Report {
  view: SeriesView;
  window: CallWindow;
}

/** The chosen one first. */
function toWireViews(
  reports: readonly Report[],
  chosen: SeriesView | undefined,
  kept: KeptView | undefined,
): ReportView[] {
  return reports
    .map(({ view, window }) => ({
      view: nameView(view),
      source: view.source,
      side: view.side,
      chosen: view.source === chosen?.source && view.side === chosen.side,
      ...(kept &&
        isView(view, kept) && {
          since: new Date(kept.sinceMs).toISOString(),
          because: describeReason(kept.reason),
        }),
      lastSeenAt: new Date(view.lastSeenMs).toISOString(),
      calls: indicatorsOf(view, window),
    }))
    .sort((left, right) => Number(right.chosen) - Number(left.chosen));
}

/** While an engine is out its numbers can't be read; the status stands. */
function partsWithout(error: unknown, evaluatedAt: string): Parts {
  if (!(error instanceof EngineError)) {
    throw error;
  }
  return {
    views: [],
    operations: [],
    consumers: [],
    notes: [
      `${error.message}. Its status stands, and was not checked again since ${evaluatedAt}.`,
    ],
  };
}

/** Older traces are seldom still there. */
const EXEMPLARS_MS = 3_600_000;

/** One integration's health with what it consists of. */
export class HealthDetailReader {
  readonly #reader: PointsSource;
  readonly #facts: CallFactsReader;
  readonly #versions: VersionComparer;
  readonly #store: HealthStore;
  readonly #resolver: () => ServiceResolver;
  readonly #views: ViewKeeper;
  readonly #exemplars: ExemplarStore;
  readonly #traceLink: ((exemplar: Exemplar) => string) | undefined;
  readonly #trends: TrendStore;
  readonly #changes: ChangeStore;
  readonly #index: () => AttributionIndex;

  constructor(options: {
    reader: PointsSource;
    store: HealthStore;
    resolver: () => ServiceResolver;
    views: ViewKeeper;
    exemplars: ExemplarStore;
    /** Gives a trace its address. */
    traceLink?: (exemplar: Exemplar) => string;
    trends: TrendStore;
    changes: ChangeStore;
    index: () => AttributionIndex;
  }) {
    this.#reader = options.reader;
    this.#facts = new CallFactsReader({ reader: options.reader });
    this.#versions = new VersionComparer({ reader: options.reader });
    this.#store = options.store;
    this.#resolver = options.resolver;
    this.#views = options.views;
    this.#exemplars = options.exemplars;
    this.#traceLink = options.traceLink;
    this.#trends = options.trends;
    this.#changes = options.changes;
    this.#index = options.index;
  }

  /**
   * Undefined where it was never evaluated in this environment.
   *
   * @param viewName - the report whose operations and consumers are wanted; the
   *   one that health is judged by where it is missing
   */
  async read(
    integration: ProjectedIntegration,
    environment: string,
    nowMs: number,
    viewName?: ViewName,
  ): Promise<HealthDetail | undefined> {
    const { facets } = integration;
    const all = await this.#store.listEnvironments(facets.entityRef);
    const health = all.find(item => item.environment === environment);
    if (!health) {
      return undefined;
    }
    const [parts, trends, exemplars] = await Promise.all([
      this.#readParts(integration, environment, nowMs, viewName).catch(error =>
        partsWithout(error, health.evaluatedAt),
      ),
      this.#readTrends(integration, environment),
      this.#exemplars.list(facets.entityRef, environment, nowMs - EXEMPLARS_MS),
    ]);
    return {
      integration: facets,
      ...health,
      ...parts,
      trends,
      exemplars: exemplars.map(exemplar =>
        toWireExemplar(exemplar, this.#traceLink),
      ),
      otherEnvironments: all
        .filter(item => item.environment !== environment)
        .map(item => ({
          environment: item.environment,
          status: item.status,
          reasons: item.reasons,
          lastSeenAt: item.lastSeenAt,
        })),
    };
  }

  async #readParts(
    integration: ProjectedIntegration,
    environment: string,
    nowMs: number,
    viewName: ViewName | undefined,
  ): Promise<Parts> {
    const { facets } = integration;
    const series = (await this.#reader.listSeries(facets.entityRef)).filter(
      item => item.environment === environment,
    );
    const { kept, reports } = await this.#readReports(
      facets,
      environment,
      series,
      nowMs,
    );
    const chosen = pickView(series, facets.interaction, kept);
    const shown = viewName ?? (chosen && nameView(chosen));
    const { view, window } =
      reports.find(report => nameView(report.view) === shown) ?? {};
    return {
      views: toWireViews(reports, chosen, kept),
      operations:
        view && window
          ? this.#breakDown(view, window, item =>
              item.kind === 'process' && item.consumer
                ? `${item.operation} · ${item.consumer}`
                : item.operation,
            ).map(({ row, items }) => ({ ...row, kind: items[0].kind }))
          : [],
      consumers:
        view && window
          ? this.#breakDown(view, window, item => item.consumer).flatMap(
              ({ row }) =>
                row.name ? [{ ...row, ...this.#consumer(row, facets) }] : [],
            )
          : [],
      versionComparison: view && (await this.#versions.compare(view, nowMs)),
      notes: this.#notes(integration, environment, series),
    };
  }

  async #readTrends(
    { facets }: ProjectedIntegration,
    environment: string,
  ): Promise<Trend[]> {
    const { entityRef, sourceRef, targetRefs, viaRefs } = facets;
    const stored = (await this.#trends.listOf([entityRef])).get(entityRef);
    const noun = nounOf(facets.interaction);
    return Promise.all(
      (stored ?? [])
        .filter(trend => trend.environment === environment)
        .map(async ({ finding }) => {
          const { sinceMs } = finding;
          const changes =
            sinceMs === undefined
              ? []
              : await this.#changes.list(
                  [
                    entityRef,
                    ...(sourceRef ? [sourceRef] : []),
                    ...targetRefs,
                    ...viaRefs,
                  ],
                  { fromMs: sinceMs - DAY_MS, toMs: sinceMs + DAY_MS },
                );
          return toWireTrend(finding, noun, changes);
        }),
    );
  }

  /** Every report of the same calls, and which is kept to. */
  async #readReports(
    { entityRef, interaction }: ProjectedIntegration['facets'],
    environment: string,
    series: StoredSeries[],
    nowMs: number,
  ): Promise<{ kept?: KeptView; reports: Report[] }> {
    const [kept, reports] = await Promise.all([
      this.#views.list(entityRef),
      Promise.all(
        listViews(series, interaction).map(async view => ({
          view,
          window: await this.#facts.readWindow(view.series, nowMs),
        })),
      ),
    ]);
    return { kept: kept.get(environment), reports };
  }

  #breakDown(
    view: SeriesView,
    window: CallWindow,
    nameOf: (item: StoredSeries) => string,
  ): Array<{ row: BreakdownRow; items: StoredSeries[] }> {
    const groups = new Map<string, StoredSeries[]>();
    view.series.forEach(item => {
      const name = nameOf(item);
      groups.set(name, [...(groups.get(name) ?? []), item]);
    });
    const rows = [...groups].map(([name, items]) => {
      const totals = new CallTotals();
      items.forEach(item => {
        const part = window.bySeries.get(item.id);
        if (part) {
          totals.merge(part);
        }
      });
      const samplingUnknown = items.some(item =>
        Boolean(item.sampling_unknown),
      );
      const row: BreakdownRow = {
        name,
        status: statusOf(totals, samplingUnknown),
        calls: toCallIndicators({
          totals,
          fromMs: window.fromMs,
          toMs: window.toMs,
          source: view.source,
          side: view.side,
          samplingUnknown,
        }),
        lastSeenAt: new Date(
          Math.max(...items.map(item => item.last_seen_ms)),
        ).toISOString(),
      };
      return { row, items };
    });
    return rows.sort(
      (left, right) =>
        right.row.calls.calls - left.row.calls.calls ||
        (left.row.name < right.row.name ? -1 : 1),
    );
  }

  #consumer(row: BreakdownRow, facets: ProjectedIntegration['facets']) {
    const resolver = this.#resolver();
    const entityRef = resolveCaller(row.name, resolver);
    const ends = [facets.sourceRef, ...facets.targetRefs];
    const isEnd =
      entityRef !== undefined &&
      (ends.includes(entityRef) || ends.includes(resolver.systemOf(entityRef)));
    return { entityRef, declared: isEnd };
  }

  #notes(
    integration: ProjectedIntegration,
    environment: string,
    series: StoredSeries[],
  ): string[] {
    const notes: string[] = [];
    const { facets } = integration;
    if (environment !== declaredEnvironment(integration)) {
      notes.push(
        `Its status follows from ${declaredEnvironment(integration)}, not from ${environment}.`,
      );
    }
    if (series.some(item => Boolean(item.environment_assumed))) {
      notes.push(
        `The environment was assumed to be ${environment}: some of its telemetry names none.`,
      );
    }
    if (series.some(item => Boolean(item.sampling_unknown))) {
      notes.push(
        'Some of its spans were sampled at a rate that nobody knows, so that their number means nothing.',
      );
    }
    const ties = this.#index().tiesOf(facets.entityRef);
    if (ties.length > 0) {
      notes.push(
        `Its matchers take the same telemetry as those of ${ties.join(', ')}: it counts for the first by name.`,
      );
    }
    return notes;
  }
}

import {
  BreakdownRow,
  HealthDetail,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../attribution/AttributionIndex';
import { CallTotals } from '../series/CallTotals';
import { SeriesReader, StoredSeries } from '../series/SeriesReader';
import { toCallIndicators } from './callIndicators';
import { CallFactsReader, CallWindow } from './CallFactsReader';
import { chooseView, SeriesView } from './chooseView';
import { declaredEnvironment } from './HealthEvaluator';
import { HealthStore } from './HealthStore';
import { DEGRADED_FROM, FAILING_FROM, FEWEST_CALLS } from './judgeCalls';
import { ServiceActivity } from './ServiceActivity';

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

/** One integration's health with what it consists of. */
export class HealthDetailReader {
  readonly #reader: SeriesReader;
  readonly #facts: CallFactsReader;
  readonly #store: HealthStore;
  readonly #activity: ServiceActivity;
  readonly #index: () => AttributionIndex;

  constructor(options: {
    reader: SeriesReader;
    store: HealthStore;
    activity: ServiceActivity;
    index: () => AttributionIndex;
  }) {
    this.#reader = options.reader;
    this.#facts = new CallFactsReader({ reader: options.reader });
    this.#store = options.store;
    this.#activity = options.activity;
    this.#index = options.index;
  }

  /** Undefined where it was never evaluated in this environment. */
  async read(
    integration: ProjectedIntegration,
    environment: string,
    nowMs: number,
  ): Promise<HealthDetail | undefined> {
    const { facets } = integration;
    const all = await this.#store.listEnvironments(facets.entityRef);
    const health = all.find(item => item.environment === environment);
    if (!health) {
      return undefined;
    }
    const series = (await this.#reader.listSeries(facets.entityRef)).filter(
      item => item.environment === environment,
    );
    const view = chooseView(series, facets.interaction);
    const window = view && (await this.#facts.readWindow(view.series, nowMs));
    return {
      integration: facets,
      ...health,
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
      otherEnvironments: all
        .filter(item => item.environment !== environment)
        .map(item => ({
          environment: item.environment,
          status: item.status,
          reasons: item.reasons,
          lastSeenAt: item.lastSeenAt,
        })),
      notes: this.#notes(integration, environment, series),
    };
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
    const { resolver } = this.#activity;
    const entityRef = resolver.resolve(row.name);
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

import {
  Caller,
  Usage,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { rounded } from '../health/callIndicators';
import { PointsSource } from '../health/CallFactsReader';
import { ViewKeeper } from '../health/ViewKeeper';
import { CallTotals } from '../series/CallTotals';
import { isOverflow, MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { DayCounts, DayCountsSource } from './DayCountsReader';
import { describeCaller } from './describeCaller';

const DAY_MS = MINUTES_PER.day * MINUTE_MS;

/** Series of one consumer and version, reported by one side and source. */
interface Group {
  consumer: string;
  version: string;
  series: StoredSeries[];
}

const toInstant = (ms: number) => new Date(ms).toISOString();

const groupKey = ({ consumer, version }: StoredSeries) =>
  `${consumer}\u0001${version}`;

function groupsOf(series: readonly StoredSeries[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of series) {
    const { consumer, version } = item;
    const group = groups.get(groupKey(item)) ?? {
      consumer,
      version,
      series: [],
    };
    group.series.push(item);
    groups.set(groupKey(item), group);
  }
  return [...groups.values()];
}

function seenBetween(series: readonly StoredSeries[]) {
  return {
    firstSeenAt: toInstant(Math.min(...series.map(item => item.first_seen_ms))),
    lastSeenAt: toInstant(Math.max(...series.map(item => item.last_seen_ms))),
  };
}

/** Whether a series of another report names a consumer, or its version, that these don't. */
function addsTo(named: readonly Group[], item: StoredSeries): boolean {
  const ofConsumer = named.filter(({ consumer }) => consumer === item.consumer);
  return (
    item.consumer !== '' &&
    (ofConsumer.length === 0 ||
      (item.version !== '' &&
        ofConsumer.every(({ version }) => version !== item.version)))
  );
}

/** Finds out who uses an integration, and with which contract version. */
export class UsageReader {
  readonly #series: PointsSource;
  readonly #views: ViewKeeper;
  readonly #days: DayCountsSource;
  readonly #resolver: () => ServiceResolver;
  readonly #limits: { perIntegration: number; overall: number };

  constructor(options: {
    series: PointsSource;
    views: ViewKeeper;
    days: DayCountsSource;
    resolver: () => ServiceResolver;
    /** How many series are kept apart. */
    limits: { perIntegration: number; overall: number };
  }) {
    this.#series = options.series;
    this.#views = options.views;
    this.#days = options.days;
    this.#resolver = options.resolver;
    this.#limits = options.limits;
  }

  /** @param range - widened to whole days in UTC */
  async read(
    integration: ProjectedIntegration,
    environment: string,
    range: { fromMs: number; toMs: number },
  ): Promise<Usage> {
    const { facets, spec } = integration;
    const fromMs = Math.floor(range.fromMs / DAY_MS) * DAY_MS;
    const all = await this.#series.listSeries(facets.entityRef);
    const series = all.filter(item => item.environment === environment);
    const view = await this.#views.read(facets, environment, series);
    const counts = await this.#days.read(series, fromMs, range.toMs);

    const counted = view?.series ?? [];
    const totals = counts.sum(counted);
    const named = groupsOf(counted.filter(item => !isOverflow(item)));
    const others = series.filter(
      item => !isOverflow(item) && addsTo(named, item),
    );
    const toItems = (groups: Group[], isCounted: boolean) =>
      groups
        .map(group =>
          this.#toItem(group, counts, isCounted ? totals.calls : undefined),
        )
        .sort(
          (left, right) =>
            right.calls - left.calls ||
            (left.lastSeenAt > right.lastSeenAt ? -1 : 1),
        );
    return {
      entityRef: facets.entityRef,
      environment,
      from: toInstant(fromMs),
      to: toInstant(range.toMs),
      ...(view && { source: view.source, side: view.side }),
      items: toItems(named, true),
      elsewhere: toItems(this.#oneReportEach(others), false),
      totals: {
        calls: rounded(totals.calls) ?? 0,
        errors: rounded(totals.errors) ?? 0,
        ...(counted.length > 0 && seenBetween(counted)),
      },
      overflow: this.#overflowOf(series, counts, all.length),
      versionAttributes: [
        ...new Set(
          (spec.telemetry?.matchers ?? []).flatMap(
            matcher => matcher.version?.attribute ?? [],
          ),
        ),
      ],
    };
  }

  /**
   * Who called within some minutes, most calls first.
   *
   * @param range - widened to whole minutes
   */
  async readCallers(
    { facets }: ProjectedIntegration,
    environment: string,
    range: { fromMs: number; toMs: number },
  ): Promise<Caller[]> {
    const all = await this.#series.listSeries(facets.entityRef);
    const series = all.filter(item => item.environment === environment);
    const view = await this.#views.read(facets, environment, series);
    const counted = view?.series ?? [];
    const totals = await this.#series.readTotals(
      counted,
      MINUTES_PER.minute,
      Math.floor(range.fromMs / MINUTE_MS) * MINUTE_MS,
      Math.ceil(range.toMs / MINUTE_MS) * MINUTE_MS,
    );
    const sum = (group: Group, pick: (of: CallTotals) => number) =>
      rounded(
        group.series.reduce((calls, { id }) => {
          const found = totals.get(id);
          return calls + (found ? pick(found) : 0);
        }, 0),
      ) ?? 0;
    return groupsOf(counted.filter(item => !isOverflow(item)))
      .map(group => ({
        ...describeCaller(group.consumer, this.#resolver()),
        ...(group.version && { version: group.version }),
        calls: sum(group, ({ count }) => count),
        errors: sum(group, ({ errors }) => errors),
      }))
      .filter(({ calls }) => calls > 0)
      .sort((left, right) => right.calls - left.calls);
  }

  #toItem(
    { consumer, version, series }: Group,
    counts: DayCounts,
    allCalls: number | undefined,
  ): UsageItem {
    const { calls, errors } = counts.sum(series);
    const isSampled = series.some(item => Boolean(item.sampling_unknown));
    return {
      ...describeCaller(consumer, this.#resolver()),
      ...(version && { version }),
      ...seenBetween(series),
      calls: rounded(calls) ?? 0,
      errors: rounded(errors) ?? 0,
      share:
        isSampled || !allCalls ? null : (rounded(calls / allCalls) ?? null),
      ...(isSampled && {
        unmeasuredBecause: 'tail sampling at an unknown rate',
      }),
      days: counts.daysOf(series).map(({ startMs, calls: ofDay }) => ({
        date: toInstant(startMs).slice(0, 10),
        calls: rounded(ofDay) ?? 0,
      })),
      source: series[0].source,
      side: series[0].side,
    };
  }

  /** Of several reports of the same consumer and version the latest stands for it. */
  #oneReportEach(series: readonly StoredSeries[]): Group[] {
    return groupsOf(series).map(group => {
      const latest = group.series.reduce((left, right) =>
        right.last_seen_ms > left.last_seen_ms ? right : left,
      );
      return {
        ...group,
        series: group.series.filter(
          ({ source, side }) =>
            source === latest.source && side === latest.side,
        ),
      };
    });
  }

  #overflowOf(
    series: readonly StoredSeries[],
    counts: DayCounts,
    kept: number,
  ): Usage['overflow'] {
    const overflow = series.filter(isOverflow);
    if (overflow.length === 0) {
      return undefined;
    }
    const { perIntegration, overall } = this.#limits;
    const isOwn = kept >= perIntegration;
    const { calls, errors } = counts.sum(overflow);
    return {
      reached: isOwn ? 'integration' : 'overall',
      series: kept,
      limit: isOwn ? perIntegration : overall,
      calls: rounded(calls) ?? 0,
      errors: rounded(errors) ?? 0,
      ...seenBetween(overflow),
    };
  }
}

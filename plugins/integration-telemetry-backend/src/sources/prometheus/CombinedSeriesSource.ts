import { PointsSource, SeriesSource } from '../../health/CallFactsReader';
import { addUpCounts, PointCounts } from '../../series/addUpCounts';
import { CallTotals } from '../../series/CallTotals';
import { StoredSeries } from '../../series/SeriesReader';
import { PrometheusSeriesSource } from './PrometheusSeriesSource';

/** An engine, as far as series are read from it. */
export interface EngineSource {
  readonly source: PrometheusSeriesSource;
  readonly precedence: 'store' | 'engine';
  /** Whether a series is this engine's. */
  has(series: StoredSeries): boolean;
}

/** Our own store is left for an engine that has had newer calls for so long. */
const LEFT_AFTER_MS = 24 * 3_600_000;

const newestOf = (series: readonly StoredSeries[]) =>
  Math.max(...series.map(item => item.last_seen_ms));

/**
 * Reads each series where it is: in our own store, or in an engine. Where both
 * know an integration in the same environment, one of them counts, since both
 * may have counted the same calls.
 */
export class CombinedSeriesSource<
  Own extends SeriesSource,
> implements SeriesSource {
  protected readonly own: Own;
  protected readonly engines: readonly EngineSource[];

  constructor(options: { own: Own; engines: readonly EngineSource[] }) {
    this.own = options.own;
    this.engines = options.engines;
  }

  /**
   * @throws EngineError where nothing is known of the subject but an engine that
   *   may know it was never reached
   */
  async listSeries(subject: string): Promise<StoredSeries[]> {
    let chosen = await this.own.listSeries(subject);
    let trouble: unknown;
    for (const { source, precedence } of this.engines) {
      try {
        const offered = await source.listSeries(subject);
        chosen = choose(chosen, offered, precedence);
      } catch (error) {
        trouble = error;
      }
    }
    if (trouble !== undefined && chosen.length === 0) {
      throw trouble;
    }
    return chosen;
  }

  async readTotals(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<Map<number, CallTotals>> {
    const parts = await this.each(series, (source, some) =>
      source.readTotals(some, resolution, fromMs, toMs),
    );
    return new Map(parts.flatMap(part => [...part]));
  }

  async readCounts(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
  ): Promise<PointCounts[]> {
    const parts = await this.each(series, (source, some) =>
      source.readCounts(some, resolution, fromMs, toMs),
    );
    return parts.length === 1 ? parts[0] : addUpCounts(parts.flat());
  }

  async readCountsAt(
    series: readonly StoredSeries[],
    resolution: number,
    startMinutes: readonly number[],
  ): Promise<PointCounts[]> {
    const parts = await this.each(series, (source, some) =>
      source.readCountsAt(some, resolution, startMinutes),
    );
    return parts.length === 1 ? parts[0] : addUpCounts(parts.flat());
  }

  /** Asks everybody for what is theirs. */
  protected each<Answer>(
    series: readonly StoredSeries[],
    ask: (source: Own | PointsSource, some: StoredSeries[]) => Promise<Answer>,
  ): Promise<Answer[]> {
    const parts = new Map<Own | PointsSource, StoredSeries[]>();
    for (const item of series) {
      const engine = this.engines.find(candidate => candidate.has(item));
      const source = engine?.source ?? this.own;
      const part = parts.get(source) ?? [];
      part.push(item);
      parts.set(source, part);
    }
    return Promise.all([...parts].map(([source, some]) => ask(source, some)));
  }
}

/** The same where points are read, too. */
export class CombinedPointsSource
  extends CombinedSeriesSource<PointsSource>
  implements PointsSource
{
  async readPoints(
    series: readonly StoredSeries[],
    resolution: number,
    fromMs: number,
    toMs: number,
    stepMinutes?: number,
  ): Promise<Map<number, CallTotals>> {
    const parts = await this.each(series, (source, some) =>
      source.readPoints(some, resolution, fromMs, toMs, stepMinutes),
    );
    if (parts.length === 1) {
      return parts[0];
    }
    const points = new Map<number, CallTotals>();
    for (const [startMinute, part] of parts.flatMap(item => [...item])) {
      const totals = points.get(startMinute) ?? new CallTotals();
      totals.merge(part);
      points.set(startMinute, totals);
    }
    return points;
  }
}

function choose(
  own: StoredSeries[],
  offered: StoredSeries[],
  precedence: EngineSource['precedence'],
): StoredSeries[] {
  if (own.length === 0 || offered.length === 0) {
    return own.length === 0 ? offered : own;
  }
  const of = (series: StoredSeries[], environment: string) =>
    series.filter(item => item.environment === environment);
  const environments = new Set(
    [...own, ...offered].map(({ environment }) => environment),
  );
  return [...environments].flatMap(environment => {
    const mine = of(own, environment);
    const theirs = of(offered, environment);
    if (mine.length === 0 || theirs.length === 0) {
      return mine.length === 0 ? theirs : mine;
    }
    const isLeft = newestOf(theirs) - newestOf(mine) > LEFT_AFTER_MS;
    return precedence === 'engine' || isLeft ? theirs : mine;
  });
}

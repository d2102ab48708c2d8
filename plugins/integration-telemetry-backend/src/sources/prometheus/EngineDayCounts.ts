import { StoredSeries } from '../../series/SeriesReader';
import {
  DayCounts,
  DayCountsReader,
  DayCountsSource,
  DayRow,
} from '../../usage/DayCountsReader';
import { EngineSource } from './CombinedSeriesSource';

/** Reads calls by day from the engines what is theirs, and all else from our own store. */
export class EngineDayCounts implements DayCountsSource {
  readonly #own: DayCountsReader;
  readonly #engines: readonly EngineSource[];

  constructor(options: {
    own: DayCountsReader;
    engines: readonly EngineSource[];
  }) {
    this.#own = options.own;
    this.#engines = options.engines;
  }

  async read(
    series: readonly StoredSeries[],
    fromMs: number,
    toMs: number,
  ): Promise<DayCounts> {
    const isTheirs = (item: StoredSeries) =>
      this.#engines.some(engine => engine.has(item));
    const parts: DayRow[][] = await Promise.all([
      this.#own.readRows(
        series.filter(item => !isTheirs(item)),
        fromMs,
        toMs,
      ),
      ...this.#engines.map(engine =>
        engine.source.readDays(
          series.filter(item => engine.has(item)),
          fromMs,
          toMs,
        ),
      ),
    ]);
    return new DayCounts(parts.flat());
  }
}

import { AttributionIndex } from '../../attribution/AttributionIndex';
import { PointsSource, SeriesSource } from '../../health/CallFactsReader';
import { SeenService } from '../../series/SeriesBatch';
import { StoredSeries } from '../../series/SeriesReader';
import {
  CombinedPointsSource,
  CombinedSeriesSource,
  EngineSource,
} from './CombinedSeriesSource';
import { EngineConfig } from './EngineConfig';
import { PrometheusEngine } from './PrometheusEngine';
import { PrometheusSeriesSource } from './PrometheusSeriesSource';

/** Every engine has the ids of so many series for its own, below zero: the store's are above. */
const IDS_PER_ENGINE = 1e9;

/** All engines that are configured. */
export class Engines {
  readonly engines: readonly PrometheusEngine[];
  readonly #sources: readonly EngineSource[];

  constructor(options: {
    configs: readonly EngineConfig[];
    /** Of telemetry that names none. */
    defaultEnvironment: string;
    now: () => number;
  }) {
    const { configs, defaultEnvironment, now } = options;
    this.engines = configs.map((config, at) => {
      let id = -at * IDS_PER_ENGINE;
      const nextId = () => {
        id -= 1;
        return id;
      };
      return new PrometheusEngine({ config, defaultEnvironment, nextId, now });
    });
    this.#sources = this.engines.map((engine, at) => ({
      source: new PrometheusSeriesSource({ engine, now }),
      precedence: engine.config.precedence,
      has: ({ id }: StoredSeries) =>
        id < 0 && Math.floor(-(id + 1) / IDS_PER_ENGINE) === at,
    }));
  }

  /** Attributes by other matchers from now on. */
  use(index: AttributionIndex): void {
    this.engines.forEach(engine => engine.use(index));
  }

  /** Reads from the engines what is theirs, and all else from our own store. */
  over(own: SeriesSource): SeriesSource {
    return this.engines.length === 0
      ? own
      : new CombinedSeriesSource({ own, engines: this.#sources });
  }

  /** The same where points are read, too. */
  overPoints(own: PointsSource): PointsSource {
    return this.engines.length === 0
      ? own
      : new CombinedPointsSource({ own, engines: this.#sources });
  }

  /** The services whose calls the engines count. */
  get services(): SeenService[] {
    return this.engines.flatMap(({ catalogue }) => catalogue.services);
  }
}

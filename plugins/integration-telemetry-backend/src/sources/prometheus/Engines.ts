import { Engine } from '@tieline/plugin-integrations-common/telemetry';
import { OutboundGuard } from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../../attribution/AttributionIndex';
import { EngineFlowStore } from '../../drift/EngineFlowStore';
import { FlowSource } from '../../drift/FlowStore';
import { SeriesElsewhere } from '../../drift/SeriesElsewhere';
import { PointsSource, SeriesSource } from '../../health/CallFactsReader';
import { MINUTES_PER, SeenService } from '../../series/SeriesBatch';
import { StoredSeries } from '../../series/SeriesReader';
import {
  CombinedPointsSource,
  CombinedSeriesSource,
  EngineSource,
} from './CombinedSeriesSource';
import { HoursElsewhere } from '../../trends/TrendPointsReader';
import { DayCountsReader, DayCountsSource } from '../../usage/DayCountsReader';
import { EdgeCheck } from './declaredEdges';
import { describeEngine } from './describeEngine';
import { EngineConfig } from './EngineConfig';
import { EngineDayCounts } from './EngineDayCounts';
import { whereEngineIsOut } from './EngineError';
import { CombinedFlows, EngineFlows } from './EngineFlows';
import { PrometheusEngine } from './PrometheusEngine';
import { PrometheusSeriesSource } from './PrometheusSeriesSource';
import { CounterSelection, EngineCounter, readCounters } from './readCounters';
import { EngineGauge, readGauges } from './readGauges';
import { ServiceGraphReader } from './ServiceGraphReader';

/** Every engine has the ids of so many series for its own, below zero: the store's are above. */
const IDS_PER_ENGINE = 1e9;

/** All engines that are configured. */
export class Engines {
  readonly engines: readonly PrometheusEngine[];
  readonly #sources: readonly EngineSource[];
  readonly #flows: readonly EngineFlows[];
  readonly #now: () => number;
  readonly #defaultEnvironment: string;
  #isDeclared: EdgeCheck = () => false;

  constructor(options: {
    configs: readonly EngineConfig[];
    guard: OutboundGuard;
    /** Of telemetry that names none. */
    defaultEnvironment: string;
    /** Told when an engine no longer answers, and when it does again. */
    report: (message: string) => void;
    now: () => number;
  }) {
    const { configs, guard, defaultEnvironment, report, now } = options;
    this.#now = now;
    this.#defaultEnvironment = defaultEnvironment;
    this.engines = configs.map((config, at) => {
      let id = -at * IDS_PER_ENGINE;
      const nextId = () => {
        id -= 1;
        return id;
      };
      return new PrometheusEngine({
        config,
        guard,
        defaultEnvironment,
        nextId,
        report,
        now,
      });
    });
    const sources = this.engines.map(
      engine => new PrometheusSeriesSource({ engine, now }),
    );
    this.#flows = this.engines.map(
      (engine, at) =>
        new EngineFlows({
          engine,
          source: sources[at],
          graph: new ServiceGraphReader({
            engine,
            environment: engine.config.environment ?? defaultEnvironment,
            now,
          }),
          isDeclared: (client, server) => this.#isDeclared(client, server),
          now,
        }),
    );
    this.#sources = this.engines.map((engine, at) => ({
      source: sources[at],
      precedence: engine.config.precedence,
      has: ({ id }: StoredSeries) =>
        id < 0 && Math.floor(-(id + 1) / IDS_PER_ENGINE) === at,
    }));
  }

  /** Goes by other matchers, and other declared ends, from now on. */
  use(index: AttributionIndex, isDeclared: EdgeCheck): void {
    this.#isDeclared = isDeclared;
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

  /** Calls by day, from where they are. */
  overDays(own: DayCountsReader): DayCountsSource {
    return this.engines.length === 0
      ? own
      : new EngineDayCounts({ own, engines: this.#sources });
  }

  /** Hours of series that are the engines'; undefined where there is none. */
  get hours(): HoursElsewhere | undefined {
    const sources = this.#sources;
    return sources.length === 0
      ? undefined
      : {
          has: item => sources.some(engine => engine.has(item)),
          readHours: async (series, fromMs, untilMs) => {
            const parts = await Promise.all(
              sources.map(({ has, source }) =>
                source.readHours(series.filter(has), fromMs, untilMs),
              ),
            );
            return parts.flat();
          },
        };
  }

  /**
   * Undeclared flows of our own store and of the engines.
   *
   * @param kept - where what engines told of is kept
   */
  overFlows(own: FlowSource, kept: EngineFlowStore): FlowSource {
    return this.engines.length === 0
      ? own
      : new CombinedFlows({ own, engines: this.#flows, kept });
  }

  /** Series that are the engines'; undefined where there is none. */
  get elsewhere(): SeriesElsewhere | undefined {
    const engines = this.engines.map(({ catalogue }, at) => ({
      catalogue,
      ...this.#sources[at],
    }));
    const whoHas = (series: readonly StoredSeries[]) =>
      engines.filter(({ has }) => series.some(has));
    return engines.length === 0
      ? undefined
      : {
          listSeries: subject =>
            engines
              .map(({ catalogue }) => catalogue.listSeries(subject))
              .find(series => series.length > 0) ?? [],
          countCalls: async (series, sinceMs) => {
            const parts = await Promise.all(
              whoHas(series).map(({ has, source }) =>
                source
                  .readCounts(
                    series.filter(has),
                    MINUTES_PER.hour,
                    sinceMs,
                    this.#now(),
                  )
                  .catch(whereEngineIsOut),
              ),
            );
            return parts.includes(undefined)
              ? undefined
              : parts.flat().reduce((sum, point) => sum + point!.count, 0);
          },
          readDays: async (series, sinceMs) => {
            const parts = await Promise.all(
              whoHas(series).map(({ has, source }) =>
                source
                  .readDays(series.filter(has), sinceMs, this.#now())
                  .catch(whereEngineIsOut),
              ),
            );
            return parts.flatMap(part => part ?? []);
          },
        };
  }

  /** How each engine is doing. */
  describe(): Engine[] {
    return this.engines.map(describeEngine);
  }

  /**
   * The current values of some metrics in every engine that answers, one
   * question for each; what an engine that is out had is missing.
   */
  async readGauges(
    names: readonly string[],
  ): Promise<Array<EngineGauge & { engine: string }>> {
    const all = await Promise.allSettled(
      this.engines.map(async ({ name, client, config }) =>
        (
          await readGauges(client, {
            names,
            filter: config.filter,
            atMs: this.#now(),
          })
        ).map(gauge => ({ ...gauge, engine: name })),
      ),
    );
    return all.flatMap(result =>
      result.status === 'fulfilled' ? result.value : [],
    );
  }

  /** Engines as places where any counters are read. */
  get counters(): Array<{
    name: string;
    environment: string;
    readCounters(
      selection: CounterSelection,
      atMs: number,
      overMs: number,
    ): Promise<EngineCounter[]>;
  }> {
    return this.engines.map(({ name, client, config }) => ({
      name,
      environment: config.environment ?? this.#defaultEnvironment,
      readCounters: (selection, atMs, overMs) =>
        readCounters(client, {
          ...selection,
          filter: config.filter,
          atMs,
          overMs,
        }),
    }));
  }

  /** The services whose calls the engines count. */
  get services(): SeenService[] {
    return this.engines.flatMap(({ catalogue }) => catalogue.services);
  }
}

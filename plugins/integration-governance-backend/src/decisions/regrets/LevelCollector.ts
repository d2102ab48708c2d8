import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  IntegrationFacets,
  Usage,
} from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { TelemetryAccess } from '../../evidence/pluginAccess';
import { dayOf } from '../../waivers/Waiver';
import { readersOf } from '../readKnownProfile';
import { RunCostSource } from '../RunCostSource';
import { LEVEL_DAYS, levelOf, ObservedLevels } from './ObservedLevels';
import { ObservedLevelStore } from './ObservedLevelStore';

const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;
const MINUTES_PER_DAY = 1_440;
const NOT_FOUND = 404;

/** So many in one turn; the others follow in the next. */
const READ_AT_ONCE = 500;

/** Asks once a day what has been observed of integrations about which something was decided. */
export class LevelCollector {
  readonly #telemetry: TelemetryAccess;
  readonly #store: ObservedLevelStore;
  readonly #projection: IntegrationProjection;
  readonly #runCosts: RunCostSource | undefined;
  readonly #logger: LoggerService;

  constructor(options: {
    telemetry: TelemetryAccess;
    levels: ObservedLevelStore;
    projection: IntegrationProjection;
    /** Without one nothing is known of what they cost to run. */
    runCosts?: RunCostSource;
    logger: LoggerService;
  }) {
    this.#telemetry = options.telemetry;
    this.#store = options.levels;
    this.#projection = options.projection;
    this.#runCosts = options.runCosts;
    this.#logger = options.logger;
  }

  /**
   * An API that does not answer ends the turn; what was read before stands for
   * a while.
   *
   * @param entityRefs - read at once; those that are due where they are missing
   */
  async collect(now: Date, entityRefs?: readonly string[]): Promise<void> {
    const day = dayOf(now);
    const wanted = entityRefs ?? (await this.#store.listDue(day, READ_AT_ONCE));
    for (const entityRef of wanted) {
      const facets = await this.#projection.getFacets(entityRef);
      if (facets) {
        try {
          const levels = await this.#read(facets, day);
          // What was asked for out of turn, and is not there yet, is asked for again in its turn.
          if (!entityRefs || Object.values(levels).some(Boolean)) {
            await this.#store.write(entityRef, day, levels);
          }
        } catch (error) {
          this.#logger.warn(
            `What was observed of ${entityRef} since it was decided about could not be read; it is tried again: ${stringifyError(error)}`,
          );
          return;
        }
      }
    }
  }

  async #read(facets: IntegrationFacets, day: string): Promise<ObservedLevels> {
    const range = {
      from: new Date(Date.parse(day) - LEVEL_DAYS * DAY_MS).toISOString(),
      to: new Date(day).toISOString(),
    };
    const { client } = this.#telemetry;
    const series = await unlessUnknown(
      client.getSeries(
        facets,
        {
          ...range,
          stepSeconds: DAY_SECONDS,
          indicator: ['throughputPerMinute', 'p95Ms'],
        },
        await this.#telemetry.requestOptions(),
      ),
    );
    const usage = await unlessUnknown(
      client.getUsage(facets, range, await this.#telemetry.requestOptions()),
    );
    const cost = await this.#runCosts?.monthlyCost(facets.entityRef);
    const { throughputPerMinute, p95Ms } = series?.values ?? {};
    const seen = `telemetry (${series?.source}, ${series?.side}), ${LEVEL_DAYS} days`;
    const readers = readersOf(facets);
    return {
      volume: levelOf(
        (throughputPerMinute ?? [])
          .map(
            perMinute =>
              perMinute && Math.round((perMinute * MINUTES_PER_DAY) / readers),
          )
          .filter(perDay => perDay !== 0),
        seen,
      ),
      latency: levelOf(p95Ms ?? [], `${seen}, 95th percentile`),
      consumers: usage && consumersOf(usage, day),
      cost: cost && {
        low: cost.low,
        level: cost.expected,
        high: cost.high,
        source: 'what it costs to run',
      },
    };
  }
}

/** How many used it on a day; who is not known does not count. */
function consumersOf(usage: Usage, before: string) {
  const byDay = new Map<string, Set<string>>();
  for (const { consumer, days } of usage.items) {
    for (const { date, calls } of days) {
      if (consumer && calls > 0 && date < before) {
        byDay.set(date, (byDay.get(date) ?? new Set()).add(consumer));
      }
    }
  }
  return levelOf(
    [...byDay.values()].map(({ size }) => size),
    `telemetry (usage, ${usage.source}, ${usage.side}), ${LEVEL_DAYS} days`,
  );
}

/** Undefined where telemetry does not know the integration. */
async function unlessUnknown<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === NOT_FOUND) {
      return undefined;
    }
    throw error;
  }
}

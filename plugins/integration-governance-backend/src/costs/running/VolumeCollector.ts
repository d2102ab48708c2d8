import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError, stringifyError } from '@backstage/errors';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { TelemetryAccess } from '../../evidence/pluginAccess';
import { countCalls, countRecords, NO_VOLUME, windowAt } from './countVolume';
import { Volume, VolumeStore } from './VolumeStore';

const DAY_SECONDS = 86_400;
/** Shorter than an hour, so that each fourth turn reads. */
const READ_AGAIN_MS = 55 * 60_000;
const AT_A_TIME = 4;

/**
 * Reads how much went over each integration from the telemetry API, about once
 * an hour. While that API does not answer, what was read before stands.
 */
export class VolumeCollector {
  readonly #telemetry: TelemetryAccess;
  readonly #projection: IntegrationProjection;
  readonly #volumes: VolumeStore;
  readonly #logger: LoggerService;

  constructor(options: {
    telemetry: TelemetryAccess;
    projection: IntegrationProjection;
    volumes: VolumeStore;
    logger: LoggerService;
  }) {
    this.#telemetry = options.telemetry;
    this.#projection = options.projection;
    this.#volumes = options.volumes;
    this.#logger = options.logger;
  }

  /** Reads those that were not read lately. What does not answer is logged, not thrown. */
  async collect(now: Date): Promise<void> {
    const lately = await this.#volumes.listReadSince(
      new Date(now.getTime() - READ_AGAIN_MS),
    );
    const rows: Array<{ facets: string }> = await this.#projection
      .query()
      .orderBy('entity_ref')
      .select('facets');
    const due = rows
      .map((row): IntegrationFacets => JSON.parse(row.facets))
      .filter(({ entityRef }) => !lately.has(entityRef));
    const failures: unknown[] = [];
    for (let at = 0; at < due.length; at += AT_A_TIME) {
      const read = await Promise.all(
        due.slice(at, at + AT_A_TIME).map(async facets => {
          try {
            const volume = await this.#read(facets, now).catch(unknownToIt);
            return [{ entityRef: facets.entityRef, volume }];
          } catch (error) {
            failures.push(error);
            return [];
          }
        }),
      );
      await this.#volumes.write(read.flat(), now);
      if (read.flat().length === 0) {
        // It does not answer: the others would only wait for it, too.
        break;
      }
    }
    if (failures.length > 0) {
      this.#logger.warn(
        `The volume of ${failures.length} of ${due.length} integrations could not be read; what was read before stands for two days: ${stringifyError(failures[0])}`,
      );
    }
  }

  async #read(facets: IntegrationFacets, now: Date): Promise<Volume> {
    const window = windowAt(now);
    const range = {
      from: window.before.toISOString(),
      to: window.to.toISOString(),
    };
    const options = await this.#telemetry.requestOptions();
    if (facets.interaction === 'batch' || facets.pattern === 'batch-file') {
      const { items } = await this.#telemetry.client.getRuns(
        facets,
        range,
        options,
      );
      return countRecords(items, window);
    }
    const series = await this.#telemetry.client.getSeries(
      facets,
      {
        ...range,
        indicator: ['throughputPerMinute'],
        stepSeconds: DAY_SECONDS,
      },
      options,
    );
    return countCalls(series, window);
  }
}

/** What telemetry has not heard of, nobody measured. */
function unknownToIt(error: unknown): Volume {
  if (error instanceof ResponseError && error.statusCode === 404) {
    return NO_VOLUME;
  }
  throw error;
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError, stringifyError } from '@backstage/errors';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { setTimeout } from 'node:timers/promises';
import { inBatches } from '../../database';
import { TelemetryAccess } from '../../evidence/pluginAccess';
import { countCalls, countRecords, NO_VOLUME, windowAt } from './countVolume';
import { Volume, VolumeStore } from './VolumeStore';

const DAY_SECONDS = 86_400;
/** Shorter than an hour, so that each fourth turn reads. */
const READ_AGAIN_MS = 55 * 60_000;
const AT_A_TIME = 4;
/** Of many, reading takes no more than a third of the time: pages go first. */
const REST_FACTOR = 2;

interface ReadVolume {
  entityRef: string;
  volume: Volume;
}

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

  /**
   * Reads those that were not read lately. What does not answer is logged, not thrown.
   *
   * @param signal - what is not read by then follows in the next turn
   */
  async collect(now: Date, signal?: AbortSignal): Promise<void> {
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
    let workedMs = 0;
    for (const batch of inBatches(due)) {
      await setTimeout(workedMs * REST_FACTOR);
      if (signal?.aborted) {
        break;
      }
      const startedAt = performance.now();
      const read = await this.#readAll(batch, now, failures);
      await this.#volumes.write(read, now);
      if (read.length === 0) {
        // It does not answer: the others would only wait for it, too.
        break;
      }
      workedMs = performance.now() - startedAt;
    }
    if (failures.length > 0) {
      this.#logger.warn(
        `The volume of ${failures.length} of ${due.length} integrations could not be read; what was read before stands for two days: ${stringifyError(failures[0])}`,
      );
    }
  }

  async #readAll(
    integrations: readonly IntegrationFacets[],
    now: Date,
    failures: unknown[],
  ): Promise<ReadVolume[]> {
    const read: ReadVolume[] = [];
    for (const some of inBatches(integrations, AT_A_TIME)) {
      const found = await Promise.all(
        some.map(async facets => {
          try {
            const volume = await this.#read(facets, now).catch(unknownToIt);
            return [{ entityRef: facets.entityRef, volume }];
          } catch (error) {
            failures.push(error);
            return [];
          }
        }),
      );
      read.push(...found.flat());
      if (found.flat().length === 0) {
        break;
      }
    }
    return read;
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

import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError, stringifyError } from '@backstage/errors';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { DAY_MS } from '../improvement/days';
import { SignedReview } from '../reviews/Review';
import { ReviewStore } from '../reviews/ReviewStore';
import { dayOf } from '../waivers/Waiver';
import { DueIntegration, KeptVolume } from './ScheduledReview';
import { ScheduleStore } from './ScheduleStore';
import { COMPARED_DAYS, volumeDoubled } from './volumeDoubled';

/** How many integrations telemetry is asked about in one turn. */
const PER_TURN = 200;
const MINUTES_A_DAY = 1_440;
const DAY_SECONDS = 86_400;
/** Telemetry does not know the integration, or keeps no data that is so old. */
const NO_DATA = [400, 404];

/**
 * Asks telemetry, a page of integrations a turn and each once a day, whether
 * volume doubled since the last review, and keeps what it found.
 */
export class VolumeWatch {
  readonly #telemetry: TelemetryAccess;
  readonly #store: ScheduleStore;
  readonly #reviews: Pick<ReviewStore, 'lastSigned'>;
  readonly #logger: LoggerService;

  constructor(options: {
    telemetry: TelemetryAccess;
    store: ScheduleStore;
    reviews: Pick<ReviewStore, 'lastSigned'>;
    logger: LoggerService;
  }) {
    this.#telemetry = options.telemetry;
    this.#store = options.store;
    this.#reviews = options.reviews;
    this.#logger = options.logger;
  }

  /**
   * An API that does not answer ends the turn; what was found before stands.
   *
   * @returns the integrations whose volume turned out to have doubled
   */
  async look(now: Date): Promise<string[]> {
    const doubled: string[] = [];
    const page = await this.#store.listToMeasure(
      new Date(now.getTime() - DAY_MS),
      PER_TURN,
    );
    const reviews = await this.#reviews.lastSigned(
      page.map(({ review }) => review.entityRef),
    );
    for (const due of page) {
      const review = reviews.get(due.review.entityRef);
      try {
        const volume = review && (await this.#measure(due, review, now));
        await this.#store.writeVolume(due.review.entityRef, volume, now);
        if (volume?.found) {
          doubled.push(due.review.entityRef);
        }
      } catch (error) {
        this.#logger.warn(
          `Volume since the last reviews could not be read; it is tried again: ${stringifyError(error)}`,
        );
        break;
      }
    }
    return doubled;
  }

  async #measure(
    { review: { volume: kept }, integration }: DueIntegration,
    review: SignedReview,
    now: Date,
  ): Promise<KeptVolume> {
    const signedOn = startOfDay(new Date(review.closedAt));
    const today = startOfDay(now);
    const known = kept?.reviewId === review.id ? kept : undefined;
    // What was not measured then may come yet, where history is replayed.
    const isKnown = known !== undefined && known.before.length > 0;
    const before = isKnown
      ? known.before
      : await this.#readDays(
          integration,
          new Date(signedOn.getTime() - COMPARED_DAYS * DAY_MS),
          signedOn,
        );
    const volume = { reviewId: review.id, before, found: known?.found };
    if (volume.found || before.length === 0) {
      return volume;
    }
    const from = new Date(
      Math.max(
        today.getTime() - COMPARED_DAYS * DAY_MS,
        signedOn.getTime() + DAY_MS,
      ),
    );
    return from < today
      ? {
          ...volume,
          found: volumeDoubled(
            before,
            await this.#readDays(integration, from, today),
          ),
        }
      : volume;
  }

  /** Calls or messages of each whole day that was measured. */
  async #readDays(
    { namespace, name }: IntegrationFacets,
    from: Date,
    to: Date,
  ): Promise<number[]> {
    try {
      const { values } = await this.#telemetry.client.getSeries(
        { namespace, name },
        {
          indicator: ['throughputPerMinute'],
          from: from.toISOString(),
          to: to.toISOString(),
          stepSeconds: DAY_SECONDS,
        },
        await this.#telemetry.requestOptions(),
      );
      return (values.throughputPerMinute ?? [])
        .filter(perMinute => perMinute !== null)
        .map(perMinute => perMinute * MINUTES_A_DAY);
    } catch (error) {
      if (
        error instanceof ResponseError &&
        NO_DATA.includes(error.statusCode)
      ) {
        return [];
      }
      throw error;
    }
  }
}

function startOfDay(instant: Date): Date {
  return new Date(`${dayOf(instant)}T00:00:00.000Z`);
}

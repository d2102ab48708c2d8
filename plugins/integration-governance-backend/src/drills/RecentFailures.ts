import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { TelemetryAccess } from '../evidence/pluginAccess';

const DAY_MS = 86_400_000;
/** How far back a failure is recent. */
export const RECENT_DAYS = 90;
const GOOD_FOR_MS = 10 * 60_000;
/** After telemetry did not answer. */
const AGAIN_AFTER_MS = 30_000;
const PAGE = 500;
/** What is older than so many pages changes no order any more. */
const MOST_PAGES = 40;

/** Counts the alarms of integrations within the last 90 days, but for those of drills. */
export class RecentFailures {
  readonly #telemetry: TelemetryAccess;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #known: ReadonlyMap<string, number> | undefined;
  #goodUntilMs = 0;
  #reading: Promise<void> | undefined;

  constructor(options: {
    telemetry: TelemetryAccess;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#telemetry = options.telemetry;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** By integration; undefined where telemetry has not told. */
  async count(): Promise<ReadonlyMap<string, number> | undefined> {
    if (this.#now() >= this.#goodUntilMs) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
    return this.#known;
  }

  async #read(): Promise<void> {
    try {
      const counts = new Map<string, number>();
      const from = new Date(this.#now() - RECENT_DAYS * DAY_MS).toISOString();
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await this.#telemetry.client.listAlarms(
          { kind: ['own'], from, limit: PAGE, cursor },
          await this.#telemetry.requestOptions(),
        );
        for (const { subject, drill } of answer.items) {
          if (subject && !drill) {
            const ref = subject.toLocaleLowerCase('en-US');
            counts.set(ref, (counts.get(ref) ?? 0) + 1);
          }
        }
        cursor = answer.pageInfo.nextCursor;
        if (!cursor) {
          break;
        }
      }
      this.#known = counts;
      this.#goodUntilMs = this.#now() + GOOD_FOR_MS;
    } catch (error) {
      this.#known = undefined;
      this.#goodUntilMs = this.#now() + AGAIN_AFTER_MS;
      this.#logger.info(
        `How often integrations failed is not known for suggestions of drills: ${stringifyError(error)}`,
      );
    }
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import { HealthStore } from './HealthStore';
import { SourceStore } from './SourceStore';
import { TelemetryAccess } from './pluginAccess';

const PAGE_SIZE = 500;

/**
 * Reads the fleet's health from the telemetry API into snapshots. While that
 * API does not answer, the snapshots stand.
 */
export class HealthCollector {
  readonly #telemetry: TelemetryAccess;
  readonly #snapshots: HealthStore;
  readonly #sources: SourceStore;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRefs: string[]) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    telemetry: TelemetryAccess;
    snapshots: HealthStore;
    sources: SourceStore;
    logger: LoggerService;
    /** Told of integrations whose health says something else than before, not merely another number. */
    onChange: (entityRefs: string[]) => Promise<void>;
    now?: () => Date;
  }) {
    this.#telemetry = options.telemetry;
    this.#snapshots = options.snapshots;
    this.#sources = options.sources;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#now = options.now ?? (() => new Date());
  }

  /** Reads once. An API that does not answer is remembered, not thrown. */
  async collect(): Promise<void> {
    let summaries: HealthSummary[];
    try {
      summaries = await this.#read();
    } catch (error) {
      if (await this.#sources.failed('health', this.#now())) {
        this.#logger.warn(
          `Health could not be read; what was read before stands: ${stringifyError(error)}`,
        );
      }
      return;
    }
    const changes = await this.#snapshots.writeDifferences(summaries);
    await this.#sources.answered('health', this.#now());
    const telling = changes.filter(
      ({ before, after }) => !before || gist(before) !== gist(after),
    );
    if (telling.length > 0) {
      await this.#onChange(
        telling.map(({ after }) => after.integration.entityRef),
      );
    }
  }

  async #read(): Promise<HealthSummary[]> {
    const summaries: HealthSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#telemetry.client.listHealth(
        { limit: PAGE_SIZE, cursor },
        await this.#telemetry.requestOptions(),
      );
      summaries.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return summaries;
  }
}

/** What checks look at in a summary, without the numbers that move with each minute. */
function gist(summary: HealthSummary): string {
  return JSON.stringify([
    summary.status,
    summary.reasons.map(reason => reason.code),
    summary.lastSeenAt !== undefined,
    summary.calls?.errorRate === null,
    summary.calls?.p95Ms === null,
    summary.calls?.source,
    summary.runs?.lastRun?.id,
    summary.runs?.lastRun?.result,
    summary.deadLetters?.map(({ queue }) => queue),
    summary.versions?.map(({ version }) => version).sort(),
    summary.lastAlarm,
  ]);
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { DriftStore } from './DriftStore';
import { SourceStore } from './SourceStore';
import { TelemetryAccess } from './pluginAccess';

const PAGE_SIZE = 500;

/**
 * Reads from the telemetry API where declared and observed differ. While that
 * API does not answer, what was read before stands.
 */
export class DriftCollector {
  readonly #telemetry: TelemetryAccess;
  readonly #items: DriftStore;
  readonly #sources: SourceStore;
  readonly #logger: LoggerService;
  readonly #onChange: () => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    telemetry: TelemetryAccess;
    items: DriftStore;
    sources: SourceStore;
    logger: LoggerService;
    /** Told when differences came or went, and at the first answer. */
    onChange: () => Promise<void>;
    now?: () => Date;
  }) {
    this.#telemetry = options.telemetry;
    this.#items = options.items;
    this.#sources = options.sources;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#now = options.now ?? (() => new Date());
  }

  /** Reads once. An API that does not answer is remembered, not thrown. */
  async collect(): Promise<void> {
    let items: DriftItem[];
    try {
      items = await this.#read();
    } catch (error) {
      if (await this.#sources.failed('drift', this.#now())) {
        this.#logger.warn(
          `Drift could not be read; what was read before stands: ${stringifyError(error)}`,
        );
      }
      return;
    }
    const before = await this.#sources.get('drift');
    const changed = await this.#items.replace(items);
    await this.#sources.answered('drift', this.#now());
    if (changed || !before.readAt || before.notReadSince) {
      await this.#onChange();
    }
  }

  async #read(): Promise<DriftItem[]> {
    const items: DriftItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#telemetry.client.listDrift(
        { limit: PAGE_SIZE, cursor },
        await this.#telemetry.requestOptions(),
      );
      items.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return items;
  }
}

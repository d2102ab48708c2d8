import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Attributor } from './attribution/Attributor';
import { decodeMetrics, decodeTraces } from './otlp/decodeRequest';
import { OtlpEncoding } from './otlp/encoding';
import { OtlpError } from './otlp/OtlpError';
import { GroupCommit } from './series/GroupCommit';
import { SeriesBatch } from './series/SeriesBatch';

/** How long a sender waits after trouble with the database. */
const RETRY_AFTER_SECONDS = 5;

/** Takes OTLP bodies and answers once what they hold is durable. */
export class IngestService {
  readonly #attributor: Attributor;
  readonly #commits: GroupCommit;
  readonly #logger: LoggerService;
  readonly #received: () => void;
  readonly #now: () => number;
  #lastReceivedMs: number | undefined;

  constructor(options: {
    attributor: Attributor;
    commits: GroupCommit;
    logger: LoggerService;
    /** Called after each commit. */
    received: () => void;
    now: () => number;
  }) {
    this.#attributor = options.attributor;
    this.#commits = options.commits;
    this.#logger = options.logger;
    this.#received = options.received;
    this.#now = options.now;
  }

  /** When this process last took something. */
  get lastReceivedMs(): number | undefined {
    return this.#lastReceivedMs;
  }

  /**
   * Takes a body. What it returns was not taken, and why.
   *
   * @throws OtlpError with status 400 where it can't be decoded, and 503 where
   *   it could not be written and should be sent again
   */
  async ingest(
    signal: 'traces' | 'metrics',
    encoding: OtlpEncoding,
    body: Uint8Array,
  ): Promise<{ rejected: number; reason?: string }> {
    const batch = new SeriesBatch();
    const decoded = this.#decode(signal, encoding, body, batch);
    if (decoded.taken > 0) {
      try {
        await this.#commits.commit(batch);
      } catch (error) {
        this.#logger.error(
          `Telemetry could not be written, its sender is asked to send it again: ${stringifyError(error)}`,
        );
        throw new OtlpError(503, 'The telemetry could not be written', {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
      this.#lastReceivedMs = this.#now();
      this.#received();
    }
    return { rejected: decoded.rejected, reason: decoded.reason };
  }

  #decode(
    signal: 'traces' | 'metrics',
    encoding: OtlpEncoding,
    body: Uint8Array,
    batch: SeriesBatch,
  ): { taken: number; rejected: number; reason?: string } {
    if (signal === 'traces') {
      const { items, ...rest } = decodeTraces(encoding, body);
      this.#attributor.addSpans(items, batch);
      return { taken: items.length, ...rest };
    }
    const { items, ...rest } = decodeMetrics(encoding, body);
    this.#attributor.addPoints(items, batch);
    return { taken: items.length, ...rest };
  }
}

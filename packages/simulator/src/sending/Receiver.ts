import { ResponseError } from '@backstage/errors';
import { ExportResult, ExportResultCode } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  CompressionAlgorithm,
  OTLPExporterError,
} from '@opentelemetry/otlp-exporter-base';
import { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  Change,
  ReceiverStatus,
  ReconciliationReport,
  Replay,
  RunReport,
} from '@tieline/plugin-integrations-common/telemetry';
import { persist, readRetryAfterMs, TemporaryFailure, Wait } from './persist';

/** The exporter's own patience with one request, Retry-After included. */
const exportTimeoutMs = 300_000;
const requestTimeoutMs = 30_000;

/** As many runs, or reconciliations, as one request may hold. */
const reportsAtOnce = 1_000;

/** Where to send, and with what in hand. */
export interface ReceiverOptions {
  /** The portal, for example `http://localhost:7007`. */
  url: string;
  /** Where OTLP goes; a path of the portal where it is missing. */
  otlpUrl?: string;
  /** Token that may send. */
  ingestToken: string;
  /** Token that may read; the sending one where it is missing. */
  readToken?: string;
  signal: AbortSignal;
  wait: Wait;
  log: (message: string) => void;
}

/**
 * The telemetry plugin as any application sees it: OTLP by the SDK's
 * exporters, the rest by HTTP. Whatever can be tried again is tried until it
 * goes through.
 */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #metrics: OTLPMetricExporter;
  readonly #traces: OTLPTraceExporter;
  readonly #portal: string;
  readonly #api: string;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#portal = options.url.replace(/\/$/, '');
    this.#api = `${this.#portal}/api/integration-telemetry`;
    const otlp = (options.otlpUrl ?? `${this.#api}/otlp`).replace(/\/$/, '');
    const common = {
      headers: { Authorization: `Bearer ${options.ingestToken}` },
      compression: CompressionAlgorithm.GZIP,
      timeoutMillis: exportTimeoutMs,
    };
    this.#metrics = new OTLPMetricExporter({
      ...common,
      url: `${otlp}/v1/metrics`,
    });
    this.#traces = new OTLPTraceExporter({
      ...common,
      url: `${otlp}/v1/traces`,
    });
  }

  async sendMetrics(metrics: ResourceMetrics): Promise<void> {
    await this.#export('metrics', done => this.#metrics.export(metrics, done));
  }

  async sendSpans(spans: ReadableSpan[]): Promise<void> {
    if (spans.length) {
      await this.#export('spans', done => this.#traces.export(spans, done));
    }
  }

  async reportRuns(runs: RunReport[]): Promise<void> {
    for (let at = 0; at < runs.length; at += reportsAtOnce) {
      const body = { runs: runs.slice(at, at + reportsAtOnce) };
      await this.#orSkip('runs', () => this.#request('POST', '/v1/runs', body));
    }
  }

  async reportReconciliations(reports: ReconciliationReport[]): Promise<void> {
    for (let at = 0; at < reports.length; at += reportsAtOnce) {
      const body = { reconciliations: reports.slice(at, at + reportsAtOnce) };
      await this.#orSkip('reconciliations', () =>
        this.#request('POST', '/v1/reconciliations', body),
      );
    }
  }

  async reportChanges(changes: Change[]): Promise<void> {
    if (changes.length > 0) {
      await this.#orSkip('changes', () =>
        this.#request('POST', '/v1/changes', { changes }),
      );
    }
  }

  async status(): Promise<ReceiverStatus> {
    return this.#request('GET', '/v1/status');
  }

  /**
   * Whether the receiver knows the integrations that the portal's catalog has.
   * It takes them over within seconds; what comes before counts as undeclared.
   */
  async knowsCatalog(): Promise<boolean> {
    const catalog = `${this.#portal}/api/catalog/entities/by-query`;
    const [declared, known] = await Promise.all([
      this.#countItems(`${catalog}?filter=kind=integration&limit=0`),
      this.#countItems(`${this.#api}/v1/health?limit=1`),
    ]);
    return declared !== undefined && declared > 0 && declared === known;
  }

  async putReplay({ id, ...replay }: Omit<Replay, 'updatedAt'>): Promise<void> {
    await this.#request('PUT', `/v1/replays/${encodeURIComponent(id)}`, replay);
  }

  /** How many there are in a list; undefined where it can't be read. */
  async #countItems(url: string): Promise<number | undefined> {
    const { signal, ingestToken, readToken } = this.#options;
    try {
      const response = await fetch(url, {
        headers: { Authorization: `Bearer ${readToken ?? ingestToken}` },
        signal: AbortSignal.any([
          signal,
          AbortSignal.timeout(requestTimeoutMs),
        ]),
      });
      return response.ok ? (await response.json()).totalItems : undefined;
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #export(
    what: string,
    start: (done: (result: ExportResult) => void) => void,
  ): Promise<void> {
    await this.#orSkip(what, () =>
      this.#persist(what, async () => {
        const { code, error } = await new Promise<ExportResult>(start);
        if (code !== ExportResultCode.SUCCESS) {
          throw explain(error ?? new Error('no reason given'));
        }
      }),
    );
  }

  /** What the receiver refuses for good is said and left out; the rest goes on. */
  async #orSkip(what: string, action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#options.signal.throwIfAborted();
      this.#options.log(`${what} refused and left out: ${error.message}`);
    }
  }

  async #request<T>(method: string, path: string, body?: object): Promise<T> {
    const { signal, ingestToken, readToken } = this.#options;
    const token = method === 'GET' ? (readToken ?? ingestToken) : ingestToken;
    return this.#persist(`${method} ${path}`, async () => {
      let response: Response;
      try {
        response = await fetch(`${this.#api}${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${token}`,
            ...(body && { 'Content-Type': 'application/json' }),
          },
          body: body && JSON.stringify(body),
          signal: AbortSignal.any([
            signal,
            AbortSignal.timeout(requestTimeoutMs),
          ]),
        });
      } catch (error) {
        throw new TemporaryFailure(String(error.cause ?? error));
      }
      if (response.ok) {
        return response.json();
      }
      const retryAfter = response.headers.get('retry-after');
      const failure = await ResponseError.fromResponse(response);
      throw isTemporary(response.status)
        ? new TemporaryFailure(
            failure.message,
            readRetryAfterMs(retryAfter, Date.now()),
          )
        : failure;
    });
  }

  #persist<T>(what: string, action: () => Promise<T>): Promise<T> {
    const { signal, wait, log } = this.#options;
    return persist(action, {
      signal,
      wait,
      log: message => log(`${what}: ${message}`),
    });
  }
}

/**
 * A portal that is starting answers 404, and a token may become valid later:
 * only what says that the request itself is wrong is for good.
 */
function isTemporary(status: number): boolean {
  return ![400, 405, 413, 415, 422].includes(status);
}

function explain(error: Error): Error {
  const status = error instanceof OTLPExporterError ? error.code : undefined;
  const message = status ? `${status} ${error.message}` : error.message;
  return status === undefined || isTemporary(status)
    ? new TemporaryFailure(message)
    : new Error(message, { cause: error });
}

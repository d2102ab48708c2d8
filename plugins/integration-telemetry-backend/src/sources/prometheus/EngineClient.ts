import {
  OutboundGuard,
  OutboundSizeError,
} from '@tieline/plugin-integrations-node';
import { performance } from 'perf_hooks';
import { EngineConfig } from './EngineConfig';
import { EngineError } from './EngineError';
import { EngineMeter } from './EngineMeter';
import { inSlices } from './inSlices';

export type Labels = Readonly<Record<string, string>>;

/** A native histogram as the query API writes it. */
export interface NativeHistogram {
  count: string;
  sum: string;
  /** Which bounds belong to it, lower and upper bound, count. */
  buckets?: Array<[rule: number, lower: string, upper: string, count: string]>;
}

/** A value at a moment. */
export interface Sample {
  atMs: number;
  value: number;
  histogram?: NativeHistogram;
}

/** What one set of labels has. */
export interface LabelledSamples {
  labels: Labels;
  samples: Sample[];
}

interface Answer {
  status: string;
  error?: string;
  data?: unknown;
}

interface Result {
  metric: Labels;
  value?: [number, string];
  values?: Array<[number, string]>;
  histogram?: [number, NativeHistogram];
  histograms?: Array<[number, NativeHistogram]>;
}

/** Words of an engine's that are shown: it may answer with a whole page. */
const MAX_WORDS = 300;

/**
 * Asks the HTTP API that Prometheus has and others share.
 *
 * Source: https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class EngineClient {
  readonly #config: EngineConfig;
  readonly #guard: OutboundGuard;
  readonly #meter: EngineMeter;
  readonly #now: () => number;

  constructor(options: {
    config: EngineConfig;
    /** The way out. It follows no redirect, with which credentials would go along. */
    guard: OutboundGuard;
    meter: EngineMeter;
    now: () => number;
  }) {
    this.#config = options.config;
    this.#guard = options.guard;
    this.#meter = options.meter;
    this.#now = options.now;
  }

  /** @throws EngineError */
  async query(promql: string, atMs: number): Promise<LabelledSamples[]> {
    return toSamples(
      await this.#ask('query', { query: promql, time: seconds(atMs) }),
    );
  }

  /**
   * @param toMs - inclusive
   * @throws EngineError
   */
  async queryRange(
    promql: string,
    range: { fromMs: number; toMs: number; stepMs: number },
  ): Promise<LabelledSamples[]> {
    return toSamples(
      await this.#ask('query_range', {
        query: promql,
        start: seconds(range.fromMs),
        end: seconds(range.toMs),
        step: seconds(range.stepMs),
      }),
    );
  }

  /**
   * Names of labels of the series that a selector finds.
   *
   * @throws EngineError
   */
  async listLabels(
    selector: string,
    range: { fromMs: number; toMs: number },
  ): Promise<string[]> {
    return this.#list('labels', selector, range);
  }

  /** @throws EngineError */
  async listMetrics(
    selector: string,
    range: { fromMs: number; toMs: number },
  ): Promise<string[]> {
    return this.#list('label/__name__/values', selector, range);
  }

  async #list(
    path: string,
    selector: string,
    range: { fromMs: number; toMs: number },
  ): Promise<string[]> {
    const query = new URLSearchParams({
      'match[]': selector,
      start: seconds(range.fromMs),
      end: seconds(range.toMs),
    });
    const data = await this.#ask(`${path}?${query}`);
    return Array.isArray(data) ? data.map(String) : [];
  }

  async #ask(path: string, form?: Record<string, string>): Promise<unknown> {
    const startedMs = performance.now();
    try {
      const answer = await this.#fetch(path, form);
      this.#meter.succeeded(performance.now() - startedMs, this.#now());
      return answer;
    } catch (error) {
      const engineError =
        error instanceof EngineError ? error : this.#toEngineError(error);
      this.#meter.failed(engineError, this.#now());
      throw engineError;
    }
  }

  async #fetch(path: string, form?: Record<string, string>): Promise<unknown> {
    const { name, url, headers, timeoutMs, maxResponseBytes } = this.#config;
    const response = await this.#guard.request(`${url}/api/v1/${path}`, {
      method: form ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      // VictoriaMetrics would else repeat its last answers for half a minute.
      body:
        form &&
        String(
          new URLSearchParams({ ...form, nocache: '1', latency_offset: '1ms' }),
        ),
      timeoutMs,
      maxBytes: maxResponseBytes,
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      throw new EngineError(
        name,
        `sends elsewhere, which is not followed: configure the address that it means (${response.headers.location?.slice(0, MAX_WORDS)})`,
      );
    }
    const text = response.body.toString('utf8');
    let answer: Answer | undefined;
    try {
      answer = JSON.parse(text);
    } catch {
      answer = undefined;
    }
    if (status !== 200 || answer?.status !== 'success') {
      const words = answer?.error ?? text;
      throw new EngineError(
        name,
        `answers with status ${status}: ${words.slice(0, MAX_WORDS)}`,
      );
    }
    return answer.data;
  }

  /** What went wrong below HTTP. */
  #toEngineError(error: unknown): EngineError {
    const { name, maxResponseBytes } = this.#config;
    if (error instanceof OutboundSizeError) {
      return new EngineError(
        name,
        `answers with more than ${maxResponseBytes} bytes: raise maxResponseBytes, or narrow it with a filter`,
      );
    }
    const { message } = error as { message?: string };
    return new EngineError(name, `can't be reached: ${message || error}`, {
      isUnreachable: true,
    });
  }
}

function seconds(ms: number): string {
  return String(ms / 1000);
}

async function toSamples(data: unknown): Promise<LabelledSamples[]> {
  const results = (data as { result?: Result[] } | undefined)?.result;
  const samples: LabelledSamples[] = [];
  await inSlices(Array.isArray(results) ? results : [], result =>
    samples.push({ labels: result.metric, samples: samplesOf(result) }),
  );
  return samples;
}

function samplesOf(result: Result): Sample[] {
  const { value, values, histogram, histograms } = result;
  const numbers = values ?? (value ? [value] : []);
  const natives = histograms ?? (histogram ? [histogram] : []);
  return [
    ...numbers.map(([at, text]) => ({ atMs: at * 1000, value: Number(text) })),
    ...natives.map(([at, native]) => ({
      atMs: at * 1000,
      value: Number(native.count),
      histogram: native,
    })),
  ];
}

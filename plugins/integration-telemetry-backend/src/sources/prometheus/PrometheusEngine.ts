import { OutboundGuard } from '@tieline/plugin-integrations-node';
import { AttributionIndex } from '../../attribution/AttributionIndex';
import { CallJudge } from '../../attribution/CallJudge';
import { discoverSchema, EngineSchema } from './discoverSchema';
import { EngineClient, LabelledSamples } from './EngineClient';
import { EngineConfig } from './EngineConfig';
import { EngineError } from './EngineError';
import { EngineMeter } from './EngineMeter';
import { LabelReader } from './LabelReader';
import { callsBy } from './promql';
import { SeriesCatalogue } from './SeriesCatalogue';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Names and labels change when somebody configures a Collector. */
const SCHEMA_MS = 5 * MINUTE_MS;

/** How far back, and how exactly, it is looked for what was seen before the start. */
const LOOKS_BACK = [
  { overMs: 2 * HOUR_MS, stepMs: 5 * MINUTE_MS },
  { overMs: DAY_MS, stepMs: HOUR_MS },
];

/**
 * Keeps up with what an engine has: the names that it uses, and the sets of
 * labels whose calls go on. Nobody waits for that: who asks meanwhile gets
 * what was known before.
 */
export class PrometheusEngine {
  readonly config: EngineConfig;
  readonly client: EngineClient;
  readonly meter: EngineMeter;
  readonly catalogue: SeriesCatalogue;
  readonly #now: () => number;
  readonly #defaultEnvironment: string;
  readonly #report: (message: string) => void;
  #isOut = false;
  #index = new AttributionIndex();
  #schema: (EngineSchema & { foundMs: number }) | undefined;
  #reader = new LabelReader([], []);
  #refreshedMs: number | undefined;
  #triedMs = -Infinity;
  #refreshing: Promise<void> | undefined;

  constructor(options: {
    config: EngineConfig;
    guard: OutboundGuard;
    /** Of telemetry that names none. */
    defaultEnvironment: string;
    /** Gives ids that no other series has. */
    nextId: () => number;
    /** Told when it no longer answers, and when it does again. */
    report: (message: string) => void;
    now: () => number;
  }) {
    const { config, guard, now } = options;
    this.#report = options.report;
    this.config = config;
    this.meter = new EngineMeter();
    this.client = new EngineClient({ config, guard, meter: this.meter, now });
    this.catalogue = new SeriesCatalogue({
      maxSeries: config.maxSeries,
      nextId: options.nextId,
    });
    this.#defaultEnvironment = config.environment ?? options.defaultEnvironment;
    this.#now = now;
  }

  get name(): string {
    return this.config.name;
  }

  get schema(): EngineSchema | undefined {
    return this.#schema;
  }

  get reader(): LabelReader {
    return this.#reader;
  }

  /** When what it has was last found out; undefined before the first time. */
  get refreshedMs(): number | undefined {
    return this.#refreshedMs;
  }

  /** Whether it could not tell what it has, or nothing came back from it since. */
  get isOut(): boolean {
    return this.#isOut || this.meter.isReachable === false;
  }

  /** Attributes by other matchers from now on. */
  use(index: AttributionIndex): void {
    this.#index = index;
    this.#applySchema();
  }

  /** Finds out what changed, where that is due; who asks need not wait. */
  refreshIfDue(): Promise<void> {
    if (
      !this.#refreshing &&
      this.#now() >= this.#triedMs + this.config.refreshMs
    ) {
      this.#triedMs = this.#now();
      this.#refreshing = this.#tryRefresh().finally(() => {
        this.#refreshing = undefined;
      });
    }
    return this.#refreshing ?? Promise.resolve();
  }

  /** @throws EngineError where the engine is out, or never answered yet */
  expectAnswers(): void {
    if (this.#refreshedMs === undefined) {
      throw new EngineError(
        this.name,
        this.meter.lastError ? 'never answered yet' : 'was not asked yet',
      );
    }
    if (this.isOut) {
      throw new EngineError(
        this.name,
        `does not answer since ${new Date(this.#refreshedMs).toISOString()}`,
      );
    }
  }

  async #tryRefresh(): Promise<void> {
    try {
      await this.#refresh();
      if (this.#isOut) {
        this.#isOut = false;
        this.#report(`The engine ${this.name} answers again`);
      }
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      if (!this.#isOut) {
        this.#isOut = true;
        this.#report(
          `${error.message}; what was found out before stands until it answers`,
        );
      }
    }
  }

  async #refresh(): Promise<void> {
    const nowMs = this.#now();
    const before = this.#schema;
    if (!before?.spans || nowMs >= before.foundMs + SCHEMA_MS) {
      const found = await discoverSchema(this.client, this.config, nowMs);
      const isNew = String(found.labels) !== String(before?.labels);
      this.#schema = { ...found, foundMs: nowMs };
      if (isNew) {
        this.#applySchema();
      }
    }
    if (this.#refreshedMs === undefined || !before?.spans) {
      await this.#lookBack(nowMs);
    } else {
      await this.#lookSince(this.#refreshedMs, nowMs);
    }
    this.catalogue.forgetBefore(nowMs - this.config.lookbackMs);
    this.#refreshedMs = nowMs;
  }

  #applySchema(): void {
    this.#reader = new LabelReader(
      this.#schema?.labels ?? [],
      this.#index.attributes,
    );
    this.catalogue.use(
      this.#reader,
      new CallJudge({
        index: this.#index,
        defaultEnvironment: this.#defaultEnvironment,
      }),
    );
  }

  async #lookBack(nowMs: number): Promise<void> {
    const { lookbackMs } = this.config;
    const levels = [
      ...LOOKS_BACK,
      ...(lookbackMs > DAY_MS ? [{ overMs: lookbackMs, stepMs: DAY_MS }] : []),
    ];
    // Each look ends where the finer one begins: what both saw would be dated by the coarser.
    let toMs = nowMs;
    for (const { overMs, stepMs } of levels) {
      const query = this.#callsOver(stepMs);
      const steps = Math.ceil((toMs - (nowMs - overMs)) / stepMs);
      const fromMs = toMs - (steps - 1) * stepMs;
      const found = query
        ? await this.client.queryRange(query, { fromMs, toMs, stepMs })
        : [];
      this.#note(found, stepMs);
      toMs = fromMs - stepMs;
    }
  }

  async #lookSince(sinceMs: number, nowMs: number): Promise<void> {
    const sampleMs = this.#schema!.sampleIntervalMs;
    const overMs = nowMs - sinceMs + 3 * sampleMs;
    const query = this.#callsOver(overMs);
    if (query) {
      const found = await this.client.query(query, nowMs);
      this.#note(found, 2 * sampleMs);
    }
  }

  #callsOver(overMs: number): string | undefined {
    const { spans } = this.#schema ?? {};
    const { service, callLabels } = this.#reader;
    return (
      spans &&
      service &&
      `${callsBy(
        callLabels,
        { metric: spans.calls, filter: this.config.filter },
        overMs,
        service,
      )} > 0`
    );
  }

  #note(found: LabelledSamples[], stepMs: number): void {
    for (const { labels, samples } of found) {
      if (samples.length > 0) {
        const lastMs = samples[samples.length - 1].atMs;
        this.catalogue.saw(labels, samples[0].atMs - stepMs, lastMs);
      }
    }
  }
}

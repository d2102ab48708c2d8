import {
  Attributes,
  createTraceState,
  ROOT_CONTEXT,
  SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  Tracer,
  TraceState,
} from '@opentelemetry/api';
import {
  ReadableSpan,
  Sampler,
  SamplingDecision,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { Random } from '../chance/Random';
import { Scenario } from '../scenario/Scenario';
import { hrTime } from './Reading';
import { serviceResource } from './Reporter';

/** A span as it is asked for. */
export interface SpanRequest {
  service: string;
  environment: string;
  kind: SpanKind;
  name: string;
  attributes: Attributes;
  startMs: number;
  endMs: number;
  failed: boolean;
  parent?: SpanContext;
  link?: SpanContext;
}

/** Sampling thresholds have 56 bits; 24 of them are exact enough for a share. */
const thresholdDigits = 6;
const thresholdSize = 16 ** thresholdDigits;

/**
 * Makes spans with the SDK's tracers, with times, ids and sampling of its own:
 * each trace says in its tracestate which share of all traces it stands for
 * (`ot=th:…`, OpenTelemetry's probability sampling), and its id fits to that.
 */
export class SpanRecorder {
  readonly #scenario: Scenario;
  readonly #tracers = new Map<string, Tracer>();
  #spans: ReadableSpan[] = [];
  #random = Random.of('');
  #threshold = 0;
  #traceState?: TraceState;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /**
   * From now on traces are a sample of `share` of all, or of an unknown share
   * where it is missing.
   */
  begin(random: Random, share?: number): void {
    this.#random = random;
    if (share === undefined) {
      this.#threshold = 0;
      this.#traceState = undefined;
      return;
    }
    this.#threshold = Math.min(
      thresholdSize - 1,
      Math.round((1 - share) * thresholdSize),
    );
    const digits = this.#threshold
      .toString(16)
      .padStart(thresholdDigits, '0')
      .replace(/0+$/, '');
    this.#traceState = createTraceState(`ot=th:${digits || '0'}`);
  }

  /** Records a span; what comes back lets others refer to it. */
  record(request: SpanRequest): SpanContext {
    const { parent, link } = request;
    const span = this.#tracer(request.service, request.environment).startSpan(
      request.name,
      {
        kind: request.kind,
        attributes: request.attributes,
        startTime: hrTime(request.startMs),
        links: link ? [{ context: link }] : [],
      },
      parent
        ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })
        : ROOT_CONTEXT,
    );
    if (request.failed) {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(hrTime(request.endMs));
    return span.spanContext();
  }

  /** Everything recorded since the last time. */
  take(): ReadableSpan[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }

  #tracer(service: string, environment: string): Tracer {
    const key = `${service}@${environment}`;
    let tracer = this.#tracers.get(key);
    if (!tracer) {
      tracer = new TracerProvider({
        resource: serviceResource(this.#scenario, service, environment),
        idGenerator: {
          generateTraceId: () => this.#traceId(),
          generateSpanId: () => this.#random.hex(16),
        },
        sampler: this.#sampler,
        spanProcessors: [
          {
            onStart: () => {},
            onEnd: span => this.#spans.push(span),
            forceFlush: async () => {},
            shutdown: async () => {},
          },
        ],
      }).getTracer('@tieline/simulator');
      this.#tracers.set(key, tracer);
    }
    return tracer;
  }

  readonly #sampler: Sampler = {
    shouldSample: () => ({
      decision: SamplingDecision.RECORD_AND_SAMPLED,
      traceState: this.#traceState,
    }),
    toString: () => 'SimulatedThreshold',
  };

  /** The last 56 bits of a sampled trace's id are not below the threshold. */
  #traceId(): string {
    const randomness =
      this.#threshold +
      Math.floor(this.#random.uniform() * (thresholdSize - this.#threshold));
    return (
      this.#random.hex(18) +
      randomness.toString(16).padStart(thresholdDigits, '0') +
      this.#random.hex(8)
    );
  }
}

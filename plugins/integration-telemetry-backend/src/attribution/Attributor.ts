import { createHash } from 'crypto';
import { Attributes, MetricPoint, Span } from '../otlp/model';
import { CallTotals } from '../series/CallTotals';
import { ObservedEnd, SeriesBatch, SeriesKey } from '../series/SeriesBatch';
import { AttributionIndex } from './AttributionIndex';
import { joinSpans, JoinedSpan } from './joinSpans';
import {
  callKindOfPoint,
  callKindOfSpan,
  describeCall,
  DescribedCall,
  isDatabaseCall,
  reportingService,
} from './describeCall';
import { bounded } from './destinationTemplate';
import { FLOW_PREFIX, flowOf } from './flowId';
import { INTERNET } from './networkAddress';
import { failureOf, outcomeOf, pick } from './outcome';
import { totalsOf } from './pointTotals';
import { isSamplingUnknown, weightOf } from './sampling';

const toMs = (nanos: bigint) => Number(nanos / 1000n) / 1000;

interface Environment {
  name: string;
  assumed: boolean;
}

/** Turns spans and points into totals of integrations and of undeclared flows. */
export class Attributor {
  #index: AttributionIndex;
  readonly #defaultEnvironment: string;

  constructor(options: {
    index?: AttributionIndex;
    /** Of telemetry that names none. */
    defaultEnvironment: string;
  }) {
    this.#index = options.index ?? new AttributionIndex();
    this.#defaultEnvironment = options.defaultEnvironment;
  }

  get index(): AttributionIndex {
    return this.#index;
  }

  /** Uses other matchers from now on. */
  useIndex(index: AttributionIndex): void {
    this.#index = index;
  }

  addSpans(spans: readonly Span[], batch: SeriesBatch): void {
    spans.forEach(span =>
      this.#addService(span.resource, toMs(span.endNanos), batch),
    );
    const joined = joinSpans(spans, callKindOfSpan);
    const subjects = new Map<JoinedSpan, string | undefined>();
    for (const item of joined) {
      const { span } = item;
      subjects.set(item, this.#index.find(span.attributes, span.resource));
    }
    for (const item of joined) {
      if (item.isRetried) {
        continue;
      }
      const { span, kind, caller, callee } = item;
      const call = describeCall(
        kind,
        span.attributes,
        span.resource,
        span.name,
      );
      const other = caller ?? callee;
      const ref = subjects.get(item) ?? (other && subjects.get(other));
      // The client's report speaks for both where nobody declared the call.
      if (!ref && caller && this.#isFlow(caller.span)) {
        continue;
      }
      if (caller) {
        call.source = reportingService(caller.span.resource) ?? call.source;
      }
      if (callee) {
        const service = reportingService(callee.span.resource);
        call.target = service
          ? { ...service, address: call.target?.address }
          : call.target;
      }
      this.#addSpan(span, call, ref, batch);
    }
  }

  addPoints(points: readonly MetricPoint[], batch: SeriesBatch): void {
    for (const point of points) {
      const endMs = toMs(point.timeNanos);
      this.#addService(point.resource, endMs, batch);
      const kind = callKindOfPoint(point);
      const isHistogram =
        point.type === 'histogram' || point.type === 'exponential';
      if (!kind || !isHistogram) {
        continue;
      }
      const { attributes, resource } = point;
      const call = describeCall(kind, attributes, resource);
      const environment = this.#environmentOf(resource);
      const place = this.#placeOf(call, attributes, resource, environment);
      if (!place) {
        continue;
      }
      const series = seriesOf(place.subject, 'metrics', call, environment);
      const marks = {
        samplingUnknown: false,
        environmentAssumed: environment.assumed,
      };
      const startMs = point.startNanos > 0n ? toMs(point.startNanos) : endMs;
      const totals = totalsOf(point, call.side);
      if (point.temporality === 2) {
        batch.cumulative.push({
          key: cumulativeKey(point),
          startMs,
          timeMs: endMs,
          totals,
          series,
          marks,
          flow: place.flow,
        });
      } else if (totals.count > 0) {
        this.#noteDeclared(place, call, environment, endMs, batch);
        batch.addTotals(series, marks, { startMs, endMs }, totals);
        if (place.flow) {
          batch.addFlow(place.flow, endMs);
        }
      }
    }
  }

  #addSpan(
    span: Span,
    call: DescribedCall,
    ref: string | undefined,
    batch: SeriesBatch,
  ): void {
    const { attributes, resource } = span;
    const environment = this.#environmentOf(resource);
    const place = ref
      ? { subject: ref, flow: undefined }
      : this.#placeOf(call, attributes, resource, environment);
    if (!place) {
      return;
    }
    const endMs = toMs(span.endNanos);
    this.#noteDeclared(place, call, environment, endMs, batch);
    const weight = weightOf(span.traceState);
    const durationMs = Number(span.endNanos - span.startNanos) / 1e6;
    const totals = new CallTotals();
    totals.count = weight;
    totals.sumMs = durationMs * weight;
    totals.histogram.add(durationMs, weight);
    const outcome = outcomeOf(attributes, call.side, span.statusCode);
    if (outcome === 'error') {
      totals.errors = weight;
    } else if (outcome === 'counting-rejection') {
      totals.countingRejections = weight;
    } else if (outcome === 'other-rejection') {
      totals.otherRejections = weight;
    }
    const failure = failureOf(attributes);
    if (failure && totals.failed > 0) {
      totals.addFailure(failure, weight);
    }
    batch.addTotals(
      seriesOf(place.subject, 'spans', call, environment),
      {
        samplingUnknown: isSamplingUnknown(
          attributes,
          resource,
          span.traceState,
        ),
        environmentAssumed: environment.assumed,
      },
      { startMs: endMs, endMs },
      totals,
    );
    if (place.flow) {
      batch.addFlow(place.flow, endMs);
    }
  }

  #placeOf(
    call: DescribedCall,
    attributes: Attributes,
    resource: Attributes,
    environment: Environment,
  ) {
    const ref = this.#index.find(attributes, resource);
    if (ref) {
      return { subject: ref, flow: undefined };
    }
    // Anybody may come from outside: that is a visitor, not an integration.
    if (isDatabaseCall(attributes) || call.source?.name === INTERNET) {
      return undefined;
    }
    const flow = flowOf(call, environment.name);
    return flow && { subject: `${FLOW_PREFIX}${flow.id}`, flow };
  }

  /** So that drift knows that an observed flow was declared since. */
  #noteDeclared(
    place: { flow?: unknown },
    call: DescribedCall,
    environment: Environment,
    atMs: number,
    batch: SeriesBatch,
  ): void {
    const flow = place.flow ? undefined : flowOf(call, environment.name);
    if (flow) {
      batch.addDeclaredFlow(flow.id, atMs);
    }
  }

  #isFlow(span: Span): boolean {
    return (
      !isDatabaseCall(span.attributes) &&
      reportingService(span.resource) !== undefined
    );
  }

  #addService(resource: Attributes, atMs: number, batch: SeriesBatch): void {
    const service = reportingService(resource);
    if (service) {
      const { name, namespace = '' } = service;
      const environment = this.#environmentOf(resource).name;
      batch.addService({ name, namespace, environment }, atMs);
    }
  }

  #environmentOf(resource: Attributes): Environment {
    const named = pick(
      resource,
      'deployment.environment.name',
      'deployment.environment',
    );
    return named
      ? { name: bounded(named), assumed: false }
      : { name: this.#defaultEnvironment, assumed: true };
  }
}

function consumerOf(call: DescribedCall): ObservedEnd | undefined {
  switch (call.kind) {
    case 'publish':
      return undefined;
    case 'process':
      return call.target;
    default:
      return call.source;
  }
}

function seriesOf(
  subject: string,
  source: 'metrics' | 'spans',
  call: DescribedCall,
  environment: Environment,
): SeriesKey {
  return {
    subject,
    environment: environment.name,
    source,
    side: call.side,
    kind: call.kind,
    operation: call.operation,
    consumer: consumerOf(call)?.name ?? '',
  };
}

/** Tells the point's series apart: its metric, its attributes, its resource. */
function cumulativeKey(point: MetricPoint): string {
  const hash = createHash('sha256').update(point.name);
  for (const attributes of [point.resource, point.attributes]) {
    hash.update('\u0002');
    for (const [key, value] of [...attributes].sort(([left], [right]) =>
      left < right ? -1 : 1,
    )) {
      hash.update(`${key}\u0001${value}\u0001`);
    }
  }
  return hash.digest('hex');
}

import { Attributes } from '../otlp/model';

/** The marker of telemetry that was sampled at a rate that nobody knows. */
export const SAMPLING_POLICY_ATTRIBUTE = 'sampling.policy';

/** What the Collector's tail sampling processor records on what it keeps. */
const COLLECTOR_POLICY_ATTRIBUTE = 'tailsampling.policy';

/** How many calls a span stands for at most: 2 to the power of 20. */
const MAX_WEIGHT = 1_048_576;

const nothing: Attributes = new Map();

function bounded(weight: number): number | undefined {
  return weight >= 1 ? Math.min(weight, MAX_WEIGHT) : undefined;
}

/** The value of a key of OpenTelemetry's member of the trace state. */
function stateValue(traceState: string, key: string): string | undefined {
  // Most spans have none: look before taking it apart.
  if (!traceState.includes('ot=')) {
    return undefined;
  }
  return traceState
    .split(',')
    .map(item => item.trim())
    .find(item => item.startsWith('ot='))
    ?.slice(3)
    .split(';')
    .find(item => item.startsWith(`${key}:`))
    ?.slice(key.length + 1);
}

/**
 * From the threshold: one of `8` drops half of all traces, so that each that
 * is kept counts twice.
 *
 * Source: OpenTelemetry, "TraceState: Probability Sampling", `ot=th:…`.
 */
function weightOfThreshold(traceState: string): number | undefined {
  const threshold = stateValue(traceState, 'th');
  if (!threshold || !/^[0-9a-f]{1,14}$/.test(threshold)) {
    return undefined;
  }
  const dropped = parseInt(threshold, 16) / 16 ** threshold.length;
  return bounded(1 / (1 - dropped));
}

/**
 * From the power of two that came before the threshold. The value 63 is on
 * what was kept for another reason than chance, and counts for no call.
 *
 * Source: OpenTelemetry, "TraceState: Probability Sampling", experimental
 * version, `ot=p:…`.
 */
function weightOfPower(traceState: string): number | undefined {
  const text = stateValue(traceState, 'p');
  if (!text || !/^\d{1,2}$/.test(text) || Number(text) > 63) {
    return undefined;
  }
  return text === '63' ? 0 : bounded(2 ** Number(text));
}

function rateOf(attributes: Attributes, name: string): number | undefined {
  const text = attributes.get(name);
  return text === undefined || text === '' ? undefined : Number(text);
}

/** From what samplers write on the spans that they keep. */
function weightOfAttributes(attributes: Attributes): number | undefined {
  // Honeycomb's SDKs and Refinery: one of so many.
  const rate =
    rateOf(attributes, 'SampleRate') ?? rateOf(attributes, 'sampleRate');
  if (rate !== undefined) {
    return bounded(rate);
  }
  // OpenTelemetry's ratio sampler, before its first stable version: a share.
  const share = rateOf(attributes, 'sampling.probability');
  if (share !== undefined) {
    return bounded(1 / share);
  }
  // Jaeger's samplers: the parameter is a share only of the probabilistic one.
  return attributes.get('sampler.type') === 'probabilistic'
    ? bounded(1 / (rateOf(attributes, 'sampler.param') ?? NaN))
    : undefined;
}

/** How many calls a span stands for, where anything says so. */
function declaredWeight(
  traceState: string,
  attributes: Attributes,
  resource: Attributes,
): number | undefined {
  return (
    weightOfThreshold(traceState) ??
    weightOfPower(traceState) ??
    weightOfAttributes(attributes) ??
    weightOfAttributes(resource)
  );
}

/**
 * How many calls a span stands for: by the threshold in its trace state, else
 * by the power of two there, else by the rate that an attribute of the span or
 * of its resource declares, else one.
 */
export function weightOf(
  traceState: string,
  attributes: Attributes = nothing,
  resource: Attributes = nothing,
): number {
  return declaredWeight(traceState, attributes, resource) ?? 1;
}

/** What of a trace state the weight rests on: two that share it weigh the same. */
export function samplingPart(traceState: string): string {
  const threshold = stateValue(traceState, 'th') ?? '';
  const power = stateValue(traceState, 'p') ?? '';
  return `${threshold};${power}`;
}

/** Whether spans were picked by their outcome, so that their number means nothing. */
export function isSamplingUnknown(
  attributes: Attributes,
  resource: Attributes,
  traceState: string,
): boolean {
  const policy =
    attributes.get(SAMPLING_POLICY_ATTRIBUTE) ??
    resource.get(SAMPLING_POLICY_ATTRIBUTE);
  const isTail =
    policy === 'tail' ||
    attributes.has(COLLECTOR_POLICY_ATTRIBUTE) ||
    resource.has(COLLECTOR_POLICY_ATTRIBUTE);
  return (
    isTail && declaredWeight(traceState, attributes, resource) === undefined
  );
}

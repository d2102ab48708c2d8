import { Attributes } from '../otlp/model';

/** The marker of telemetry that was sampled at a rate that nobody knows. */
export const SAMPLING_POLICY_ATTRIBUTE = 'sampling.policy';

/** What the Collector's tail sampling processor records on what it keeps. */
const COLLECTOR_POLICY_ATTRIBUTE = 'tailsampling.policy';

/** How many calls a span stands for at most: 2 to the power of 20. */
const MAX_WEIGHT = 1_048_576;

/**
 * How many calls a span stands for, from the threshold in its trace state.
 * A threshold of `8` drops half of all traces, so that each kept counts twice.
 *
 * Source: OpenTelemetry, "TraceState: Probability Sampling", `ot=th:…`.
 */
export function weightOf(traceState: string): number {
  const member = traceState
    .split(',')
    .map(item => item.trim())
    .find(item => item.startsWith('ot='));
  const threshold = member
    ?.slice(3)
    .split(';')
    .find(item => item.startsWith('th:'))
    ?.slice(3);
  if (!threshold || !/^[0-9a-f]{1,14}$/.test(threshold)) {
    return 1;
  }
  const dropped = parseInt(threshold, 16) / 16 ** threshold.length;
  return Math.min(1 / (1 - dropped), MAX_WEIGHT);
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
  return isTail && !/\bth:/.test(traceState);
}

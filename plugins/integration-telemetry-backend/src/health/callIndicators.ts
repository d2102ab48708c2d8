import { CallIndicators } from '@tieline/plugin-integrations-common/telemetry';
import { CallTotals } from '../series/CallTotals';
import { CallSide, MINUTE_MS, TelemetrySource } from '../series/SeriesBatch';
import { FEWEST_CALLS } from './judgeCalls';

/** A number as the wire carries it: four significant digits are plenty. */
export function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value)
    ? null
    : Number(value.toPrecision(4));
}

/** The indicators of calls over a window; what cannot be known is null. */
export function toCallIndicators(options: {
  totals: CallTotals;
  fromMs: number;
  toMs: number;
  source: TelemetrySource;
  side: CallSide;
  samplingUnknown: boolean;
}): CallIndicators {
  const { totals, fromMs, toMs, source, side, samplingUnknown } = options;
  const { count, failed, countingRejections, otherRejections } = totals;
  const percentile = (share: number) =>
    rounded(totals.histogram.percentile(share));
  const enough = count >= FEWEST_CALLS;
  const measured = enough && !samplingUnknown;
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    calls: rounded(count) ?? 0,
    errors: rounded(totals.errors) ?? 0,
    throughputPerMinute: samplingUnknown
      ? null
      : rounded((count / (toMs - fromMs)) * MINUTE_MS),
    errorRate: measured ? rounded(failed / count) : null,
    rejectionRate: measured
      ? rounded((countingRejections + otherRejections) / count)
      : null,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
    ...(samplingUnknown
      ? { unmeasuredBecause: 'tail sampling at an unknown rate' }
      : !enough && {
          unmeasuredBecause: `fewer than ${FEWEST_CALLS} calls in the window`,
        }),
    source,
    side,
  };
}

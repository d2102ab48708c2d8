import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import { LastMeasured, Measured } from './IntegrationEvidence';

/**
 * Adds to what was measured before what the summary measures now. A number
 * that is unmeasured now keeps its last value, with the time of that value.
 */
export function mergeLastMeasured(
  before: LastMeasured,
  summary: HealthSummary | undefined,
): LastMeasured {
  const { calls } = summary ?? {};
  if (!calls) {
    return before;
  }
  const measured = (value: number | null): Measured | undefined =>
    value === null
      ? undefined
      : { value, at: calls.to, how: `${calls.source}, ${calls.side}` };
  // An error rate over no calls says nothing.
  const seen = calls.calls > 0;
  return {
    errorRate:
      (seen ? measured(calls.errorRate) : undefined) ?? before.errorRate,
    p95Ms: measured(calls.p95Ms) ?? before.p95Ms,
    throughputPerMinute:
      measured(calls.throughputPerMinute) ?? before.throughputPerMinute,
  };
}

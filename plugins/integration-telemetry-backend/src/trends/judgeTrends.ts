import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { TrendIndicator } from './indicators';
import { TrendFinding } from './TrendFinding';
import { wordTrend } from './wordTrend';

/**
 * What may be a change by less than this is shown, and nobody is called for it.
 * Of runs, of which there are a few a day, the rule is wrong more often.
 */
const LEAST_BOUND: Partial<Record<TrendIndicator, number>> = {
  'batch-duration': 1.15,
};
const LEAST_BOUND_OTHERWISE = 1.05;

/** Below this share of failed calls, the error budget says when it is too much. */
const LEAST_ERROR_RATE = 0.005;

function needsSomebody(finding: TrendFinding): boolean {
  const { indicator, direction, outcome, level = 0, boundRatio = 1 } = finding;
  const bound = direction === 'down' ? 1 / boundRatio : boundRatio;
  return (
    outcome === 'raised' &&
    // More traffic is what it is there for.
    !(indicator === 'throughput' && direction === 'up') &&
    !(indicator === 'error-rate' && level < LEAST_ERROR_RATE) &&
    bound >= (LEAST_BOUND[indicator] ?? LEAST_BOUND_OTHERWISE)
  );
}

/**
 * Trends that need somebody.
 *
 * @param noun - what is counted: `call` or `message`
 */
export function judgeTrends(
  findings: readonly TrendFinding[],
  noun: string,
): HealthReason[] {
  return findings.filter(needsSomebody).map(finding => ({
    code: 'trend',
    status: 'degraded',
    ...wordTrend(finding, noun),
    ...(finding.sinceMs !== undefined && {
      since: new Date(finding.sinceMs).toISOString(),
    }),
  }));
}

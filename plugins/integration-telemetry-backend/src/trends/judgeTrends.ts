import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { TrendFinding } from './TrendFinding';
import { wordTrend } from './wordTrend';

/** More of it is what it is there for. */
const isGood = ({ indicator, direction }: TrendFinding) =>
  indicator === 'throughput' && direction === 'up';

/**
 * Trends that need somebody.
 *
 * @param noun - what is counted: `call` or `message`
 */
export function judgeTrends(
  findings: readonly TrendFinding[],
  noun: string,
): HealthReason[] {
  return findings
    .filter(finding => finding.outcome === 'raised' && !isGood(finding))
    .map(finding => ({
      code: 'trend',
      status: 'degraded',
      ...wordTrend(finding, noun),
      ...(finding.sinceMs !== undefined && {
        since: new Date(finding.sinceMs).toISOString(),
      }),
    }));
}

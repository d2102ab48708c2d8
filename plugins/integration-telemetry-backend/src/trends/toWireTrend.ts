import { Change, Trend } from '@tieline/plugin-integrations-common/telemetry';
import { TrendFinding } from './TrendFinding';
import { wordTrend } from './wordTrend';

const iso = (ms: number) => new Date(ms).toISOString();
const rounded = (value: number) => Number(value.toPrecision(4));

/**
 * The wire's shape of a trend.
 *
 * @param noun - what is counted: `call` or `message`
 * @param changes - what else changed when it began
 */
export function toWireTrend(
  finding: TrendFinding,
  noun: string,
  changes: Change[] = [],
): Trend {
  const { sinceMs, baseline, ratio, boundRatio, level, usualLevel } = finding;
  const { smallestVisibleRatio } = finding;
  return {
    indicator: finding.indicator,
    outcome: finding.outcome,
    judgedAt: iso(finding.judgedMs),
    ...wordTrend(finding, noun),
    ...(finding.direction && { direction: finding.direction }),
    ...(finding.shape && { shape: finding.shape }),
    ...(sinceMs !== undefined && { since: iso(sinceMs) }),
    ...(ratio !== undefined && { ratio: rounded(ratio) }),
    ...(boundRatio !== undefined && { boundRatio: rounded(boundRatio) }),
    ...(level !== undefined && { level: rounded(level) }),
    ...(usualLevel !== undefined && { usualLevel: rounded(usualLevel) }),
    ...(smallestVisibleRatio !== undefined && {
      smallestVisibleRatio: rounded(smallestVisibleRatio),
    }),
    ...(baseline && {
      baselineFrom: iso(baseline.fromMs),
      baselineUntil: iso(baseline.untilMs),
    }),
    changes,
  };
}

import { formatCount, formatDuration, formatShare } from '../health/wording';
import { TrendIndicator } from './indicators';
import { TrendFinding, TrendLimit } from './TrendFinding';

/** What people are told of a trend. */
export interface TrendWords {
  /** One sentence, the reason first. */
  headline: string;
  /** A few words for a table row. */
  short: string;
  /** The evidence. */
  detail: string;
}

const NAMES: Record<TrendIndicator, string> = {
  latency: 'latency',
  'error-rate': 'errors',
  throughput: 'throughput',
  'dead-letter-inflow': 'dead letters',
  'batch-duration': 'duration',
};

const LIMITS: Record<TrendLimit, string> = {
  'too-new': 'It has not been seen for long enough',
  'too-few': 'There is too little of it',
  'too-noisy': 'Its days differ too much',
  'quiet-week': 'There was hardly any traffic this week',
};

const capitalised = (text: string) =>
  text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);

/** By how much, without a sign. */
const wordRatio = (ratio: number) =>
  `${formatCount(Math.abs(100 * (ratio - 1)))} %`;

const formatChange = (ratio: number) =>
  `${ratio < 1 ? '−' : '+'}${wordRatio(ratio)}`;

/**
 * A change, or what could be seen where none was.
 *
 * @param noun - what is counted: `call` or `message`
 */
export function wordTrend(finding: TrendFinding, noun: string): TrendWords {
  return finding.outcome === 'raised' && finding.ratio !== undefined
    ? wordChange(finding, noun)
    : wordNothing(finding);
}

function wordChange(finding: TrendFinding, noun: string): TrendWords {
  const { indicator, shape, sinceMs = 0, judgedMs, baseline } = finding;
  const change = wordRatio(finding.ratio!);
  const lasts = formatDuration(judgedMs - sinceMs);
  const bound = finding.boundRatio!;
  const weeks = baseline
    ? Math.round((baseline.untilMs - baseline.fromMs) / (7 * 86_400_000))
    : 0;
  const levels = `${formatLevel(indicator, finding.level)}, usually ${formatLevel(indicator, finding.usualLevel)}`;
  return {
    headline: `${wordSubject(finding, noun, change)} than usual: ${levels}`,
    short: `${formatChange(finding.ratio!)} ${NAMES[indicator]} for ${lasts}`,
    detail: `A ${shape}, of ${wordRatio(bound)} at least with 95 % confidence, against the same hours of ${weeks} weeks before it.`,
  };
}

function wordSubject(
  { indicator, direction }: TrendFinding,
  noun: string,
  change: string,
): string {
  const more = direction === 'down' ? 'fewer' : 'more';
  switch (indicator) {
    case 'latency':
      return `${capitalised(noun)}s take about ${change} longer`;
    case 'batch-duration':
      return `Runs take about ${change} longer`;
    case 'error-rate':
      return `About ${change} more ${noun}s fail`;
    case 'throughput':
      return `About ${change} ${more} ${noun}s`;
    default:
      return `About ${change} more messages become dead letters`;
  }
}

function wordNothing(finding: TrendFinding): TrendWords {
  const { indicator, limit, smallestVisibleRatio: smallest } = finding;
  const name = NAMES[indicator];
  const seen =
    smallest === undefined
      ? 'No change can be seen yet.'
      : `The smallest change that would be seen is ${formatChange(smallest)}.`;
  if (!limit) {
    return {
      headline: `No change of ${name} within a week`,
      short: `${name} as usual`,
      detail: seen,
    };
  }
  return {
    headline: `${LIMITS[limit]} to see a change of ${name} by a quarter`,
    short: `${name} unclear`,
    detail: seen,
  };
}

function formatLevel(
  indicator: TrendIndicator,
  level: number | undefined,
): string {
  if (level === undefined) {
    return 'unknown';
  }
  switch (indicator) {
    case 'error-rate':
      return formatShare(level);
    case 'throughput':
    case 'dead-letter-inflow':
      return `${level < 10 ? Number(level.toPrecision(2)) : formatCount(level)} an hour`;
    default:
      return level < 60_000
        ? `${formatCount(level)} ms`
        : formatDuration(level);
  }
}

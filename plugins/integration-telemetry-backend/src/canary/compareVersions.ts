import {
  VersionComparison,
  VersionEvidence,
} from '@tieline/plugin-integrations-common/telemetry';
import { rounded } from '../health/callIndicators';
import { formatCount, formatShare } from '../health/wording';
import { CallTotals } from '../series/CallTotals';
import { ExponentialHistogram } from '../series/ExponentialHistogram';
import {
  compareProportions,
  Interval,
  percentileInterval,
  Z_99,
} from './statistics';

/** One of two versions, or of a flag's two sides, that run beside each other. */
export interface ComparedVersion {
  version: string;
  /** What was called, apart for each operation: only the same ones are compared. */
  operations: ReadonlyMap<string, CallTotals>;
}

/** With fewer calls of either, nothing is said. */
export const FEWEST_COMPARED = 200;

/** With many calls the least difference is certain; this much matters. */
const LEAST_ERROR_DIFFERENCE = 0.001;
const LEAST_LATENCY_CHANGE = 0.1;

type Verdict = VersionEvidence['verdict'];

interface SharedOperation {
  before: CallTotals;
  after: CallTotals;
}

function sharedOperations(
  baseline: ComparedVersion,
  candidate: ComparedVersion,
): SharedOperation[] {
  return [...baseline.operations].flatMap(([operation, before]) => {
    const after = candidate.operations.get(operation);
    return after && before.count >= 1 && after.count >= 1
      ? [{ before, after }]
      : [];
  });
}

function verdictOf({ low, high }: Interval, matters: boolean): Verdict {
  if (!matters || (low <= 0 && high >= 0)) {
    return 'same';
  }
  return low > 0 ? 'worse' : 'better';
}

/** A share in percent or points, with a minus that is one: `2.1`, `−0.4`. */
function points(share: number): string {
  return `${Number((share * 100).toFixed(2))}`.replace('-', '−');
}

/** `2.1 points more (1.2 to 3.3 with 99 % confidence)`. */
function describeChange(
  change: number,
  { low, high }: Interval,
  unit: string,
): string {
  const more = change < 0 ? 'less' : 'more';
  return `${points(Math.abs(change))} ${unit} ${more} (${points(low)} to ${points(high)} with 99 % confidence)`;
}

function compareErrors(shared: SharedOperation[]): VersionEvidence {
  const { difference, low, high } = compareProportions(
    shared.map(({ before, after }) => [
      { count: before.failed, of: before.count },
      { count: after.failed, of: after.count },
    ]),
    Z_99,
  );
  const rateOf = (side: keyof SharedOperation) =>
    sum(shared, item => item[side].failed) /
    sum(shared, item => item[side].count);
  const [before, after] = [rateOf('before'), rateOf('after')];
  return {
    indicator: 'errorRate',
    verdict: verdictOf(
      { low, high },
      Math.abs(difference) >= LEAST_ERROR_DIFFERENCE,
    ),
    baseline: before,
    candidate: after,
    difference,
    low,
    high,
    words: `${formatShare(after)} of its calls fail, ${formatShare(before)} of the other's: ${describeChange(difference, { low, high }, 'points')}`,
  };
}

/** Durations of the candidate in the baseline's mix of operations, and how many calls they are worth. */
function inTheMixOf(shared: SharedOperation[]) {
  const before = new ExponentialHistogram();
  const after = new ExponentialHistogram();
  let weightSum = 0;
  let squareSum = 0;
  for (const item of shared) {
    const weight = item.before.count / item.after.count;
    before.merge(item.before.histogram);
    after.merge(item.after.histogram.scaledBy(weight));
    weightSum += weight * item.after.count;
    squareSum += weight ** 2 * item.after.count;
  }
  // Kish: weighted numbers tell as much as so many that are not.
  return { before, after, afterSize: weightSum ** 2 / squareSum };
}

function compareLatency(
  shared: SharedOperation[],
  indicator: 'p50Ms' | 'p95Ms',
  share: number,
): VersionEvidence[] {
  const { before, after, afterSize } = inTheMixOf(shared);
  const size = sum(shared, item => item.before.count);
  const first = percentileInterval(before, share, size, Z_99);
  const second = percentileInterval(after, share, afterSize, Z_99);
  if (!first || !second || first.low <= 0) {
    return [];
  }
  const change = second.value / first.value - 1;
  const low = second.low / first.high - 1;
  const high = second.high / first.low - 1;
  const [name, ms] = [
    indicator.replace('Ms', ''),
    (value: number) => `${formatCount(value)} ms`,
  ];
  return [
    {
      indicator,
      verdict: verdictOf(
        { low, high },
        Math.abs(change) >= LEAST_LATENCY_CHANGE,
      ),
      baseline: rounded(first.value)!,
      candidate: rounded(second.value)!,
      difference: change,
      low,
      high,
      words: `${name} is ${ms(second.value)}, the other's ${ms(first.value)}: ${describeChange(change, { low, high }, '%')}`,
    },
  ];
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function overall(evidence: readonly VersionEvidence[]): Verdict {
  const has = (verdict: Verdict) =>
    evidence.some(item => item.verdict === verdict);
  if (has('worse')) {
    return 'worse';
  }
  return has('better') ? 'better' : 'same';
}

const RELATIONS: Record<VersionComparison['verdict'], string> = {
  worse: 'is worse than',
  better: 'is better than',
  same: 'does as well as',
  'not-enough': 'can’t be compared with',
};

/**
 * Compares two versions while both run, by what both were called for: how many
 * calls fail, and how long they take in the same mix of operations. Better or
 * worse is only said of what is both certain (99 %) and large enough to matter.
 */
export function compareVersions(
  baseline: ComparedVersion,
  candidate: ComparedVersion,
): Omit<VersionComparison, 'from' | 'to'> {
  const shared = sharedOperations(baseline, candidate);
  const calls = {
    baselineCalls: Math.round(sum(shared, item => item.before.count)),
    candidateCalls: Math.round(sum(shared, item => item.after.count)),
  };
  const isEnough =
    Math.min(calls.baselineCalls, calls.candidateCalls) >= FEWEST_COMPARED;
  const evidence = isEnough
    ? [
        compareErrors(shared),
        ...compareLatency(shared, 'p50Ms', 0.5),
        ...compareLatency(shared, 'p95Ms', 0.95),
      ]
    : [];
  const verdict = isEnough ? overall(evidence) : 'not-enough';
  const because =
    shared.length === 0
      ? ': they have no operation in common'
      : `: ${formatCount(calls.candidateCalls)} and ${formatCount(calls.baselineCalls)} calls of the same operations, it takes ${FEWEST_COMPARED} of each`;
  return {
    baseline: baseline.version,
    candidate: candidate.version,
    ...calls,
    operations: shared.length,
    verdict,
    headline: `${candidate.version} ${RELATIONS[verdict]} ${baseline.version}${isEnough ? '' : because}`,
    evidence,
  };
}

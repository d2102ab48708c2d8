import {
  Recommendation,
  RegretReason,
} from '@tieline/plugin-integrations-common/governance';
import { StoredDecision } from '../DecisionStore';
import { SPENT_PARTS } from '../Recommender';

const VOLUME_TOO_HIGH = 2;
const VOLUME_TOO_LOW = 1 / 4;
const LATENCY_TOO_HIGH = 1.25;
const CONSUMERS_TOO_MANY = 1.5;
/** With whole consumers: from two more on. */
const MORE_CONSUMERS = 1.5;
const MONTHS_A_YEAR = 12;

/** What a decision took for granted, and how far what is observed may go. */
export interface Assumption {
  field: RegretReason['field'];
  assumed: number;
  /** Missing where less never matters. */
  lowest?: number;
  highest: number;
  /** For example `a day`. */
  unit: string;
}

/** What a decision assumed that can be observed. */
export function assumptionsOf(
  decision: StoredDecision,
  recommendation: Recommendation,
): Assumption[] {
  const { interaction, volumePerDay, volumePerDayInTwoYears, ...profile } =
    decision.profile;
  const assumptions: Assumption[] = [];
  // What comes in runs has no calls to count or time.
  const isCalled = interaction !== 'batch';
  if (isCalled && Math.max(volumePerDay, volumePerDayInTwoYears ?? 0) > 0) {
    assumptions.push({
      field: 'volume',
      assumed: volumePerDay,
      lowest: volumePerDay * VOLUME_TOO_LOW,
      highest: Math.max(
        volumePerDay * VOLUME_TOO_HIGH,
        volumePerDayInTwoYears ?? 0,
      ),
      unit: 'a day',
    });
  }
  if (isCalled && profile.latencyMs !== undefined) {
    assumptions.push({
      field: 'latency',
      assumed: profile.latencyMs,
      highest: profile.latencyMs * LATENCY_TOO_HIGH,
      unit: 'ms',
    });
  }
  if (profile.consumers !== undefined) {
    assumptions.push({
      field: 'consumers',
      assumed: profile.consumers,
      highest: Math.max(
        profile.consumers * CONSUMERS_TOO_MANY,
        profile.consumers + MORE_CONSUMERS,
      ),
      unit: 'consumers',
    });
  }
  const cost = runCostOf(decision, recommendation);
  return cost ? [...assumptions, cost] : assumptions;
}

/** What running it was to cost: beyond the dearest end of the estimate is beyond what was assumed. */
function runCostOf(
  { pattern }: StoredDecision,
  { ranked }: Recommendation,
): Assumption | undefined {
  const estimate = ranked.find(one => one.pattern === pattern)?.cost;
  const running = estimate?.parts.filter(({ id }) => !SPENT_PARTS.includes(id));
  if (!estimate || !running?.length) {
    return undefined;
  }
  const months = estimate.years * MONTHS_A_YEAR;
  const sum = (end: 'expected' | 'high') =>
    running.reduce((total, { range }) => total + range[end], 0) / months;
  return {
    field: 'cost',
    assumed: sum('expected'),
    highest: sum('high'),
    unit: `${estimate.currency} a month`,
  };
}

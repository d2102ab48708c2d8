import { CheckResult, Criticality } from '@tieline/plugin-integrations-common';
import { PainPoint } from '@tieline/plugin-integrations-common/governance';
import { weightOf } from '../scorecard/rollUp';

/** So many integrations of a criticality with the same open result of a check. */
export interface OpenTally {
  result: CheckResult;
  criticality: Criticality | undefined;
  count: number;
}

/** The figures of a pain point, each of which is shown. */
export type PainFigures = Pick<
  PainPoint,
  'score' | 'reach' | 'criticality' | 'distance' | 'failed' | 'unmeasured'
>;

/** How far one result is from a pass, before the check's weight. */
export function distanceOf(result: CheckResult): number {
  return result === 'fail' ? 1 : 0.5;
}

/**
 * How much a check hurts. The score is the product of the three figures as they
 * are shown.
 *
 * @param weight - the check's
 * @param tallies - at least one integration
 */
export function measurePain(
  weight: number,
  tallies: readonly OpenTally[],
): PainFigures {
  const sum = (of: (tally: OpenTally) => number) =>
    tallies.reduce((total, tally) => total + of(tally) * tally.count, 0);
  const reach = sum(() => 1);
  const criticality = sum(tally => weightOf(tally.criticality)) / reach;
  const distance = (sum(({ result }) => distanceOf(result)) / reach) * weight;
  return {
    score: reach * criticality * distance,
    reach,
    criticality,
    distance,
    failed: sum(({ result }) => (result === 'fail' ? 1 : 0)),
    unmeasured: sum(({ result }) => (result === 'unmeasured' ? 1 : 0)),
  };
}

import { CheckResult } from '@tieline/plugin-integrations-common';
import { endOf } from './days';
import { GoalPoint } from './Goal';

/** A result of one check of one integration that changed. */
export interface ResultChange {
  entityRef: string;
  checkId: string;
  to: CheckResult;
  at: Date;
}

/** How many of an integration's checks apply, and how many pass. */
interface Standing {
  applicable: number;
  passed: number;
}

/**
 * How far a goal was at the end of each day, from each change of a result of its
 * checks. An integration counts from its first result on.
 *
 * @param changes - in their order
 * @param days - in their order
 */
export function burnDown(
  changes: readonly ResultChange[],
  days: readonly string[],
): GoalPoint[] {
  const results = new Map<string, Map<string, CheckResult>>();
  const standings = new Map<string, Standing>();
  let total = 0;
  let met = 0;
  const count = (standing: Standing | undefined, sign: 1 | -1) => {
    if (standing && standing.applicable > 0) {
      total += sign;
      met += standing.passed === standing.applicable ? sign : 0;
    }
  };
  let next = 0;
  return days.map(day => {
    const end = endOf(day);
    for (; next < changes.length && changes[next].at < end; next += 1) {
      const { entityRef, checkId, to } = changes[next];
      const own = results.get(entityRef) ?? new Map<string, CheckResult>();
      results.set(entityRef, own.set(checkId, to));
      const standing = standingOf(own.values());
      count(standings.get(entityRef), -1);
      count(standing, 1);
      standings.set(entityRef, standing);
    }
    return { day, total, met };
  });
}

function standingOf(results: Iterable<CheckResult>): Standing {
  const standing = { applicable: 0, passed: 0 };
  for (const result of results) {
    standing.applicable += result === 'not-applicable' ? 0 : 1;
    standing.passed += result === 'pass' ? 1 : 0;
  }
  return standing;
}

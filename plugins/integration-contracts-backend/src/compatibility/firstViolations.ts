import { Violation } from './Violation';

/** A comparison lists no more than this. */
export const MOST_VIOLATIONS = 500;

/** As many as a comparison lists, in their order; where there are more, those that break come before those that warn. */
export function firstViolations(found: Iterable<Violation>): Violation[] {
  const all = [...found];
  if (all.length > MOST_VIOLATIONS) {
    const rank = ({ severity }: Violation) => (severity === 'error' ? 0 : 1);
    all.sort((one, other) => rank(one) - rank(other));
  }
  return all.slice(0, MOST_VIOLATIONS);
}

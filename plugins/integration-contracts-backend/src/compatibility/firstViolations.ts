import { Violation } from './Violation';

/** A verdict lists no more of one comparison. */
export const MOST_VIOLATIONS = 1_000;

/**
 * All of them where they are not too many. Else as many as are listed, those that
 * break first, and one that says how many more there are.
 */
export function firstViolations(found: readonly Violation[]): Violation[] {
  if (found.length <= MOST_VIOLATIONS) {
    return [...found];
  }
  const isError = ({ severity }: Violation) => severity === 'error';
  const breaking = found.filter(isError);
  const worstFirst = [...breaking, ...found.filter(one => !isError(one))];
  const more = found.length - MOST_VIOLATIONS;
  const moreBreaking = Math.max(0, breaking.length - MOST_VIOLATIONS);
  return [
    ...worstFirst.slice(0, MOST_VIOLATIONS),
    {
      ruleId: 'more-violations',
      severity: moreBreaking > 0 ? 'error' : 'warning',
      writerPointer: '',
      readerPointer: '',
      message: `${more} more violations than the ${MOST_VIOLATIONS} that are listed, ${moreBreaking} of which break.`,
      advice:
        'Mend those that are listed and judge it again, or publish it as a contract of its own.',
    },
  ];
}

import { CheckResult } from '@tieline/plugin-integrations-common';
import { FrozenChecklist, FrozenOutcome } from './Assessment';

/** A check's result as comparisons and pain points need it. */
export interface PackedResult {
  result: CheckResult;
  /** Whether the owner can do something about it. */
  hasNextStep: boolean;
}

const letters: Record<CheckResult, string> = {
  pass: 'p',
  fail: 'f',
  waived: 'w',
  unmeasured: 'u',
  'not-applicable': '-',
};

const byLetter: Record<string, PackedResult> = {
  p: { result: 'pass', hasNextStep: false },
  f: { result: 'fail', hasNextStep: false },
  F: { result: 'fail', hasNextStep: true },
  w: { result: 'waived', hasNextStep: false },
  u: { result: 'unmeasured', hasNextStep: false },
  U: { result: 'unmeasured', hasNextStep: true },
  '-': { result: 'not-applicable', hasNextStep: false },
};

/**
 * Results as one letter for each check: two assessments of ten thousand
 * integrations are compared without unpacking what is frozen.
 */
export function packResults(
  checklist: FrozenChecklist,
  outcomes: readonly FrozenOutcome[],
): string {
  const byCheck = new Map(outcomes.map(one => [one.checkId, one]));
  return checklist.checks
    .map(({ id }) => {
      const outcome = byCheck.get(id);
      if (!outcome) {
        return ' ';
      }
      const letter = letters[outcome.result];
      const isOpen =
        outcome.result === 'fail' || outcome.result === 'unmeasured';
      return isOpen && outcome.nextStep ? letter.toUpperCase() : letter;
    })
    .join('');
}

/** Reads what {@link packResults} wrote, by check. */
export function unpackResults(
  checklist: FrozenChecklist,
  packed: string,
): Map<string, PackedResult> {
  const results = new Map<string, PackedResult>();
  checklist.checks.forEach(({ id }, index) => {
    const result = byLetter[packed[index]];
    if (result) {
      results.set(id, result);
    }
  });
  return results;
}

import { CheckResult } from '@tieline/plugin-integrations-common';
import { checkFunctions } from '../checklist/checkFunctions';
import { Finding } from '../checklist/finding';
import { evaluatedAt, EvidenceOptions, evidenceOf } from './evidenceOf';

/** What is given in words, what that is, and what the check makes of it. */
export type CheckCase = [
  given: string,
  options: EvidenceOptions,
  result: CheckResult,
];

/** One row for each case of each check, by the check's id. */
export function checkCases(table: Record<string, CheckCase[]>) {
  return Object.entries(table).flatMap(([checkId, cases]) =>
    cases.map(
      ([given, options, result]) => [checkId, given, result, options] as const,
    ),
  );
}

/** What a check finds, before grade and age are looked at. */
export function foundBy(checkId: string, options: EvidenceOptions): Finding {
  return checkFunctions[checkId](evidenceOf(options), {
    now: evaluatedAt,
    needs: 'declared',
    shelfLifeDays: 180,
  });
}

/**
 * What a check finds, and whether it explains itself: with a sentence, and for
 * a pass or a failure with the evidence that it rests on.
 */
export function findingOf(checkId: string, options: EvidenceOptions) {
  const { result, reason, evidence } = foundBy(checkId, options);
  const needsEvidence = result === 'pass' || result === 'fail';
  return {
    result,
    isExplained:
      /^\S.*[.!?]$/.test(reason) && (!needsEvidence || evidence.length > 0),
  };
}

import { CheckResult } from '@tieline/plugin-integrations-common';
import {
  AnswerState,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';

/** The same rule as the API's: one failure decides, only passes make a yes. */
function stateOf(results: readonly CheckResult[]): AnswerState | undefined {
  if (results.length === 0) {
    return undefined;
  }
  if (results.includes('fail')) {
    return 'not-yet';
  }
  if (results.includes('unmeasured')) {
    return 'unmeasured';
  }
  if (results.includes('waived')) {
    return 'waived';
  }
  return results.includes('pass') ? 'yes' : 'not-applicable';
}

/**
 * Since when a question has been answered as it is now: its checks'
 * transitions are undone, newest first, until the answer is another one.
 *
 * @returns an ISO 8601 instant; undefined where the transitions that the API
 *   keeps do not reach back that far
 */
export function questionSince(
  scorecard: Pick<IntegrationScorecard, 'outcomes' | 'transitions'>,
  questionId: string,
): string | undefined {
  const results = new Map<string, CheckResult>();
  for (const outcome of scorecard.outcomes) {
    if (outcome.questionId === questionId) {
      results.set(outcome.checkId, outcome.result);
    }
  }
  const now = stateOf([...results.values()]);
  const relevant = scorecard.transitions.filter(({ checkId }) =>
    results.has(checkId),
  );
  for (let index = 0; index < relevant.length; index++) {
    const { checkId, from, at } = relevant[index];
    if (from === null) {
      results.delete(checkId);
    } else {
      results.set(checkId, from as CheckResult);
    }
    // What changed at the same instant changed together.
    const isLastOfInstant = relevant[index + 1]?.at !== at;
    if (isLastOfInstant && stateOf([...results.values()]) !== now) {
      return at;
    }
  }
  return undefined;
}

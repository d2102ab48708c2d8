import {
  Answer,
  AnswerState,
  CheckOutcome,
  Score,
} from '@tieline/plugin-integrations-common/governance';

/**
 * The answers to the questions from the checks' results. Only `yes` counts,
 * and it takes a pass from every check that applies.
 *
 * @param questionIds - in the checklist's order
 */
export function answerQuestions(
  questionIds: readonly string[],
  outcomes: ReadonlyArray<Pick<CheckOutcome, 'questionId' | 'result'>>,
): Score {
  const answers = questionIds.map((questionId): Answer => {
    const results = outcomes
      .filter(outcome => outcome.questionId === questionId)
      .map(outcome => outcome.result);
    const count = (wanted: string) =>
      results.filter(result => result === wanted).length;
    const counts = {
      failed: count('fail'),
      unmeasured: count('unmeasured'),
      waived: count('waived'),
      passed: count('pass'),
    };
    return { questionId, state: stateOf(counts), ...counts };
  });
  return {
    yes: answers.filter(answer => answer.state === 'yes').length,
    applicable: answers.filter(answer => answer.state !== 'not-applicable')
      .length,
    answers,
  };
}

function stateOf(counts: Omit<Answer, 'questionId' | 'state'>): AnswerState {
  if (counts.failed > 0) {
    return 'not-yet';
  }
  if (counts.unmeasured > 0) {
    return 'unmeasured';
  }
  if (counts.waived > 0) {
    return 'waived';
  }
  return counts.passed > 0 ? 'yes' : 'not-applicable';
}

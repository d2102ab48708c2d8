import { CHECK_RESULTS } from '@tieline/plugin-integrations-common';
import {
  AnswerState,
  CheckOutcome,
  IntegrationScorecard,
  Question,
} from '@tieline/plugin-integrations-common/governance';
import { answerTo } from './answerWords';

const worstStateFirst: AnswerState[] = [
  'not-yet',
  'unmeasured',
  'waived',
  'yes',
  'not-applicable',
];

/** A question's checks, failing first. */
export function checksOf(
  scorecard: Pick<IntegrationScorecard, 'outcomes'>,
  questionId: string,
): CheckOutcome[] {
  const rank = ({ result }: CheckOutcome) => CHECK_RESULTS.indexOf(result);
  return scorecard.outcomes
    .filter(outcome => outcome.questionId === questionId)
    .sort((left, right) => rank(left) - rank(right));
}

/** The questions, not yet answered first, else in the checklist's order. */
export function questionsByUrgency(
  scorecard: Pick<IntegrationScorecard, 'questions' | 'score'>,
): Question[] {
  const rank = ({ id }: Question) =>
    worstStateFirst.indexOf(
      answerTo(id, scorecard.score)?.state ?? 'unmeasured',
    );
  return [...scorecard.questions].sort(
    (left, right) => rank(left) - rank(right) || left.number - right.number,
  );
}

import {
  Answer,
  CheckOutcome,
  RollUpAnswer,
  Score,
} from '@tieline/plugin-integrations-common/governance';
import { stateWord } from '../shared/StatusLabel';

function checks(count: number, one: string, many: string): string {
  return count === 1 ? `1 check ${one}` : `${count} checks ${many}`;
}

/** The answer to one question, where the integration has been judged. */
export function answerTo(
  questionId: string,
  score: Score | undefined,
): Answer | undefined {
  return score?.answers.find(answer => answer.questionId === questionId);
}

/** How many checks stand in the way of a yes: what a cell counts. */
export function openChecks(answer: Answer): number {
  switch (answer.state) {
    case 'not-yet':
      return answer.failed;
    case 'unmeasured':
      return answer.unmeasured;
    case 'waived':
      return answer.waived;
    default:
      return 0;
  }
}

/** An answer in words: `not yet, 2 checks fail, 1 check is unmeasured`. */
export function describeAnswer(answer: Answer | undefined): string {
  if (!answer) {
    return 'not judged yet';
  }
  const { failed, unmeasured, waived } = answer;
  return [
    stateWord(answer.state),
    failed ? checks(failed, 'fails', 'fail') : '',
    unmeasured ? checks(unmeasured, 'is unmeasured', 'are unmeasured') : '',
    waived ? checks(waived, 'is waived', 'are waived') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** For how many integrations of a group a question applies. */
export function applicable(answer: RollUpAnswer): number {
  return answer.yes + answer.notYet + answer.unmeasured + answer.waived;
}

/** A group's answers in words, its parts apart: `12 yes, 3 not yet, 1 unmeasured of 16`. */
export function describeRollUp(answer: RollUpAnswer): string {
  const total = applicable(answer);
  if (total === 0) {
    return 'applies to none';
  }
  const parts = [
    `${answer.yes} yes`,
    `${answer.notYet} not yet`,
    `${answer.unmeasured} unmeasured`,
    answer.waived ? `${answer.waived} waived` : '',
  ];
  return `${parts.filter(Boolean).join(', ')} of ${total}`;
}

/** How many checks have which result: `3 pass · 2 fail · 1 unmeasured`. */
export function countResults(outcomes: readonly CheckOutcome[]): string {
  const words = [
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['unmeasured', 'unmeasured'],
    ['waived', 'waived'],
    ['not-applicable', 'not applicable'],
  ] as const;
  return words
    .map(([result, word]) => ({
      count: outcomes.filter(outcome => outcome.result === result).length,
      word,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`)
    .join(' · ');
}

import {
  IntegrationScorecard,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { counted, harmless } from '../report/words';

const answers: Record<string, string> = {
  yes: 'yes',
  'not-yet': 'not yet',
  unmeasured: 'unmeasured',
  waived: 'waived',
  'not-applicable': 'does not apply',
};

/** An integration's questions with results, and what to do next. */
export function renderScorecard({
  integration: { namespace, name },
  checklistVersion,
  score,
  questions,
  outcomes,
}: IntegrationScorecard): string {
  const lines = [
    `${namespace}/${name}: ${score.yes} of ${score.applicable} questions answered yes (checklist ${checklistVersion})`,
    ...questions.flatMap(({ id, number, title }) => {
      const answer = score.answers.find(({ questionId }) => questionId === id);
      const open = outcomes.filter(
        ({ questionId, result }) =>
          questionId === id &&
          ['fail', 'unmeasured', 'waived'].includes(result),
      );
      return [
        '',
        `${number} ${title}: ${answers[answer?.state ?? 'unmeasured']}`,
        ...open.flatMap(({ result, title: check, reason, nextStep }) => [
          `  ${result}  ${check}: ${reason}`,
          ...(nextStep ? [`      → ${stepInWords(nextStep)}`] : []),
        ]),
      ];
    }),
  ];
  return harmless(lines.join('\n')).concat('\n');
}

/** The portfolio's answers by question. */
export function renderPortfolio({
  checklistVersion,
  questions,
  total,
}: PortfolioScorecard): string {
  const lines = [
    `${counted(total.integrations, 'integration')} (checklist ${checklistVersion})`,
    ...questions.map(({ id, number, title }) => {
      const answer = total.answers.find(({ questionId }) => questionId === id);
      const { yes = 0, notYet = 0, unmeasured = 0, waived = 0 } = answer ?? {};
      return `  ${number} ${title}: ${yes} yes, ${notYet} not yet, ${unmeasured} unmeasured, ${waived} waived`;
    }),
    'What to do next of one of them: tieline checklist run NAME',
  ];
  return harmless(lines.join('\n')).concat('\n');
}

function stepInWords({
  text,
  href,
  command,
}: {
  text: string;
  href?: string;
  command?: string;
}): string {
  return [text, href ?? command].filter(Boolean).join(': ');
}

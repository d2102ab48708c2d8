import { AnswerState } from '@tieline/plugin-integrations-common/governance';
import { counted, listed, withStop } from '../../checklist/checks/words';
import { AgendaItem, IntegrationFacts } from './agendaFacts';
import { pageOf, sinceWhen } from './agendaWords';

const SHOWN_CHECKS = 10;

/** The score then and now, and each check that began to fail. */
export function writeScoreItems(facts: IntegrationFacts): AgendaItem[] {
  const { answers, answersThen, questions, beganToFail } = facts;
  const href = pageOf(facts.facets, 'scorecard');
  if (!answers) {
    return [
      {
        kind: 'score',
        title: 'Score: not known',
        detail: 'The checklist was not run on it yet.',
        level: 'unknown',
        href,
      },
    ];
  }
  const now = count(answers);
  const then = answersThen && count(answersThen);
  const titles = (wanted: (id: string) => boolean) =>
    questions.filter(({ id }) => wanted(id)).map(({ title }) => title);
  const missing = titles(id => isMissing(answers[id]));
  const lost = titles(
    id => answersThen?.[id] === 'yes' && isMissing(answers[id]),
  );
  const won = titles(
    id => answers[id] === 'yes' && isMissing(answersThen?.[id]),
  );
  const score: AgendaItem = {
    kind: 'score',
    title: `Score: ${now.yes} of ${now.applicable} questions answered yes${then ? `, ${then.yes} of ${then.applicable} then` : ''}`,
    detail: [
      then
        ? `Compared with the state ${facts.isFirst ? `on ${facts.since.toISOString().slice(0, 10)}` : 'at the last review'}.`
        : 'What the answers were before is not known.',
      ...(lost.length > 0 ? [`No longer yes: ${listed(lost)}.`] : []),
      ...(won.length > 0 ? [`Yes now: ${listed(won)}.`] : []),
      ...(missing.length > 0 ? [`Not yes: ${listed(missing)}.`] : []),
    ].join(' '),
    level: levelOf(lost.length, now),
    href,
  };
  const failing = beganToFail
    .slice(0, SHOWN_CHECKS)
    .map(({ checkId, title, reason, since, evidence }): AgendaItem => ({
      kind: 'score',
      title: `Began to fail: ${title}`,
      detail: `${withStop(reason)} So since ${since.slice(0, 10)}.`,
      level: 'bad',
      href,
      checkId,
      evidence,
    }));
  const rest = beganToFail.slice(SHOWN_CHECKS);
  if (rest.length > 0) {
    failing.push({
      kind: 'score',
      title: `${counted(rest.length, 'more check', 'more checks')} began to fail`,
      detail: `${withStop(rest.map(({ title }) => title).join(', '))} All ${sinceWhen(facts)}.`,
      level: 'bad',
      href,
    });
  }
  return [score, ...failing];
}

function isMissing(state: AnswerState | undefined): boolean {
  return state !== undefined && state !== 'yes' && state !== 'not-applicable';
}

function count(answers: Record<string, AnswerState>): {
  yes: number;
  applicable: number;
} {
  const states = Object.values(answers).filter(
    state => state !== 'not-applicable',
  );
  return {
    yes: states.filter(state => state === 'yes').length,
    applicable: states.length,
  };
}

function levelOf(
  lost: number,
  { yes, applicable }: { yes: number; applicable: number },
): AgendaItem['level'] {
  if (lost > 0) {
    return 'bad';
  }
  return applicable > 0 && yes === applicable ? 'good' : 'neutral';
}

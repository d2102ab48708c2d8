import {
  counted,
  grouped,
  listed,
  percent,
} from '../../checklist/checks/words';
import { RollUpAnswer } from '@tieline/plugin-integrations-common/governance';
import { AgendaItem, PortfolioFacts } from './agendaFacts';
import { sinceWhen, sourceIsOut, titleOf } from './agendaWords';

/** What the review of the whole portfolio has to look at. */
export function writePortfolioAgenda(facts: PortfolioFacts): AgendaItem[] {
  return [
    ...writeScores(facts),
    ...writePainPoints(facts),
    ...writeReviews(facts),
    writeFindings(facts),
    writeWaivers(facts),
    writeOwnerless(facts),
    writeUndeclared(facts),
    ...writeRegrets(facts),
    writeAssessments(facts),
    ...writeCosts(facts),
  ];
}

function writeScores(facts: PortfolioFacts): AgendaItem[] {
  const { questions, answers, answersThen, integrations } = facts;
  return questions.map(({ id, title }, index): AgendaItem => {
    const now = shareOf(answers, id);
    const then = answersThen && shareOf(answersThen, id);
    const text =
      now.share === undefined
        ? 'not known'
        : `${percent(now.share)} yes${then?.share === undefined ? '' : `, ${percent(then.share)} then`}`;
    return {
      kind: 'score',
      title: `${index + 1} ${title}: ${text}`,
      detail:
        now.share === undefined
          ? `Of ${counted(integrations, 'integration', 'integrations')} none was evaluated that it applies to.`
          : `${now.yes} of ${counted(now.applicable, 'integration', 'integrations')} that it applies to. ${
              then?.share === undefined
                ? 'What it was before is not known.'
                : `${then.yes} of ${then.applicable} ${sinceWhen(facts).replace('since', 'at')}.`
            }`,
      level: levelOf(now.share, then?.share),
      href: '/scorecard',
    };
  });
}

function shareOf(answers: readonly RollUpAnswer[], questionId: string) {
  const own = answers.find(answer => answer.questionId === questionId);
  const yes = own?.yes ?? 0;
  const applicable = own
    ? own.yes + own.notYet + own.unmeasured + own.waived
    : 0;
  return {
    yes,
    applicable,
    share: applicable > 0 ? yes / applicable : undefined,
  };
}

function levelOf(
  now: number | undefined,
  then: number | undefined,
): AgendaItem['level'] {
  if (now === undefined) {
    return 'unknown';
  }
  if (then !== undefined && now < then) {
    return 'bad';
  }
  return now === 1 ? 'good' : 'neutral';
}

function writePainPoints({ painPoints }: PortfolioFacts): AgendaItem[] {
  return painPoints.map(
    ({ title, reach, failed, unmeasured, checkId, integrations }, index) => ({
      kind: 'pain-point',
      title: `Pain point ${index + 1}: ${title}`,
      detail: `${counted(reach, 'integration does', 'integrations do')} not pass it: ${failed} fail, ${unmeasured} unmeasured. First of them: ${listed(integrations.map(({ integration }) => titleOf(integration)))}.`,
      level: 'bad',
      href: '/scorecard',
      checkId,
    }),
  );
}

function writeReviews({
  overdueReviews,
  neverReviewed,
}: PortfolioFacts): AgendaItem[] {
  const isLate = overdueReviews.length + neverReviewed.length > 0;
  return [
    {
      kind: 'findings',
      title: isLate
        ? `Reviews: ${overdueReviews.length} overdue, ${neverReviewed.length} never held`
        : 'Every integration was reviewed in time',
      detail: isLate
        ? [
            ...(overdueReviews.length > 0
              ? [`Overdue: ${listed(overdueReviews)}.`]
              : []),
            ...(neverReviewed.length > 0
              ? [`Never reviewed: ${listed(neverReviewed)}.`]
              : []),
          ].join(' ')
        : 'No review is overdue.',
      level: isLate ? 'bad' : 'good',
      href: '/reviews?view=due',
      checkId: isLate ? 'review-held' : undefined,
    },
  ];
}

function writeFindings({ overdueFindings }: PortfolioFacts): AgendaItem {
  const count = overdueFindings.length;
  return {
    kind: 'findings',
    title:
      count > 0
        ? counted(count, 'finding is overdue', 'findings are overdue')
        : 'No finding is overdue',
    detail:
      count > 0
        ? `The longest first: ${listed(overdueFindings.map(({ title, dueOn, ownerRef }) => `${title} (${ownerRef}, due on ${dueOn})`))}.`
        : 'Everything that reviews and drills found is done or not due yet.',
    level: count > 0 ? 'bad' : 'good',
    href: '/reviews?view=findings&overdue=true',
    checkId: count > 0 ? 'review-findings' : undefined,
  };
}

function writeWaivers({ waivers, nextReviewOn }: PortfolioFacts): AgendaItem {
  return {
    kind: 'waivers',
    title:
      waivers.length > 0
        ? `${counted(waivers.length, 'waiver ends', 'waivers end')} before the next review`
        : 'No waiver ends before the next review',
    detail:
      waivers.length > 0
        ? `Until ${nextReviewOn}: ${listed(waivers.map(({ title, entityRef, until }) => `${title} of ${entityRef} on ${until}`))}.`
        : `None ends until ${nextReviewOn}.`,
    level: waivers.length > 0 ? 'bad' : 'neutral',
    href: '/waivers',
  };
}

function writeOwnerless({ ownerless }: PortfolioFacts): AgendaItem {
  return {
    kind: 'change',
    title:
      ownerless.length > 0
        ? `${counted(ownerless.length, 'integration has', 'integrations have')} no owner`
        : 'Every integration has an owner',
    detail:
      ownerless.length > 0
        ? `Without one, or with one that the catalog does not know: ${listed(ownerless)}.`
        : 'Each names a group or a person that the catalog knows.',
    level: ownerless.length > 0 ? 'bad' : 'good',
    href: '/integrations',
  };
}

function writeUndeclared({ undeclared }: PortfolioFacts): AgendaItem {
  const href = '/integrations/drift?kind=undeclared';
  if (!('value' in undeclared)) {
    return sourceIsOut(
      'drift',
      'Undeclared traffic',
      undeclared.outSince,
      href,
    );
  }
  const { count, callsADay } = undeclared.value;
  return {
    kind: 'drift',
    title:
      count > 0
        ? `${counted(count, 'connection is', 'connections are')} observed and not declared`
        : 'Nothing undeclared is observed',
    detail:
      count > 0
        ? `They carry ${grouped(callsADay)} calls a day.`
        : 'All traffic that is observed belongs to an integration.',
    level: count > 0 ? 'bad' : 'good',
    href,
  };
}

function writeRegrets({ regrets }: PortfolioFacts): AgendaItem[] {
  if (!regrets) {
    return [];
  }
  const href = '/decisions';
  if (!('value' in regrets)) {
    return [sourceIsOut('decision', 'Decisions', regrets.outSince, href)];
  }
  const count = regrets.value.length;
  return [
    {
      kind: 'decision',
      title:
        count > 0
          ? `${counted(count, 'integration has', 'integrations have')} left what the decision assumed`
          : 'No decision has left its assumptions',
      detail:
        count > 0
          ? `${listed(regrets.value.map(({ integration, decision, recommendedToday }) => `${titleOf(integration)} (${decision.pattern}${recommendedToday && recommendedToday !== decision.pattern ? `, today ${recommendedToday}` : ''})`))}.`
          : 'Nothing that is measured is outside what a decision assumed.',
      level: count > 0 ? 'bad' : 'neutral',
      href,
    },
  ];
}

function writeAssessments({ assessments }: PortfolioFacts): AgendaItem {
  const href = '/assessments';
  if (!assessments) {
    return {
      kind: 'score',
      title: 'No two assessments to compare',
      detail: 'At least two that are done are needed: start one now.',
      level: 'unknown',
      href,
    };
  }
  const { title, before, yesShare, yesShareBefore, changes } = assessments;
  const share = (value: number | null) =>
    value === null ? 'not known' : percent(value);
  const worse = changes.worse ?? 0;
  return {
    kind: 'score',
    title: `Assessments: ${share(yesShareBefore)} yes in “${before}”, ${share(yesShare)} in “${title}”`,
    detail: `Since “${before}”: ${Object.entries(changes)
      .map(([change, count]) => `${count} ${change}`)
      .join(', ')}.`,
    level: worse > 0 ? 'bad' : 'neutral',
    href,
  };
}

function writeCosts({ mostExpensive }: PortfolioFacts): AgendaItem[] {
  if (!mostExpensive) {
    return [];
  }
  const href = '/costs';
  if (!('value' in mostExpensive)) {
    return [sourceIsOut('cost', 'Cost', mostExpensive.outSince, href)];
  }
  const costs = mostExpensive.value;
  return [
    {
      kind: 'cost',
      title: costs.length > 0 ? 'The most expensive' : 'Cost: not known',
      detail:
        costs.length > 0
          ? `A month: ${listed(costs.map(({ integration, perMonth, currency }) => `${titleOf(integration)} about ${grouped(perMonth.expected)} ${currency}`))}.`
          : 'Nobody can say what any integration costs to run.',
      level: costs.length > 0 ? 'neutral' : 'unknown',
      href,
    },
  ];
}

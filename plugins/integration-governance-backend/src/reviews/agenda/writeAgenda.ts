import { counted, grouped, listed } from '../../checklist/checks/words';
import { isOverdue } from '../../findings/Finding';
import { dayOf } from '../../waivers/Waiver';
import { AgendaItem, IntegrationFacts } from './agendaFacts';
import { inAddress, sourceIsOut } from './agendaWords';
import { writeChangeItems } from './writeChangeItems';
import { writeContractItems } from './writeContractItems';
import { writeHealthItems } from './writeHealthItems';
import { writeScoreItems } from './writeScoreItems';

/** What the review of an integration has to look at. Each subject has an item, also where nothing happened or nobody knows. */
export function writeAgenda(facts: IntegrationFacts): AgendaItem[] {
  return [
    ...writeHealthItems(facts),
    ...writeContractItems(facts),
    ...writeDrift(facts),
    ...writeScoreItems(facts),
    ...writeCost(facts),
    ...writeRegrets(facts),
    ...writeWaivers(facts),
    ...writeFindings(facts),
    ...writeDrill(facts),
    ...writeChangeItems(facts),
  ];
}

function writeDrift({ drift, facets }: IntegrationFacts): AgendaItem[] {
  const href = `/integrations/drift?text=${encodeURIComponent(facets.name)}`;
  if (!('value' in drift)) {
    return [sourceIsOut('drift', 'Drift', drift.outSince, href)];
  }
  const items = drift.value;
  return [
    {
      kind: 'drift',
      title:
        items.length > 0
          ? `${counted(items.length, 'difference', 'differences')} between declared and observed`
          : 'Nothing differs from what is declared',
      detail:
        items.length > 0
          ? `${listed(items.map(({ headline, lastSeenAt }) => `${headline} (last seen ${lastSeenAt.slice(0, 10)})`))}.`
          : 'No difference is open.',
      level: items.length > 0 ? 'bad' : 'good',
      href,
      checkId: items.some(({ kind }) => kind !== 'silent')
        ? 'inventory-nothing-undeclared'
        : undefined,
    },
  ];
}

function writeCost({ cost, facets }: IntegrationFacts): AgendaItem[] {
  const href = '/costs';
  if (!cost) {
    return [];
  }
  if (!('value' in cost)) {
    return [sourceIsOut('cost', 'Cost', cost.outSince, href)];
  }
  if (!cost.value) {
    return [
      {
        kind: 'cost',
        title: 'Cost: not known',
        detail: `Nobody can say what ${facets.name} costs to run.`,
        level: 'unknown',
        href,
      },
    ];
  }
  const { perMonth, currency, unmeasured } = cost.value;
  return [
    {
      kind: 'cost',
      title: `It costs about ${grouped(perMonth.expected)} ${currency} a month`,
      detail: `Between ${grouped(perMonth.low)} and ${grouped(perMonth.high)} ${currency} a month to run.${unmeasured.length > 0 ? ` Not in it, because nobody knows: ${listed(unmeasured)}.` : ''}`,
      level: unmeasured.length > 0 ? 'unknown' : 'neutral',
      href,
    },
  ];
}

function writeRegrets({ regrets }: IntegrationFacts): AgendaItem[] {
  if (!regrets) {
    return [];
  }
  const href = '/decisions';
  if (!('value' in regrets)) {
    return [sourceIsOut('decision', 'Decisions', regrets.outSince, href)];
  }
  if (regrets.value.length === 0) {
    return [
      {
        kind: 'decision',
        title: 'No decision has left its assumptions',
        detail: 'Nothing that is measured is outside what a decision assumed.',
        level: 'neutral',
        href,
      },
    ];
  }
  return regrets.value.map(
    ({ decision, reasons, recommendedToday }): AgendaItem => ({
      kind: 'decision',
      title: `Outside its assumptions: ${decision.title}`,
      detail: `${reasons
        .map(
          ({ field, assumed, observed, unit }) =>
            `Its ${field} is ${grouped(observed)} ${unit}, ${grouped(assumed)} was assumed.`,
        )
        .join(
          ' ',
        )} It was decided for ${decision.pattern}${recommendedToday ? `; today the matrix says ${recommendedToday}` : ''}.`,
      level: 'bad',
      href: `/decisions/${decision.id}`,
    }),
  );
}

function writeWaivers({ waivers, nextReviewOn, facets }: IntegrationFacts) {
  const href = `/waivers?integration=${inAddress(facets)}`;
  return waivers.length === 0
    ? [
        {
          kind: 'waivers',
          title: 'No waiver ends before the next review',
          detail: `None ends until ${nextReviewOn}.`,
          level: 'neutral',
          href,
        } satisfies AgendaItem,
      ]
    : waivers.map(({ title, until, reason, checkId }): AgendaItem => ({
        kind: 'waivers',
        title: `A waiver ends on ${until}: ${title}`,
        detail: `It was given because: ${reason} After ${until} the check fails, unless it is met or the waiver is renewed.`,
        level: 'bad',
        href,
        checkId,
      }));
}

function writeFindings({ findings, facets, now }: IntegrationFacts) {
  const href = `/reviews?view=findings&integration=${inAddress(facets)}`;
  const today = dayOf(now);
  if (findings.length === 0) {
    return [
      {
        kind: 'findings',
        title: 'No finding is open',
        detail: 'Everything that reviews and drills found is done.',
        level: 'good',
        href,
      } satisfies AgendaItem,
    ];
  }
  return [...findings]
    .sort((left, right) => (left.dueOn < right.dueOn ? -1 : 1))
    .map((finding): AgendaItem => {
      const late = isOverdue(finding, today);
      return {
        kind: 'findings',
        title: `${late ? 'Overdue' : 'Open'}: ${finding.title}`,
        detail: `${finding.ownerRef} has it, due on ${finding.dueOn}; found by a ${finding.origin} on ${finding.createdAt.slice(0, 10)}.`,
        level: late ? 'bad' : 'neutral',
        href,
      };
    });
}

function writeDrill({ drill, facets }: IntegrationFacts): AgendaItem[] {
  if (!drill) {
    return [];
  }
  const href = `/drills?integration=${inAddress(facets)}`;
  if (!('value' in drill)) {
    return [sourceIsOut('drills', 'Drills', drill.outSince, href)];
  }
  const last = drill.value;
  return [
    last
      ? {
          kind: 'drills',
          title: `Last drill: ${last.failureModeTitle}, ${last.outcome ?? 'without an outcome'}`,
          detail: `Held on ${last.heldAt?.slice(0, 10) ?? 'a day that nobody wrote down'}${last.minutesToRecover === undefined ? '' : `; it took ${counted(last.minutesToRecover, 'minute', 'minutes')} to recover`}.`,
          level: last.outcome === 'passed' ? 'good' : 'bad',
          href,
          checkId: last.outcome === 'passed' ? undefined : 'failure-drill',
        }
      : {
          kind: 'drills',
          title: 'It was never drilled',
          detail: 'Nobody knows whether it recovers as planned.',
          level: 'unknown',
          href,
          checkId: 'failure-drill',
        },
  ];
}

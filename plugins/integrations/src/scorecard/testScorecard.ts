import { Criticality } from '@tieline/plugin-integrations-common';
import {
  Answer,
  AnswerState,
  CheckOutcome,
  EvidenceRecord,
  IntegrationScorecard,
  PortfolioScorecard,
  Question,
  RollUp,
  Score,
} from '@tieline/plugin-integrations-common/governance';

/** The checklist's questions, for tests. */
export const questions: Question[] = [
  ['inventory', 'Inventory', 'Is it in the central inventory?'],
  ['observability', 'Observability', 'Is it monitored?'],
  ['contracts', 'Contracts', 'Is the data format enforced?'],
  ['delivery', 'Delivery', 'Is there a way from idea to production?'],
  ['failure-handling', 'Failure handling', 'What happens when it fails?'],
  ['classification', 'Classification', 'Is it classified?'],
  ['review', 'Review', 'Is it looked at regularly?'],
  ['retirement', 'Retirement', 'Is there a plan for its end?'],
].map(([id, title, text], index) => ({ id, number: index + 1, title, text }));

const counts: Record<AnswerState, Omit<Answer, 'questionId' | 'state'>> = {
  'not-yet': { failed: 2, unmeasured: 1, waived: 0, passed: 1 },
  unmeasured: { failed: 0, unmeasured: 3, waived: 0, passed: 1 },
  waived: { failed: 0, unmeasured: 0, waived: 1, passed: 2 },
  yes: { failed: 0, unmeasured: 0, waived: 0, passed: 3 },
  'not-applicable': { failed: 0, unmeasured: 0, waived: 0, passed: 0 },
};

/** A score with these states; the remaining questions are answered yes. */
export function scoreOf(states: Record<string, AnswerState>): Score {
  const answers = questions.map(({ id }) => {
    const state = states[id] ?? 'yes';
    return { questionId: id, state, ...counts[state] };
  });
  return {
    yes: answers.filter(({ state }) => state === 'yes').length,
    applicable: answers.filter(({ state }) => state !== 'not-applicable')
      .length,
    answers,
  };
}

function rowOf(
  name: string,
  domain: string,
  ownerRef: string | undefined,
  criticality: Criticality,
  states: Record<string, AnswerState>,
): PortfolioScorecard['rows'][number] {
  return {
    groupKey: `domain:default/${domain}`,
    integration: {
      entityRef: `integration:default/${name}`,
      namespace: 'default',
      name,
      domainRef: `domain:default/${domain}`,
      ownerRef,
      pattern: 'event-driven',
      criticality,
      targetRefs: [],
      viaRefs: [],
    },
    score: scoreOf(states),
  };
}

function rollUpOf(
  key: string,
  title: string,
  rows: PortfolioScorecard['rows'],
): RollUp {
  const inside = key === 'all' ? rows : rows.filter(r => r.groupKey === key);
  return {
    key,
    title,
    depth: 0,
    integrations: inside.length,
    yesShare: 0.5,
    answers: questions.map(({ id }) => {
      const count = (wanted: AnswerState) =>
        inside.filter(
          row =>
            row.score?.answers.find(({ questionId }) => questionId === id)
              ?.state === wanted,
        ).length;
      return {
        questionId: id,
        yes: count('yes'),
        notYet: count('not-yet'),
        unmeasured: count('unmeasured'),
        waived: count('waived'),
        notApplicable: count('not-applicable'),
      };
    }),
  };
}

/** Three integrations in two domains. */
export function testPortfolio(): PortfolioScorecard {
  const rows = [
    rowOf('order-events', 'orders', 'group:default/fulfilment', 'critical', {
      'failure-handling': 'not-yet',
      delivery: 'unmeasured',
    }),
    rowOf('stock-reserve', 'orders', 'group:default/fulfilment', 'high', {
      'failure-handling': 'waived',
      retirement: 'unmeasured',
    }),
    rowOf('invoice-post', 'back-office', undefined, 'low', {
      retirement: 'not-applicable',
      delivery: 'unmeasured',
    }),
  ];
  return {
    checklistVersion: '2026-11',
    evaluatedAt: '2026-11-22T09:53:14.000Z',
    questions,
    groupBy: 'domain',
    groups: [
      rollUpOf('domain:default/orders', 'Orders', rows),
      rollUpOf('domain:default/back-office', 'Back office', rows),
    ],
    total: rollUpOf('all', 'All integrations', rows),
    rows,
    inventory: { declared: 3, undeclared: 1 },
  };
}

/** No integration at all. */
export function emptyPortfolio(): PortfolioScorecard {
  const portfolio = { ...testPortfolio(), groups: [], rows: [] };
  return {
    ...portfolio,
    total: { ...rollUpOf('all', 'All integrations', []), yesShare: null },
  };
}

function outcomeOf(
  checkId: string,
  questionId: string,
  fields: Pick<CheckOutcome, 'title' | 'result' | 'reason'> &
    Partial<CheckOutcome>,
): CheckOutcome {
  return {
    checkId,
    questionId,
    needs: 'tested',
    since: '2026-09-10T08:00:00.000Z',
    evidence: [],
    ...fields,
  };
}

/** A check that a person may attest, which nobody did. */
export function testDrill(fields: Partial<CheckOutcome> = {}): CheckOutcome {
  return outcomeOf('failure-drill', 'failure-handling', {
    title: 'A drill within its shelf life',
    result: 'unmeasured',
    reason: 'Nobody has told of a drill.',
    needs: 'attested',
    attestable: true,
    nextStep: {
      text: 'Rehearse it and attest it',
      href: '/catalog/default/integration/order-events/scorecard',
    },
    ...fields,
  });
}

/** What somebody told, for tests: a pipeline's test results where nothing else is said. */
export function testRecord(
  fields: Partial<EvidenceRecord> = {},
): EvidenceRecord {
  return {
    id: 'e1',
    type: 'test-results',
    subject: 'contract',
    value: '41 tests, none failed',
    grade: 'tested',
    source: 'pipeline orders-ci',
    environment: 'staging',
    href: 'https://ci.example.com/runs/41',
    at: '2026-11-21T09:00:00.000Z',
    receivedAt: '2026-11-21T09:01:00.000Z',
    facts: {},
    ...fields,
  };
}

/** The scorecard with these checks in place of those of the same id, or beside them. */
export function testScorecardWith(
  ...outcomes: CheckOutcome[]
): IntegrationScorecard {
  const scorecard = testScorecard();
  const ids = outcomes.map(({ checkId }) => checkId);
  return {
    ...scorecard,
    outcomes: [
      ...scorecard.outcomes.filter(({ checkId }) => !ids.includes(checkId)),
      ...outcomes,
    ],
  };
}

/** One integration with a failing, an unmeasured and two passed checks. */
export function testScorecard(): IntegrationScorecard {
  return {
    integration: testPortfolio().rows[0].integration,
    checklistVersion: '2026-11',
    evaluatedAt: '2026-11-22T09:53:14.000Z',
    score: scoreOf({ 'failure-handling': 'not-yet', delivery: 'unmeasured' }),
    questions,
    outcomes: [
      outcomeOf('dead-letter-alarmed', 'failure-handling', {
        title: 'Dead-letter queue is alarmed',
        result: 'pass',
        reason: 'The alarm of 07:30 reached Mira Kask.',
      }),
      outcomeOf('bounded-retries', 'failure-handling', {
        title: 'Bounded retries',
        result: 'fail',
        reason: 'It retries without end.',
        evidence: [
          {
            value: '41 attempts of one call',
            source: 'telemetry (spans, caller)',
            href: '/catalog/default/integration/order-events/health',
            grade: 'observed',
            at: '2026-11-20T09:00:00.000Z',
            expiresAt: '2026-12-20T09:00:00.000Z',
            notRecheckedSince: '2026-11-21T09:00:00.000Z',
          },
        ],
        nextStep: {
          text: 'Bound the retries',
          href: 'https://docs.example.org/retries',
        },
      }),
      outcomeOf('rollout', 'delivery', {
        title: 'Rollout strategy',
        result: 'unmeasured',
        reason: 'No pipeline has reported yet.',
        nextStep: { text: 'Odd', href: 'file:///etc/hosts' },
      }),
      outcomeOf('in-inventory', 'inventory', {
        title: 'Owner and endpoints are there',
        result: 'pass',
        reason: 'All of it is declared.',
      }),
    ],
    transitions: [
      {
        checkId: 'bounded-retries',
        title: 'Bounded retries',
        from: 'pass',
        to: 'fail',
        at: '2026-11-12T14:03:00.000Z',
        reason: 'It retries without end.',
        evidence: [
          {
            value: '38 attempts of one call',
            source: 'telemetry (spans, caller)',
            grade: 'observed',
            at: '2026-11-12T14:00:00.000Z',
          },
        ],
      },
      ...['bounded-retries', 'dead-letter-alarmed', 'rollout'].map(checkId => ({
        checkId,
        title: checkId,
        from: null,
        to: 'pass' as const,
        at: '2026-09-10T08:00:00.000Z',
        reason: 'First look.',
      })),
    ],
  };
}

import {
  Goal,
  GoalDetail,
  OrganisationAnswers,
  PainPoint,
  Pilot,
  PilotPage,
} from '@tieline/plugin-integrations-common/governance';
import { scoreOf } from '../scorecard/testScorecard';
import { testFacets } from '../shared/testHealth';

/** What hurts most, for tests. */
export function testPainPoint(fields: Partial<PainPoint> = {}): PainPoint {
  return {
    checkId: 'failure-drill',
    questionId: 'failure-handling',
    title: 'A drill within its shelf life',
    score: 90,
    reach: 12,
    criticality: 3,
    distance: 2.5,
    failed: 9,
    unmeasured: 3,
    nextStep: { text: 'Hold a drill', href: 'https://docs.example.org/drill' },
    integrations: [
      { integration: testFacets('order-events'), result: 'fail' },
      {
        integration: testFacets('stock-reserve'),
        result: 'unmeasured',
        pilotId: 'p1',
      },
    ],
    proposal: {
      integration: testFacets('order-events'),
      checkIds: ['failure-drill'],
      reason: 'It carries 31 % of all messages.',
    },
    ...fields,
  };
}

/** An active pilot, for tests. */
export function testPilot(fields: Partial<Pilot> = {}): Pilot {
  return {
    id: 'p1',
    state: 'active',
    title: 'Drill the order events',
    reason: 'It carries 31 % of all messages.',
    integration: testFacets('order-events'),
    ownerRef: 'group:default/fulfilment',
    checks: [
      {
        checkId: 'failure-drill',
        title: 'A drill within its shelf life',
        before: 'fail',
        after: 'pass',
      },
    ],
    startedAt: '2026-10-01T09:00:00.000Z',
    startedBy: 'user:default/mira.kask',
    until: '2026-12-31',
    baseline: scoreOf({
      'failure-handling': 'not-yet',
      delivery: 'unmeasured',
    }),
    now: scoreOf({ delivery: 'unmeasured' }),
    measures: [
      {
        id: 'errors',
        title: 'Errors',
        unit: '%',
        better: 'lower',
        before: 4,
        after: 1,
      },
      { id: 'p95', title: 'p95', unit: 'ms', better: 'lower', before: 180 },
    ],
    points: [
      { day: '2026-10-01', yes: 6, applicable: 8 },
      { day: '2026-10-20', yes: 7, applicable: 8 },
    ],
    mayManage: true,
    ...fields,
  };
}

/** A closed pilot with its write-up, for tests. */
export function testClosedPilot(fields: Partial<Pilot> = {}): Pilot {
  return testPilot({
    state: 'closed',
    endedAt: '2026-11-20T09:00:00.000Z',
    endedBy: 'user:default/mira.kask',
    writeUp: {
      outcome: 'worked',
      text: '## What we did\n\nWe turned the **broker** off.',
      by: 'user:default/mira.kask',
      at: '2026-11-20T09:00:00.000Z',
    },
    ...fields,
  });
}

/** One page of pilots. */
export function testPilotPage(items: Pilot[]): PilotPage {
  return { items, totalItems: items.length, counts: {}, pageInfo: {} };
}

/** A goal that will be late, for tests. */
export function testGoal(fields: Partial<Goal> = {}): Goal {
  return {
    id: 'g1',
    title: 'All critical ones are drilled',
    state: 'late',
    checkIds: ['failure-drill'],
    questionIds: [],
    filter: { criticality: ['critical'] },
    dueOn: '2027-03-31',
    ownerRef: 'group:default/platform',
    setBy: 'user:default/mira.kask',
    setAt: '2026-10-01T09:00:00.000Z',
    total: 12,
    met: 5,
    forecast: {
      by: '2027-05-02',
      basis: 'Two a month over the last 60 days.',
    },
    mayManage: true,
    ...fields,
  };
}

/** The same goal with its burn-down. */
export function testGoalDetail(fields: Partial<GoalDetail> = {}): GoalDetail {
  return {
    ...testGoal(),
    points: [
      { day: '2026-10-01', total: 12, met: 2 },
      { day: '2026-11-01', total: 12, met: 5 },
    ],
    open: [
      {
        integration: testFacets('order-events'),
        missing: [
          {
            checkId: 'failure-drill',
            questionId: 'failure-handling',
            title: 'A drill within its shelf life',
            result: 'fail',
            reason: 'The last was on 14 March.',
            since: '2026-10-01T09:00:00.000Z',
            nextStep: { text: 'Hold a drill' },
          },
        ],
      },
    ],
    ...fields,
  };
}

/** The four answers for the whole, for tests. */
export function testOrganisationAnswers(
  fields: Partial<OrganisationAnswers> = {},
): OrganisationAnswers {
  return {
    items: [
      {
        questionId: 'inventory',
        state: 'not-yet',
        reason: 'One of four is not declared.',
        evidence: [],
        shares: [{ title: 'Declared of seen', part: 3, whole: 4 }],
      },
      {
        questionId: 'delivery',
        state: 'unmeasured',
        reason: 'No process document is recorded.',
        evidence: [],
        documentId: 'delivery-process',
        nextStep: { text: 'Record the document' },
      },
    ],
    mayRecord: true,
    ...fields,
  };
}

import {
  Assessment,
  AssessmentDetail,
  AssessmentPage,
  AssessmentRow,
  RollUpAnswer,
} from '@tieline/plugin-integrations-common/governance';
import { testPainPoint } from '../improvement/testImprovement';
import { questions, scoreOf } from '../scorecard/testScorecard';
import { testFacets } from '../shared/testHealth';

/** A finished assessment, for tests. */
export function testAssessment(fields: Partial<Assessment> = {}): Assessment {
  return {
    id: 's2',
    title: 'Third quarter',
    note: 'Before the board meets.',
    state: 'done',
    startedAt: '2026-10-01T09:00:00.000Z',
    startedBy: 'user:default/ada.lind',
    frozenAt: '2026-10-01T09:02:00.000Z',
    checklistVersion: '2026-11',
    total: 38,
    done: 38,
    integrations: 36,
    yesShare: 0.56,
    mayRun: true,
    ...fields,
  };
}

/** One page of assessments, for tests. */
export function testAssessmentPage(
  items: Assessment[],
  fields: Partial<AssessmentPage> = {},
): AssessmentPage {
  return {
    items,
    totalItems: items.length,
    mayRun: true,
    pageInfo: {},
    ...fields,
  };
}

function answersOf(yes: number): RollUpAnswer[] {
  return questions.map(({ id }) => ({
    questionId: id,
    yes,
    notYet: 10,
    unmeasured: 5,
    waived: 1,
    notApplicable: 0,
  }));
}

/** A report, compared with the one before, for tests. */
export function testReport(
  fields: Partial<AssessmentDetail> = {},
): AssessmentDetail {
  return {
    ...testAssessment(),
    questions,
    answers: answersOf(20),
    teams: [
      {
        key: 'group:default/fulfilment',
        title: 'Fulfilment',
        depth: 0,
        integrations: 9,
        answers: [],
        yesShare: 0.41,
      },
      {
        key: 'none',
        title: 'no owner',
        depth: 0,
        integrations: 1,
        answers: [],
        yesShare: null,
      },
    ],
    painPoints: [testPainPoint()],
    comparedWith: {
      id: 's1',
      title: 'Second quarter',
      frozenAt: '2026-07-01T09:02:00.000Z',
      checklistVersion: '2026-05',
      answers: answersOf(17).slice(0, 7),
      yesShare: 0.52,
      changes: { worse: 2, better: 6, same: 27, new: 1 },
    },
    ...fields,
  };
}

/** An integration that got worse, for tests. */
export function testAssessmentRow(
  fields: Partial<AssessmentRow> = {},
): AssessmentRow {
  return {
    integration: testFacets('order-events'),
    score: scoreOf({ review: 'not-yet' }),
    before: scoreOf({}),
    change: 'worse',
    changes: [
      {
        checkId: 'reviewed',
        title: 'Reviewed in time',
        from: 'pass',
        to: 'fail',
      },
    ],
    ...fields,
  };
}

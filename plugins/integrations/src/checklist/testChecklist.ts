import {
  ChecklistEffect,
  ChecklistPreview,
  ChecklistVersion,
  ChecklistVersionDetail,
} from '@tieline/plugin-integrations-common/governance';
import { questions } from '../scorecard/testScorecard';
import { testFacets } from '../shared/testHealth';

/** The version that counts, for tests. */
export function testVersion(
  fields: Partial<ChecklistVersion> = {},
): ChecklistVersion {
  return {
    version: '2026-11',
    state: 'active',
    origin: 'shipped',
    questions: 8,
    checks: 2,
    createdAt: '2026-11-01T09:00:00.000Z',
    activatedAt: '2026-11-01T09:00:00.000Z',
    mayManage: true,
    ...fields,
  };
}

/** A finished preview, for tests. */
export const preview: ChecklistPreview = {
  state: 'done',
  total: 38,
  done: 38,
  finishedAt: '2026-11-20T09:01:00.000Z',
  affected: 12,
  better: 2,
  worse: 5,
  questions: [
    { questionId: 'delivery', before: 19, after: 14 },
    { questionId: 'review', before: 21, after: 21 },
  ],
  teams: [
    { ownerRef: 'group:default/fulfilment', affected: 7, worse: 4 },
    { ownerRef: 'none', affected: 1, worse: 1 },
  ],
};

/** A draft that was evaluated, for tests. */
export function testDraft(
  fields: Partial<ChecklistVersion> = {},
): ChecklistVersion {
  return testVersion({
    version: 'ours-1',
    state: 'draft',
    origin: 'sent',
    note: 'Coverage counts from January.',
    createdAt: '2026-11-20T09:00:00.000Z',
    createdBy: 'user:default/ada.lind',
    activatedAt: undefined,
    preview,
    ...fields,
  });
}

/** A version with its questions and checks, for tests. */
export function testDetail(
  version: ChecklistVersion,
  fields: Partial<ChecklistVersionDetail> = {},
): ChecklistVersionDetail {
  return {
    ...version,
    text: 'version: ours-1',
    comparedWith: '2026-11',
    checklist: {
      version: version.version,
      questions,
      checks: [
        {
          id: 'failure-drill',
          questionId: 'failure-handling',
          title: 'A drill within its shelf life',
          tests: 'Whether a failure was drilled.',
          needs: 'attested',
          needsWhenCritical: 'tested',
          shelfLifeDays: 180,
          weight: 4,
          attestable: true,
          origin: 'shipped',
          nextStep: { text: 'Hold a drill' },
        },
        {
          id: 'own-coverage',
          questionId: 'delivery',
          title: 'Four of five lines are covered',
          tests: 'What the pipeline says of its line coverage.',
          needs: 'tested',
          shelfLifeDays: 30,
          weight: 2,
          appliesTo: 'production only',
          origin: 'condition',
          condition: { 'facts.line-coverage': { $atLeast: 80 } },
          nextStep: {
            text: 'Push the coverage from CI',
            command: 'tieline evidence push {ref} --fact line-coverage=81',
          },
        },
      ],
    },
    differences: [
      {
        kind: 'changed',
        of: 'check',
        id: 'failure-drill',
        title: 'A drill within its shelf life',
        changes: [{ property: 'weight', before: '4', after: '5' }],
      },
      {
        kind: 'added',
        of: 'check',
        id: 'own-coverage',
        title: 'Four of five lines are covered',
        changes: [],
      },
    ],
    ...fields,
  };
}

/** What a draft would change of an integration, for tests. */
export function testEffect(
  fields: Partial<ChecklistEffect> = {},
): ChecklistEffect {
  return {
    integration: testFacets('order-events'),
    before: { yes: 6, applicable: 8 },
    after: { yes: 5, applicable: 8 },
    changes: [
      {
        checkId: 'own-coverage',
        title: 'Four of five lines are covered',
        from: null,
        to: 'unmeasured',
        reason: 'No pipeline told its coverage.',
      },
    ],
    ...fields,
  };
}

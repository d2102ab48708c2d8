import { CheckResult, Criticality } from '@tieline/plugin-integrations-common';
import { AnswerState } from '@tieline/plugin-integrations-common/governance';
import { FrozenChecklist } from './Assessment';
import { compareAssessments, LightRow } from './compareAssessments';
import { packResults } from './packResults';
import { painPointsOf } from './painPointsOf';

const checklistOf = (...ids: string[]): FrozenChecklist => ({
  version: '1',
  questions: [],
  checks: ids.map(id => ({
    id,
    question: 'q',
    title: `Title of ${id}`,
    weight: id === 'heavy' ? 3 : 1,
    steps: [],
  })),
});

const rowOf = (
  checklist: FrozenChecklist,
  name: string,
  results: Record<string, CheckResult | 'nobody-can'>,
  options: { criticality?: Criticality; state?: AnswerState } = {},
): LightRow => ({
  entityRef: `integration:default/${name}`,
  name,
  criticality: options.criticality,
  states: new Map([['q', options.state ?? 'not-yet']]),
  results: packResults(
    checklist,
    Object.entries(results).map(([checkId, result]) => ({
      checkId,
      questionId: 'q',
      title: checkId,
      reason: '',
      result: result === 'nobody-can' ? 'unmeasured' : result,
      nextStep: result === 'nobody-can' ? undefined : { text: 'Do it' },
    })),
  ),
});

describe('the pain points of an assessment', () => {
  const checklist = checklistOf('light', 'heavy');

  it('weigh reach, criticality and distance', () => {
    const rows = [
      rowOf(checklist, 'a', { light: 'fail', heavy: 'pass' }),
      rowOf(
        checklist,
        'b',
        { light: 'fail', heavy: 'unmeasured' },
        { criticality: 'critical' },
      ),
    ];
    expect(painPointsOf(checklist, rows)).toMatchObject([
      // 2 × 3 × 1 and 1 × 4 × 0.5 × 3: of two that score the same, the wider.
      { checkId: 'light', score: 6, reach: 2, criticality: 3, distance: 1 },
      { checkId: 'heavy', score: 6, reach: 1, failed: 0, unmeasured: 1 },
    ]);
    const [first] = painPointsOf(checklist, rows);
    expect(first.rows.map(({ row }) => row.name)).toEqual(['b', 'a']);
  });

  it('leave out what is waived, and what nobody can do anything about', () => {
    const rows = [
      rowOf(checklist, 'a', { light: 'waived', heavy: 'nobody-can' }),
      rowOf(checklist, 'b', { light: 'not-applicable', heavy: 'pass' }),
    ];
    expect(painPointsOf(checklist, rows)).toEqual([]);
  });
});

describe('what became of an integration', () => {
  const checklist = checklistOf('one', 'two');
  const change = (
    before: Record<string, CheckResult>,
    now: Record<string, CheckResult>,
    states: [AnswerState, AnswerState] = ['not-yet', 'not-yet'],
    earlier = checklist,
  ) => {
    const [compared] = compareAssessments(
      { checklist, rows: [rowOf(checklist, 'a', now, { state: states[1] })] },
      {
        checklist: earlier,
        rows: [rowOf(earlier, 'a', before, { state: states[0] })],
      },
    );
    return compared;
  };

  it('goes by its answers, then by its checks', () => {
    const lost = change({ one: 'pass' }, { one: 'fail' });
    expect(lost).toMatchObject({
      change: 'worse',
      changes: [{ title: 'Title of one', from: 'pass', to: 'fail' }],
    });
    expect(change({ one: 'fail' }, { one: 'pass' }).change).toBe('better');
    expect(change({ one: 'fail' }, { one: 'waived' }).change).toBe('changed');
    const both = change(
      { one: 'pass', two: 'fail' },
      { one: 'fail', two: 'pass' },
    );
    expect(both.change).toBe('changed');
    expect(change({ one: 'fail' }, { one: 'fail' }).change).toBe('same');
    expect(
      change({ one: 'pass' }, { one: 'fail' }, ['not-yet', 'yes']).change,
    ).toBe('better');
    expect(
      change({ one: 'fail' }, { one: 'pass' }, ['yes', 'not-yet']).change,
    ).toBe('worse');
  });

  it('names checks that only one of the checklists has', () => {
    const { changes } = change(
      { one: 'pass', old: 'pass' },
      { one: 'pass', two: 'fail' },
      undefined,
      checklistOf('old', 'one'),
    );
    expect(changes).toEqual([
      { checkId: 'two', title: 'Title of two', from: null, to: 'fail' },
      { checkId: 'old', title: 'Title of old', from: 'pass', to: null },
    ]);
  });
});

import { groupChanges } from './changeGroups';
import { testDifference, testVerdict, testViolation } from './testContracts';

const change = (
  title: string,
  violations: number[],
  documentation = false,
) => ({
  kind: 'changed' as const,
  title,
  documentation,
  violations,
});

describe('groupChanges', () => {
  it('puts what breaks before what warns, and that before the rest', () => {
    const groups = groupChanges(
      testDifference({
        verdict: testVerdict([
          testViolation({ severity: 'warning' }),
          testViolation(),
        ]),
        changes: [
          change('harmless', []),
          change('warns', [0]),
          change('breaks', [1]),
        ],
      }),
    );
    expect(groups.changed.map(({ change: { title } }) => title)).toEqual([
      'breaks',
      'warns',
      'harmless',
    ]);
  });

  it('loses no violation: one that no change names stands by itself', () => {
    const groups = groupChanges(
      testDifference({
        verdict: testVerdict([
          testViolation(),
          testViolation({ message: 'Alone' }),
        ]),
        changes: [change('breaks', [0])],
      }),
    );
    expect(groups.unplaced.map(({ message }) => message)).toEqual(['Alone']);
  });

  it('folds no change in words that breaks all the same', () => {
    const { documentation, changed } = groupChanges(
      testDifference({
        changes: [change('a note', [], true), change('a format', [0], true)],
      }),
    );
    expect(documentation.map(({ change: { title } }) => title)).toEqual([
      'a note',
    ]);
    expect(changed.map(({ change: { title } }) => title)).toEqual(['a format']);
  });
});

import { firstViolations, MOST_VIOLATIONS } from './firstViolations';
import { Violation } from './Violation';

const violations = (
  count: number,
  severity: Violation['severity'],
): Violation[] =>
  Array.from({ length: count }, (_, at) => ({
    ruleId: `${severity}-${at}`,
    severity,
    writerPointer: '',
    readerPointer: '',
    message: '',
    advice: '',
  }));

describe('firstViolations', () => {
  it('leaves a list that is not too long as it is', () => {
    const list = [
      ...violations(MOST_VIOLATIONS - 1, 'warning'),
      ...violations(1, 'error'),
    ];
    expect(firstViolations(list)).toEqual(list);
  });

  it('leaves out none that breaks for one that warns, and says how many it leaves out', () => {
    const listed = firstViolations([
      ...violations(MOST_VIOLATIONS, 'warning'),
      ...violations(2, 'error'),
    ]);
    expect(listed).toHaveLength(MOST_VIOLATIONS + 1);
    expect(listed.slice(0, 3).map(({ ruleId }) => ruleId)).toEqual([
      'error-0',
      'error-1',
      'warning-0',
    ]);
    expect(listed.at(-1)).toMatchObject({
      ruleId: 'more-violations',
      severity: 'warning',
      message:
        '2 more violations than the 1000 that are listed, 0 of which break.',
    });
  });

  it('breaks where what it leaves out does', () => {
    const listed = firstViolations(violations(MOST_VIOLATIONS + 3, 'error'));
    expect(listed.at(-1)).toMatchObject({
      severity: 'error',
      message:
        '3 more violations than the 1000 that are listed, 3 of which break.',
    });
  });
});

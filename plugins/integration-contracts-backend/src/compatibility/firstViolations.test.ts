import { firstViolations, MOST_VIOLATIONS } from './firstViolations';
import { Violation } from './Violation';

const violation = (
  at: number,
  severity: Violation['severity'] = 'warning',
): Violation => ({
  ruleId: `rule-${at}`,
  severity,
  writerPointer: '',
  readerPointer: '',
  message: '',
  advice: '',
});

describe('firstViolations', () => {
  it('leaves a list that is not too long as it is', () => {
    const list = [violation(1), violation(2, 'error')];
    expect(firstViolations(list)).toEqual(list);
  });

  it('leaves out none that breaks for one that warns', () => {
    const warnings = Array.from({ length: MOST_VIOLATIONS }, (_, at) =>
      violation(at),
    );
    const listed = firstViolations([...warnings, violation(999, 'error')]);
    expect(listed).toHaveLength(MOST_VIOLATIONS);
    expect(listed[0].ruleId).toBe('rule-999');
    expect(listed[1].ruleId).toBe('rule-0');
  });
});

import { testVerdict, testViolation } from './testContracts';
import { verdictWords } from './verdictWords';

describe('verdictWords', () => {
  it.each([
    [
      testVerdict([], { comparedWith: [] }),
      'It keeps to BACKWARD under the policy strict. There was no earlier version to compare with.',
    ],
    [
      testVerdict([testViolation({ severity: 'warning' })], {
        compatible: true,
      }),
      'It keeps to BACKWARD under the policy strict, and 1 warning. Compared with 1.0.0.',
    ],
    [
      testVerdict([testViolation(), testViolation()], {
        comparedWith: ['5', '4', '3', '2', '1'],
        clashingVersion: '3',
      }),
      '2 violations of BACKWARD under the policy strict; the newest version that clashes is 3. Compared with 5, 4, 3 and 2 earlier versions.',
    ],
  ])('says what came of it (%#)', (verdict, words) => {
    expect(verdictWords(verdict)).toBe(words);
  });
});

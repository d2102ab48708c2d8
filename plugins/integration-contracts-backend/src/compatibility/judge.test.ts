import { COMPATIBILITY_MODES } from '@tieline/plugin-integrations-common';
import { compareJsonSchemas } from '../formats/jsonSchema/compareJsonSchemas';
import { Json } from '../text/Json';
import { judge } from './judge';

const upTo = (maxLength: number): Json => ({ type: 'string', maxLength });
const history = [
  { version: '1', content: upTo(9) },
  { version: '2', content: upTo(5) },
];

describe('judge', () => {
  it.each([
    ['NONE', 1, true],
    ['BACKWARD', 7, true],
    ['BACKWARD', 4, false],
    ['BACKWARD_TRANSITIVE', 7, false],
    ['FORWARD', 4, true],
    ['FORWARD', 7, false],
    ['FORWARD_TRANSITIVE', 5, true],
    ['FULL', 5, true],
    ['FULL', 6, false],
    ['FULL_TRANSITIVE', 5, false],
  ] as const)(
    'under %s, a limit of %d is compatible: %s',
    (mode, limit, compatible) => {
      expect(
        judge(compareJsonSchemas, mode, 'semantic', history, upTo(limit)),
      ).toMatchObject({ mode, policy: 'semantic', compatible });
    },
  );

  it('names the version and the place in both texts, whatever the direction', () => {
    const verdict = judge(
      compareJsonSchemas,
      'FULL_TRANSITIVE',
      'semantic',
      history,
      { allOf: [upTo(7)] },
    );
    expect(verdict.clashingVersion).toBe('2');
    expect(
      verdict.violations.map(
        ({ version, direction, oldPointer, newPointer }) => [
          version,
          direction,
          oldPointer,
          newPointer,
        ],
      ),
    ).toEqual([
      ['2', 'FORWARD', '/maxLength', '/allOf/0/maxLength'],
      ['1', 'BACKWARD', '/maxLength', '/allOf/0/maxLength'],
    ]);
  });

  it('says how many violations a verdict leaves out', () => {
    const many = (maxLength: number): Json => ({
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 1_200 }, (_, at) => [`p${at}`, upTo(maxLength)]),
      ),
    });
    const { violations } = judge(
      compareJsonSchemas,
      'BACKWARD',
      'semantic',
      [{ version: '1', content: many(9) }],
      many(5),
    );
    expect(violations).toHaveLength(1_001);
    expect(violations[1_000]).toMatchObject({
      ruleId: 'more-violations',
      severity: 'error',
      version: '1',
      message:
        '200 more violations than the 1000 that are listed, 200 of which break.',
    });
  });

  it.each(COMPATIBILITY_MODES)(
    'lets a first version through under %s',
    mode => {
      expect(
        judge(compareJsonSchemas, mode, 'strict', [], upTo(1)).compatible,
      ).toBe(true);
    },
  );
});

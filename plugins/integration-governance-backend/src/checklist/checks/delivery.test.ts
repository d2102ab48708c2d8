import {
  CheckCase,
  checkCases,
  findingOf,
} from '../../__testUtils__/checkCases';
import { piece } from '../../__testUtils__/evidenceOf';

const testCases = (level: string): CheckCase[] => [
  ['none reported', {}, 'unmeasured'],
  [
    'all passed',
    {
      told: [
        piece('test-results', level, { tests: 12, failed: 0, skipped: 1 }),
      ],
    },
    'pass',
  ],
  [
    'one failed',
    {
      told: [
        piece('test-results', level, { tests: 12, failed: 1, skipped: 0 }),
      ],
    },
    'fail',
  ],
];

const deployedTo = (environment: string, facts: object): CheckCase[1] => ({
  spec: { delivery: {} },
  told: [piece('deployment', environment, { result: 'succeeded', ...facts })],
});

const cases = checkCases({
  'delivery-repository': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: {} } }, 'fail'],
  ],
  'delivery-pipeline': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: undefined } }, 'fail'],
    ['none, but it has deployed', deployedTo('staging', {}), 'pass'],
  ],
  'delivery-unit-tests': testCases('unit'),
  'delivery-integration-tests': testCases('integration'),
  'delivery-contract-tests': testCases('contract'),
  'delivery-dependencies': [
    ['none reported', {}, 'unmeasured'],
    [
      'all maintained',
      {
        told: [
          piece('dependencies', 'dependencies', {
            checked: 40,
            pastEndOfLife: [],
          }),
        ],
      },
      'pass',
    ],
    [
      'one that ended',
      {
        told: [
          piece('dependencies', 'dependencies', {
            checked: 40,
            pastEndOfLife: [{ name: 'node', version: '16' }],
          }),
        ],
      },
      'fail',
    ],
  ],
  'delivery-rollout': [
    ['a canary', {}, 'pass'],
    ['all at once', { spec: { delivery: { rollout: 'all-at-once' } } }, 'fail'],
    ['none', { spec: { delivery: {} } }, 'fail'],
    [
      'none, but a canary ran in production',
      deployedTo('production', { canary: 'promoted' }),
      'pass',
    ],
    [
      'a canary, but production got it all at once',
      {
        told: [
          piece('deployment', 'production', {
            result: 'succeeded',
            rollout: 'all-at-once',
          }),
        ],
      },
      'fail',
    ],
    [
      'none, and a canary elsewhere',
      deployedTo('staging', { canary: 'promoted' }),
      'fail',
    ],
  ],
  'delivery-documented': [
    ['a template', {}, 'pass'],
    [
      'documentation',
      { spec: { delivery: { documentation: 'https://wiki.example.com' } } },
      'pass',
    ],
    ['neither', { spec: { delivery: {} } }, 'fail'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

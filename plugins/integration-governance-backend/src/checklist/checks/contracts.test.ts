import { checkCases, findingOf } from '../../__testUtils__/checkCases';

const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

const cases = checkCases({
  'contracts-every-flow': [
    ['a contract', {}, 'pass'],
    ['a flow without', { spec: { dataFlows: flow({}) } }, 'fail'],
    ['no flow', { spec: { dataFlows: [] } }, 'fail'],
  ],
  'contracts-found': [
    ['an API that exists', {}, 'pass'],
    [
      'an API that does not',
      {
        catalog: {
          contracts: [{ data: 'o', kind: 'api', name: 'a', exists: false }],
        },
      },
      'fail',
    ],
    [
      'a subject of a registry',
      { catalog: { contracts: [{ data: 'o', kind: 'subject', name: 's' }] } },
      'unmeasured',
    ],
    ['none', { catalog: { contracts: [] } }, 'not-applicable'],
  ],
  'contracts-failure-cases': [
    ['a stated policy', {}, 'unmeasured'],
    ['nothing', { spec: { reliability: undefined } }, 'fail'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

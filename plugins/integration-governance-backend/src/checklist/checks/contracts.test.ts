import { describeChecks } from '../../__testUtils__/describeChecks';

const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

describeChecks({
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

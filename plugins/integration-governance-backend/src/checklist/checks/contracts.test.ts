import { checkCases, findingOf, foundBy } from '../../__testUtils__/checkCases';
import { flowUnder, toldOfContracts } from '../../__testUtils__/contractsOf';
import { neverSeen, seenByTelemetry } from '../../__testUtils__/evidenceOf';

const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

const noContract = { catalog: { contracts: [] } };
const notRead = { contracts: 'not read' as const };
const under = (...args: Parameters<typeof flowUnder>) => ({
  contracts: toldOfContracts(flowUnder(...args)),
});
const subject = {
  contracts: [{ data: 'o', kind: 'subject' as const, name: 's' }],
};
const inRegistry = (versions: number, rest = {}) => ({
  catalog: subject,
  ...under({ registry: 'default', subject: 's', versions }, rest),
});
const promising = (guarantees: object) => under({}, { guarantees });
const seen = (...versions: string[]) => ({
  telemetry: seenByTelemetry({
    versions: versions.map(version => ({
      version,
      lastSeenAt: '2026-11-22T11:00:00.000Z',
    })),
  }),
});

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
    ['a subject of a registry', inRegistry(1), 'pass'],
    ['a subject without a version', inRegistry(0), 'fail'],
    [
      'a file that is nowhere',
      inRegistry(0, {
        file: { integrationRef: 'i', problem: 'Nothing is there' },
      }),
      'fail',
    ],
    [
      'a subject, and no answer yet',
      { catalog: subject, ...notRead },
      'unmeasured',
    ],
    ['an API, and no answer yet', notRead, 'pass'],
    ['none', noContract, 'not-applicable'],
  ],
  'contracts-parse': [
    ['texts that were read', {}, 'pass'],
    [
      'a text that can not be',
      under({ problem: 'Line 1, column 2: no JSON' }),
      'fail',
    ],
    [
      'a file that can not be',
      under({}, { file: { integrationRef: 'i', problem: 'It is too large.' } }),
      'fail',
    ],
    ['no text', under({ versions: 0, latest: undefined }), 'unmeasured'],
    ['no answer yet', notRead, 'unmeasured'],
    [
      'a contract that is not known yet',
      { contracts: toldOfContracts() },
      'unmeasured',
    ],
    ['none', noContract, 'not-applicable'],
  ],
  'contracts-mode': [
    ['a compatible version', {}, 'pass'],
    ['a first version', under({ verdict: 'first' }), 'pass'],
    ['one that breaks', under({ verdict: 'incompatible' }), 'fail'],
    ['one that was let pass', under({ verdict: 'overridden' }), 'fail'],
    [
      'the mode NONE',
      under({ mode: 'NONE', verdict: 'not-comparable' }),
      'fail',
    ],
    [
      'the mode NONE of a first version',
      under({ mode: 'NONE', verdict: 'first' }),
      'fail',
    ],
    ['one that was not judged', under({ verdict: 'unchecked' }), 'unmeasured'],
    [
      'what can not be compared',
      under({ verdict: 'not-comparable' }),
      'not-applicable',
    ],
    ['no version', under({ versions: 0, latest: undefined }), 'unmeasured'],
    [
      'one that keeps to it and one that breaks',
      {
        contracts: toldOfContracts(
          flowUnder(),
          flowUnder({ id: 2, verdict: 'incompatible' }),
        ),
      },
      'fail',
    ],
    [
      'one that keeps to it and one that can not be compared',
      {
        contracts: toldOfContracts(
          flowUnder(),
          flowUnder({ id: 2, verdict: 'not-comparable' }),
        ),
      },
      'pass',
    ],
    ['no answer yet', notRead, 'unmeasured'],
    ['none', noContract, 'not-applicable'],
  ],
  'contracts-observed-versions': [
    ['a registered version', seen('1.0.0'), 'pass'],
    ['no more than its line', seen('v2', 'v1'), 'pass'],
    ['one that is not registered', seen('1.0.0', '3'), 'fail'],
    ['no version', {}, 'unmeasured'],
    ['no traffic', { telemetry: neverSeen }, 'unmeasured'],
    ['no answer of telemetry', { telemetry: 'not read' }, 'unmeasured'],
    [
      'no answer of the contracts',
      { ...seen('1.0.0'), ...notRead },
      'unmeasured',
    ],
  ],
  'contracts-failure-cases': [
    ['a contract that says all', {}, 'pass'],
    [
      'one that does so, and an entry that does not',
      { spec: { reliability: undefined } },
      'pass',
    ],
    [
      'one without error cases',
      promising({ retryPolicy: 'r', idempotencyKey: 'k' }),
      'fail',
    ],
    ['one that says nothing', promising({}), 'fail'],
    ['a stated policy, and no answer yet', notRead, 'unmeasured'],
    [
      'nothing stated, and no answer yet',
      { ...notRead, spec: { reliability: undefined } },
      'fail',
    ],
    ['none', noContract, 'not-applicable'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

it.each(['contracts-parse', 'contracts-mode', 'contracts-failure-cases'])(
  '%s nags nobody while the contracts API has not answered',
  checkId => {
    expect(foundBy(checkId, notRead)).toMatchObject({ awaitsEvidence: true });
  },
);

it('says who let a breaking version pass, and why, and leads to the contract', () => {
  const { latest } = flowUnder().contract!;
  const found = foundBy(
    'contracts-mode',
    under({
      verdict: 'overridden',
      latest: {
        ...latest!,
        verdict: 'overridden',
        override: { by: 'user:default/ada', reason: 'Agreed with all' },
      },
    }),
  );
  expect(found).toMatchObject({
    reason:
      'Order events 2.0.0 breaks its mode BACKWARD, and user:default/ada let it pass: Agreed with all.',
    evidence: [
      {
        source: 'contracts',
        grade: 'tested',
        href: '/contracts/catalog/api%3Adefault%2Forder-events',
        at: '2026-11-22T11:59:30.000Z',
      },
    ],
  });
});

it('takes what only the entry says of retries for stated, not for agreed', () => {
  const found = foundBy(
    'contracts-failure-cases',
    promising({ errorCases: [{ name: '409' }], idempotencyKey: 'k' }),
  );
  expect(found.evidence.map(({ grade }) => grade)).toEqual([
    'tested',
    'declared',
  ]);
});

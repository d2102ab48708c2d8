import { checkCases, findingOf, foundBy } from '../../__testUtils__/checkCases';
import { neverSeen, seenByTelemetry } from '../../__testUtils__/evidenceOf';

const run = (durationMs?: number) => ({
  calls: undefined,
  runs: {
    expectedToday: 1,
    arrivedToday: 1,
    lastRun: {
      id: 'r1',
      startedAt: '2026-11-22T04:00:00.000Z',
      endedAt: '2026-11-22T04:06:10.000Z',
      durationMs,
      result: 'succeeded' as const,
    },
  },
});
const batch = { type: 'batch-file', interaction: 'batch' };
const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

const decidedFor = (profile: object) => ({
  id: 'd1',
  source: 'portal' as const,
  pattern: 'event-driven' as const,
  reason: 'Three teams read at their own pace',
  decidedOn: '2026-10-01',
  recordedBy: 'user:default/mira',
  profile: { interaction: 'event' as const, volumePerDay: 144_000, ...profile },
});
const decision = decidedFor({});
const ranked = (rank: number) => ({
  pattern: 'event-driven' as const,
  recommended: rank === 1 ? ('event-driven' as const) : ('ipaas' as const),
  rank,
  isNearTie: false,
  reason: 'It is behind.',
  matrixVersion: '2026-11',
  comparedAt: '2026-11-22T11:00:00.000Z',
});

const cases = checkCases({
  'classification-criticality': [
    ['high', {}, 'pass'],
    ['none', { spec: { criticality: undefined } }, 'fail'],
    [
      'less than its target',
      {
        catalog: {
          highestNeighbour: {
            entityRef: 'system:default/erp',
            criticality: 'critical',
          },
        },
      },
      'fail',
    ],
  ],
  'classification-data': [
    ['all flows', {}, 'pass'],
    ['a flow that is not', { spec: { dataFlows: flow({}) } }, 'fail'],
    ['no flow', { spec: { dataFlows: [] } }, 'fail'],
  ],
  'classification-personal-data': [
    ['it is handled', {}, 'pass'],
    [
      'it counts as internal only',
      {
        spec: {
          dataFlows: flow({
            personalData: true,
            classification: 'internal',
            retention: '7d',
            residency: 'EU',
          }),
        },
      },
      'fail',
    ],
    [
      'nobody says how long it is kept',
      {
        spec: {
          dataFlows: flow({
            personalData: true,
            classification: 'confidential',
            residency: 'EU',
          }),
        },
      },
      'fail',
    ],
    ['there is none', { spec: { dataFlows: flow({}) } }, 'not-applicable'],
    [
      'nobody says whether there is',
      { spec: { dataFlows: [{ data: 'orders' }] } },
      'unmeasured',
    ],
  ],
  'classification-profile': [
    ['all of it', {}, 'pass'],
    ['a part', { spec: { profile: { volumePerDay: 1 } } }, 'fail'],
    ['none', { spec: { profile: undefined } }, 'fail'],
  ],
  'classification-pattern': [
    ['a decision', { pattern: { decision } }, 'pass'],
    [
      'a decision against the ranking',
      { pattern: { decision, ranking: ranked(4) } },
      'pass',
    ],
    ['the first of the ranking', { pattern: { ranking: ranked(1) } }, 'pass'],
    [
      'a near tie with the first',
      { pattern: { ranking: { ...ranked(2), isNearTie: true } } },
      'pass',
    ],
    ['another first', { pattern: { ranking: ranked(2) } }, 'fail'],
    [
      'a decision for another pattern, and another first',
      {
        pattern: {
          decision: { ...decision, pattern: 'ipaas' },
          ranking: ranked(2),
        },
      },
      'fail',
    ],
    [
      'a ranking of what was built before',
      { pattern: { ranking: { ...ranked(1), pattern: 'ipaas' } } },
      'unmeasured',
    ],
    ['what was taken over from the catalog', {}, 'pass'],
    [
      'a reason in YAML that nothing was taken over from',
      { pattern: {} },
      'unmeasured',
    ],
  ],
  'classification-volume': [
    [
      'twice as much for each of three targets',
      {
        spec: {
          targets: ['erp', 'crm', 'warehouse'],
          profile: { volumePerDay: 24_000 },
        },
      },
      'pass',
    ],
    ['as much as the profile says', {}, 'pass'],
    [
      'ten times as much',
      { spec: { profile: { volumePerDay: 14_400 } } },
      'fail',
    ],
    [
      'more than was decided for, though the catalog says more by now',
      { pattern: { decision: decidedFor({ volumePerDay: 14_400 }) } },
      'fail',
    ],
    [
      'as much as was decided for, though the catalog says less',
      {
        spec: { profile: { volumePerDay: 1 } },
        pattern: { decision: decidedFor({ volumePerDay: 144_000 }) },
      },
      'pass',
    ],
    [
      'what was taken over from the catalog, which says more by now',
      {
        pattern: {
          decision: {
            ...decidedFor({ volumePerDay: 14_400 }),
            source: 'catalog',
          },
        },
      },
      'pass',
    ],
    ['no profile', { spec: { profile: undefined } }, 'unmeasured'],
    ['no traffic', { telemetry: neverSeen }, 'unmeasured'],
    ['runs', { spec: batch }, 'not-applicable'],
  ],
  'classification-latency': [
    ['fast enough', {}, 'pass'],
    ['too slow', { spec: { profile: { latency: '100ms' } } }, 'fail'],
    [
      'a run that is too long',
      {
        spec: { profile: { latency: '1m' } },
        telemetry: seenByTelemetry(run(370_000), {}),
      },
      'fail',
    ],
    [
      'slower than was decided for',
      { pattern: { decision: decidedFor({ latencyMs: 100 }) } },
      'fail',
    ],
    [
      'slower than the catalog says, where the decision says nothing of it',
      { spec: { profile: { latency: '100ms' } }, pattern: { decision } },
      'fail',
    ],
    ['no profile', { spec: { profile: {} } }, 'unmeasured'],
    ['nothing measured', { telemetry: neverSeen }, 'unmeasured'],
    ['no answer', { telemetry: 'not read' }, 'unmeasured'],
  ],
  'classification-own-pipeline': [
    ['nobody else', {}, 'pass'],
    [
      'another real-time flow',
      {
        catalog: {
          pipelineMates: [
            { entityRef: 'integration:default/x', interaction: 'stream' },
          ],
        },
      },
      'pass',
    ],
    [
      'a batch load',
      {
        catalog: {
          pipelineMates: [
            { entityRef: 'integration:default/x', interaction: 'batch' },
          ],
        },
      },
      'fail',
    ],
    ['no pipeline', { spec: { delivery: undefined } }, 'unmeasured'],
  ],
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

it('names who decided, and leads to the decision', () => {
  const { evidence } = foundBy('classification-pattern', {
    pattern: { decision },
  });
  expect(evidence).toEqual([
    {
      value: 'Three teams read at their own pace',
      source: 'decision recorded by user:default/mira',
      href: '/decisions/d1',
      grade: 'attested',
      at: '2026-10-01T00:00:00.000Z',
    },
  ]);
});

it('says of what was taken over from the catalog that the catalog says it', () => {
  const { evidence } = foundBy('classification-pattern', {
    pattern: { decision: { ...decision, source: 'catalog' } },
  });
  expect(evidence).toMatchObject([
    { source: 'catalog', href: '/decisions/d1', grade: 'declared' },
  ]);
});

it('says what the ranking says where the matrix recommends another', () => {
  const { reason, evidence } = foundBy('classification-pattern', {
    pattern: { ranking: ranked(2) },
  });
  expect(reason).toBe(
    'The decision matrix recommends ipaas, and no decision says why it is event-driven. It is behind.',
  );
  expect(evidence).toMatchObject([
    {
      value: 'event-driven is number 2, ipaas is the first',
      source: 'decision matrix 2026-11',
      href: '/decide?integration=default/careful',
    },
  ]);
});

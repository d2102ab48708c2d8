import { checkCases, findingOf } from '../../__testUtils__/checkCases';
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
    ['a reason', {}, 'pass'],
    ['none', { spec: { decision: undefined } }, 'fail'],
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

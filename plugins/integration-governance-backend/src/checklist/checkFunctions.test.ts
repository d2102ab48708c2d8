import { CheckResult } from '@tieline/plugin-integrations-common';
import { driftItem } from '../__testUtils__/landscape';
import {
  evaluatedAt,
  EvidenceOptions,
  evidenceOf,
  neverSeen,
  seenByTelemetry,
} from '../__testUtils__/evidenceOf';
import { checkFunctions } from './checkFunctions';

type Row = [given: string, EvidenceOptions, CheckResult];

const readAt = '2026-11-22T11:59:00.000Z';
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
const owner = (facts: object) => ({
  catalog: {
    owner: {
      entityRef: 'group:default/fulfilment',
      exists: true,
      people: 3,
      ...facts,
    },
  },
});
const batch = { type: 'batch-file', interaction: 'batch' };
const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

const table: Record<string, Row[]> = {
  'inventory-owner': [
    ['a group of three', {}, 'pass'],
    ['nobody', { catalog: { owner: undefined } }, 'fail'],
    [
      'a group that does not exist',
      owner({ exists: false, people: 0 }),
      'fail',
    ],
    ['a group of one', owner({ people: 1 }), 'fail'],
    ['a person', owner({ entityRef: 'user:default/ada', people: 1 }), 'fail'],
    [
      'an empty group below one with people',
      owner({
        people: 0,
        fallsTo: { entityRef: 'group:default/orders', people: 5 },
      }),
      'pass',
    ],
  ],
  'inventory-references': [
    ['all of them', {}, 'pass'],
    [
      'a target that is not there',
      { catalog: { unresolved: ['system:default/erp'] } },
      'fail',
    ],
    ['no source', { spec: { source: undefined } }, 'fail'],
  ],
  'inventory-platform': [
    ['a broker', {}, 'pass'],
    ['no broker', { spec: { via: [] } }, 'fail'],
    [
      'a pattern without platform',
      { spec: { type: 'point-to-point', via: [] } },
      'not-applicable',
    ],
  ],
  'inventory-endpoints': [
    ['one', {}, 'pass'],
    ['none', { spec: { endpoints: [] } }, 'fail'],
  ],
  'inventory-data-flows': [
    ['one', {}, 'pass'],
    ['none', { spec: { dataFlows: undefined } }, 'fail'],
  ],
  'inventory-without-mistakes': [
    ['none', {}, 'pass'],
    ['an unknown criticality', { spec: { criticality: 'huge' } }, 'fail'],
  ],
  'inventory-nothing-undeclared': [
    ['nothing', {}, 'pass'],
    ['a difference', { drift: { items: [driftItem('x')], readAt } }, 'fail'],
    [
      'only silence, which is no undeclared flow',
      { drift: { items: [driftItem('x', { kind: 'silent' })], readAt } },
      'pass',
    ],
    ['no comparison', { drift: 'not read' }, 'unmeasured'],
    ['nothing of it at all', { telemetry: neverSeen }, 'unmeasured'],
  ],
  'observability-seen': [
    ['calls', {}, 'pass'],
    ['no telemetry', { telemetry: neverSeen }, 'unmeasured'],
    ['no answer', { telemetry: 'not read' }, 'unmeasured'],
    [
      'no matchers',
      {
        telemetry: seenByTelemetry({
          lastSeenAt: undefined,
          reasons: [
            { code: 'no-matchers', status: 'unknown', headline: 'No matchers' },
          ],
        }),
      },
      'fail',
    ],
  ],
  'observability-error-rate': [
    ['a measured rate', {}, 'pass'],
    ['a finished run', { telemetry: seenByTelemetry(run(), {}) }, 'pass'],
    ['neither', { telemetry: neverSeen }, 'unmeasured'],
    ['no answer', { telemetry: 'not read' }, 'unmeasured'],
  ],
  'observability-latency': [
    ['a measured percentile', {}, 'pass'],
    [
      'a run with its duration',
      { telemetry: seenByTelemetry(run(9), {}) },
      'pass',
    ],
    ['a run without', { telemetry: seenByTelemetry(run(), {}) }, 'unmeasured'],
  ],
  'observability-objective': [
    ['one', {}, 'pass'],
    ['none', { spec: { objectives: undefined } }, 'fail'],
  ],
  'observability-somebody-is-told': [
    ['people and on call', {}, 'pass'],
    ['nobody on call', { spec: { operations: undefined } }, 'fail'],
    ['an empty group', owner({ people: 0 }), 'fail'],
  ],
  'observability-alarm-acknowledged': [['nothing', {}, 'unmeasured']],
  'observability-runbook': [
    ['one', {}, 'pass'],
    ['none', { spec: { operations: undefined } }, 'fail'],
  ],
  'observability-where-to-start': [
    ['a dashboard', {}, 'pass'],
    [
      'runs',
      {
        spec: { operations: undefined },
        telemetry: seenByTelemetry(run(9), {}),
      },
      'pass',
    ],
    ['neither', { spec: { operations: undefined } }, 'fail'],
  ],
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
  'delivery-repository': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: {} } }, 'fail'],
  ],
  'delivery-pipeline': [
    ['one', {}, 'pass'],
    ['none', { spec: { delivery: undefined } }, 'fail'],
  ],
  'delivery-rollout': [
    ['a canary', {}, 'pass'],
    ['all at once', { spec: { delivery: { rollout: 'all-at-once' } } }, 'fail'],
    ['none', { spec: { delivery: {} } }, 'fail'],
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
  'failure-repeating-is-safe': [
    ['a key and deduplication', {}, 'pass'],
    [
      'a key alone',
      { spec: { reliability: { idempotency: { key: 'id' } } } },
      'fail',
    ],
    ['nothing', { spec: { reliability: undefined } }, 'fail'],
    [
      'a rerun with totals',
      {
        spec: {
          ...batch,
          reliability: { rerunSafe: true, controlTotals: true },
        },
      },
      'pass',
    ],
    [
      'a rerun without totals',
      { spec: { ...batch, reliability: { rerunSafe: true } } },
      'fail',
    ],
  ],
  'failure-retries': [
    ['five with growing pauses', {}, 'pass'],
    [
      'no bound',
      { spec: { reliability: { retry: { strategy: 'exponential' } } } },
      'fail',
    ],
    [
      'events with fixed pauses',
      {
        spec: { reliability: { retry: { strategy: 'fixed', maxAttempts: 3 } } },
      },
      'fail',
    ],
    [
      'requests with fixed pauses',
      {
        spec: {
          interaction: 'request',
          reliability: { retry: { strategy: 'fixed', maxAttempts: 3 } },
        },
      },
      'pass',
    ],
    [
      'a request that is not tried again, on purpose',
      {
        spec: {
          interaction: 'request',
          reliability: { retry: { strategy: 'none' } },
        },
      },
      'pass',
    ],
    [
      'an event that is not tried again',
      { spec: { reliability: { retry: { strategy: 'none' } } } },
      'fail',
    ],
    ['nothing', { spec: { reliability: {} } }, 'fail'],
  ],
  'failure-dead-letters': [
    ['a named queue that nobody watches', {}, 'unmeasured'],
    [
      'a queue in the reliability alone',
      { spec: { telemetry: undefined } },
      'unmeasured',
    ],
    ['none', { spec: { telemetry: undefined, reliability: {} } }, 'fail'],
  ],
  'failure-timeout': [
    ['five seconds', { spec: { reliability: { timeout: '5s' } } }, 'pass'],
    ['none', {}, 'fail'],
  ],
  'failure-circuit-breaker': [
    ['one', { spec: { reliability: { circuitBreaker: true } } }, 'pass'],
    ['none', {}, 'fail'],
  ],
  'failure-fallback': [
    ['one', { spec: { reliability: { fallback: 'The cache.' } } }, 'pass'],
    ['none', {}, 'fail'],
  ],
  'failure-expected-by': [
    [
      'a time',
      {
        spec: {
          dataFlows: flow({
            schedule: { cron: '0 4 * * *', expectedBy: '05:30' },
          }),
        },
      },
      'pass',
    ],
    [
      'no time',
      { spec: { dataFlows: flow({ schedule: { cron: '0 4 * * *' } }) } },
      'fail',
    ],
    ['no schedule', {}, 'fail'],
  ],
  'failure-reject-file': [
    ['one', {}, 'pass'],
    ['none', { spec: { reliability: {} } }, 'fail'],
  ],
  'failure-credentials': [
    ['one that is good for long', {}, 'pass'],
    ...(
      [
        ['2026-12-10', 'fail'],
        ['2026-11-01', 'fail'],
        [undefined, 'unmeasured'],
      ] as const
    ).map(([credentialExpires, result]): Row => [
      `one that ends on ${credentialExpires}`,
      {
        spec: {
          endpoints: [
            {
              name: 'orders',
              protocol: 'https',
              address: 'https://erp.example.com',
              role: 'call',
              auth: { method: 'oauth2', credentialExpires },
            },
          ],
        },
      },
      result,
    ]),
    ['no endpoint', { spec: { endpoints: [] } }, 'unmeasured'],
  ],
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
  'review-cadence': [
    ['a quarter', {}, 'pass'],
    ['a year for a high one', { spec: { review: { cadence: 'P1Y' } } }, 'fail'],
    [
      'a year for a medium one',
      { spec: { review: { cadence: 'P1Y' }, criticality: 'medium' } },
      'pass',
    ],
    [
      'two years',
      { spec: { review: { cadence: 'P2Y' }, criticality: 'low' } },
      'fail',
    ],
    ['none', { spec: { review: undefined } }, 'fail'],
  ],
  'review-held': [
    ['a cadence, and no record', {}, 'unmeasured'],
    ['no cadence', { spec: { review: undefined } }, 'fail'],
  ],
  'retirement-versions': [
    ['a version in the matchers', {}, 'pass'],
    ['none', { spec: { telemetry: undefined } }, 'fail'],
  ],
  'retirement-plan': [
    [
      'a whole plan',
      {
        spec: {
          retirement: {
            plan: 'Ends.',
            by: '2027-01-31',
            replacement: 'none, unused',
          },
        },
      },
      'pass',
    ],
    ['no date', { spec: { retirement: { plan: 'Ends.' } } }, 'fail'],
    ['none', {}, 'fail'],
  ],
};

const rows = Object.entries(table).flatMap(([checkId, cases]) =>
  cases.map(
    ([given, options, result]) => [checkId, given, result, options] as const,
  ),
);

describe('checks', () => {
  it.each(rows)('%s, given %s: %s', (checkId, _given, result, options) => {
    const finding = checkFunctions[checkId](evidenceOf(options), {
      now: evaluatedAt,
    });
    expect(finding.result).toBe(result);
    expect(finding.reason).toMatch(/^\S.*[.!?]$/);
    // A pass or a failure always shows what it rests on.
    if (result === 'pass' || result === 'fail') {
      expect(finding.evidence.length).toBeGreaterThan(0);
    }
  });

  it.each([
    'contracts-parse',
    'contracts-mode',
    'contracts-observed-versions',
    'contracts-consumers-validate',
    'delivery-unit-tests',
    'delivery-integration-tests',
    'delivery-contract-tests',
    'delivery-dependencies',
    'failure-error-seen',
    'failure-drill',
    'review-agenda',
    'review-findings',
    'review-after-change',
    'retirement-deprecations',
    'retirement-sunset-traffic',
    'retirement-keep-or-end',
  ])(
    '%s is unmeasured and nags nobody while its evidence has no way in',
    id => {
      expect(
        checkFunctions[id](evidenceOf(), { now: evaluatedAt }),
      ).toMatchObject({
        result: 'unmeasured',
        reason: expect.stringMatching(/^No evidence yet: /),
        awaitsEvidence: true,
      });
    },
  );
});

import {
  CheckCase,
  checkCases,
  findingOf,
  foundBy,
} from '../../__testUtils__/checkCases';
import { piece, seenByTelemetry } from '../../__testUtils__/evidenceOf';
import { doubledOrders } from '../../__testUtils__/reconciliation';

const faultTest = (environment: string) =>
  piece(
    'fault-test',
    'timeout',
    { scenario: 'no answer', passed: true },
    { environment },
  );
const held = (outcome: 'passed' | 'partly' | 'failed', day = '2026-11-22') => ({
  id: 'drill-1',
  failureMode: 'Poison message',
  outcome,
  at: `${day}T10:00:00.000Z`,
  environment: 'staging',
  artefact: 'https://wiki.example.com/drills/1',
});
const measuredQueue = seenByTelemetry({
  deadLetters: [
    {
      queue: 'orders.dead',
      depth: 2,
      at: '2026-11-22T11:58:00.000Z',
      ageMeasured: false,
    },
  ],
});
const batch = { type: 'batch-file', interaction: 'batch' };
const flow = (fields: object) => [
  { data: 'orders', personalData: false, ...fields },
];

const repeatTest = piece(
  'fault-test',
  'repeating-is-safe',
  { scenario: 'the same order twice', passed: true },
  { environment: 'staging' },
);

const cases = checkCases({
  'failure-repeating-is-safe': [
    ['a key and deduplication', {}, 'pass'],
    [
      'a key alone',
      { spec: { reliability: { idempotency: { key: 'id' } } } },
      'fail',
    ],
    ['nothing', { spec: { reliability: undefined } }, 'fail'],
    [
      'a key and deduplication, but telemetry counts more than was sent',
      { telemetry: seenByTelemetry({ reconciliation: doubledOrders }) },
      'fail',
    ],
    [
      'a passed fault test of a repeat, but telemetry counts more than was sent',
      {
        telemetry: seenByTelemetry({ reconciliation: doubledOrders }),
        told: [repeatTest],
      },
      'fail',
    ],
    [
      'as much as was sent',
      {
        telemetry: seenByTelemetry({
          reconciliation: { ...doubledOrders, state: 'reconciled' },
        }),
      },
      'pass',
    ],
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
    ['a queue that is measured', { telemetry: measuredQueue }, 'pass'],
    [
      'a measured queue without anybody behind it',
      { telemetry: measuredQueue, catalog: { owner: undefined } },
      'fail',
    ],
  ],
  'failure-error-seen': [
    ['no fault test', {}, 'unmeasured'],
    ['one in staging', { told: [faultTest('staging')] }, 'pass'],
    ['one in production', { told: [faultTest('production')] }, 'unmeasured'],
  ],
  'failure-drill': [
    ['none', {}, 'unmeasured'],
    ['a fault test', { told: [faultTest('staging')] }, 'pass'],
    ['a drill', { drill: held('passed') }, 'pass'],
    ['a drill that worked in part', { drill: held('partly') }, 'pass'],
    ['a drill that failed', { drill: held('failed') }, 'fail'],
    [
      'a fault test after a drill that failed',
      { drill: held('failed', '2026-11-01'), told: [faultTest('staging')] },
      'pass',
    ],
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
    ).map(([credentialExpires, result]): CheckCase => [
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
});

it('says how much more arrived than was sent', () => {
  const { reason, evidence } = foundBy('failure-repeating-is-safe', {
    telemetry: seenByTelemetry({ reconciliation: doubledOrders }),
  });
  expect(reason).toBe(
    'A repeat was taken for new: 142 orders more arrived than were sent, 3.1 %.',
  );
  expect(evidence).toMatchObject([
    { grade: 'observed', source: 'telemetry (reconciliation)' },
  ]);
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

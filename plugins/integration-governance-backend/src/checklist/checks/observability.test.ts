import { LastAlarm } from '@tieline/plugin-integrations-common/telemetry';
import { checkCases, findingOf } from '../../__testUtils__/checkCases';
import {
  goodRunbook,
  neverSeen,
  seenByTelemetry,
} from '../../__testUtils__/evidenceOf';

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

type Known = typeof goodRunbook;
const knownOfRunbook = (known: Partial<Known>) => ({
  runbook: { ...goodRunbook, ...known },
});
const look = (
  result: NonNullable<Known['look']>['result'],
): Partial<Known> => ({
  look: { ...goodRunbook.look!, result, detail: 'It answered so.' },
});
const notCovering = (covers: string[]) =>
  knownOfRunbook({ confirmation: { ...goodRunbook.confirmation!, covers } });

const told = '2026-11-22T11:45:00.000Z';
const alarm = (fields: Partial<LastAlarm>) => ({
  telemetry: seenByTelemetry({
    lastAlarm: {
      id: 'a1',
      headline: '40 % of calls fail',
      since: '2026-11-22T10:55:00.000Z',
      state: 'open',
      toldAt: told,
      ...fields,
    },
  }),
});

const cases = checkCases({
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
  'observability-alarm-acknowledged': [
    ['no alarm', {}, 'not-applicable'],
    [
      'one that somebody took',
      alarm({ acknowledgedAt: told, acknowledgedBy: 'user:default/mira' }),
      'pass',
    ],
    [
      'one that nobody took before it was over',
      alarm({ state: 'cleared' }),
      'fail',
    ],
    [
      'one that is on for an hour',
      alarm({ toldAt: '2026-11-22T11:00:00.000Z' }),
      'fail',
    ],
    ['one that is on for some minutes', alarm({}), 'unmeasured'],
    ['no answer', { telemetry: 'not read' }, 'unmeasured'],
  ],
  'observability-runbook': [
    ['one', {}, 'pass'],
    ['none', { spec: { operations: undefined } }, 'fail'],
    ['one that nobody looked at', { runbook: 'not read' }, 'unmeasured'],
    [
      'one that nobody confirmed',
      knownOfRunbook({ confirmation: undefined }),
      'unmeasured',
    ],
    [
      'one that does not cover a failure',
      notCovering(['poison-message']),
      'fail',
    ],
    ['one that can’t be reached', knownOfRunbook(look('unreachable')), 'fail'],
    ['one that failed once', knownOfRunbook(look(undefined)), 'pass'],
    [
      'one that the portal may not look at',
      knownOfRunbook(look('not-allowed')),
      'pass',
    ],
    [
      'one that it may not look at, and nobody confirmed',
      knownOfRunbook({ ...look('not-allowed'), confirmation: undefined }),
      'unmeasured',
    ],
    [
      'of low criticality one that can be reached',
      {
        spec: { criticality: 'low' },
        ...knownOfRunbook({ confirmation: undefined }),
      },
      'pass',
    ],
    [
      'of low criticality one that nobody can tell of',
      {
        spec: { criticality: 'low' },
        ...knownOfRunbook({ ...look('not-allowed'), confirmation: undefined }),
      },
      'unmeasured',
    ],
    [
      'of low criticality one that covers nothing',
      { spec: { criticality: 'low' }, ...notCovering([]) },
      'pass',
    ],
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
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

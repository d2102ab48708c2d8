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
});

it.each(cases)('%s, given %s: %s', (checkId, _given, result, options) => {
  expect(findingOf(checkId, options)).toEqual({ result, isExplained: true });
});

import {
  Engine,
  Operations,
} from '@tieline/plugin-integrations-common/telemetry';
import { judgeOperations } from './judgeOperations';

type Facts = Parameters<typeof judgeOperations>[0];

const NOW_MS = Date.parse('2026-11-20T12:00:00Z');
const count = (recent: number, total = recent) => ({ recent, total });

function facts(
  process: Partial<Operations['process']> = {},
  other: Partial<Facts> = {},
): Facts {
  return {
    process: {
      host: 'one',
      processId: 1,
      startedAt: '2026-11-20T11:00:00.000Z',
      recentMinutes: 15,
      signals: [
        {
          signal: 'traces',
          requests: count(100),
          items: count(9_000),
          duplicates: count(0),
        },
      ],
      rejected: [],
      refused: [],
      flush: { flushes: count(1), rows: count(1) },
      listener: { state: 'listening', host: '127.0.0.1', port: 4318 },
      ...process,
    },
    inbox: { rows: 0, bytes: 0, setAside: 0, digests: 0 },
    cardinality: {
      series: 10,
      limit: 1_000,
      flows: 0,
      perIntegrationLimit: 100,
      overflowed: 0,
      most: [],
    },
    retention: [],
    ...other,
  };
}

const waiting = (ms: number): Partial<Facts> => ({
  inbox: {
    rows: 1_234,
    bytes: 1,
    oldestAt: new Date(NOW_MS - ms).toISOString(),
    setAside: 0,
    digests: 0,
  },
});

describe('judgeOperations', () => {
  it('finds nothing where everything flows, nor in what is long over', () => {
    const over = facts(
      {
        refused: [{ httpStatus: 401, reason: 'no token', count: count(0, 9) }],
      },
      waiting(4_000),
    );
    expect(judgeOperations(over, NOW_MS)).toEqual([]);
  });

  it.each([
    [20_000, 'degraded', 'the oldest waits for 20 s'],
    [180_000, 'failing', 'the oldest waits for 3 min'],
  ])(
    'says after %i ms that the inbox is behind, as %s',
    (waitingMs, status, words) => {
      const [problem] = judgeOperations(facts({}, waiting(waitingMs)), NOW_MS);
      expect(problem).toMatchObject({
        code: 'inbox-behind',
        status,
        detail: '1,234 requests in the inbox',
      });
      expect(problem.headline).toContain(words);
    },
  );

  it('tells what senders repeat from what they drop, with advice for the most frequent', () => {
    const problems = judgeOperations(
      facts({
        refused: [
          { httpStatus: 413, reason: 'too large', count: count(2, 90) },
          { httpStatus: 401, reason: 'no token', count: count(5) },
          { httpStatus: 503, reason: 'database', count: count(7) },
        ],
      }),
      NOW_MS,
    );
    expect(problems).toMatchObject([
      {
        code: 'unavailable',
        status: 'degraded',
        detail: '7 × 503 “database”; 100 requests taken',
      },
      {
        code: 'turned-away',
        headline: expect.stringContaining('7 requests turned away'),
        detail: '5 × 401 “no token”, 2 × 413 “too large”',
        advice: expect.stringContaining('no token'),
      },
    ]);
  });

  it('puts first that more is refused than taken', () => {
    const problems = judgeOperations(
      facts(
        {
          refused: [{ httpStatus: 503, reason: 'database', count: count(700) }],
        },
        { inbox: { rows: 0, bytes: 0, setAside: 2, digests: 0 } },
      ),
      NOW_MS,
    );
    expect(problems.map(({ code, status }) => [code, status])).toEqual([
      ['unavailable', 'failing'],
      ['set-aside', 'degraded'],
    ]);
  });

  it('names the port that is taken, and where telemetry still goes', () => {
    const [problem] = judgeOperations(
      facts({
        listener: { state: 'port-taken', host: '127.0.0.1', port: 4318 },
      }),
      NOW_MS,
    );
    expect(problem.headline).toContain('127.0.0.1:4318');
    expect(problem.advice).toContain('/api/integration-telemetry/otlp');
    const off = facts({ listener: { state: 'off' } });
    expect(judgeOperations(off, NOW_MS)).toEqual([]);
  });

  it('warns before the limit of series is reached, and names who is past it', () => {
    const near = facts();
    near.cardinality.series = 800;
    expect(judgeOperations(near, NOW_MS)).toMatchObject([
      { code: 'near-limit', headline: '800 of 1,000 series are used' },
    ]);
    near.cardinality.overflowed = 1;
    near.cardinality.most = [
      {
        subject: 'integration:default/full',
        series: 100,
        limit: 100,
        overflowedAt: '2026-11-20T11:59:00.000Z',
      },
    ];
    expect(judgeOperations(near, NOW_MS)).toMatchObject([
      { code: 'overflow', detail: 'integration:default/full' },
    ]);
  });

  it('counts the items that were rejected out of requests that were taken', () => {
    const [problem] = judgeOperations(
      facts({
        rejected: [
          { signal: 'traces', reason: 'bad id', count: count(3, 30) },
          { signal: 'metrics', reason: 'no time', count: count(0, 4) },
        ],
      }),
      NOW_MS,
    );
    expect(problem).toMatchObject({
      code: 'items-rejected',
      detail: '3 of traces: “bad id”',
    });
  });

  it('tells which engine is out, for how long and why, and which has more than is read', () => {
    const engine = (name: string, more: Partial<Engine>) =>
      ({ name, status: 'answering', labelSetsDropped: 0, ...more }) as Engine;
    const problems = judgeOperations(facts(), NOW_MS, [
      engine('fine', {}),
      engine('full', { labelSetsDropped: 40 }),
      engine('gone', {
        status: 'out',
        lastSuccessAt: '2026-11-20T11:48:00.000Z',
        lastError: 'It refused the connection',
      }),
    ]);
    expect(problems).toMatchObject([
      {
        code: 'engine-out',
        status: 'failing',
        headline: 'The engine gone has not answered for 12 min',
        detail: 'It refused the connection',
      },
      {
        code: 'engine-limit',
        headline: 'The engine full has 40 label sets more than are told apart',
      },
    ]);
  });
});

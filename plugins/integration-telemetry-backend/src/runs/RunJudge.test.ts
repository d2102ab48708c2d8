import { Run } from '@tieline/plugin-integrations-common/telemetry';
import { projected } from '../__testUtils__/projected';
import { integration } from '../__testUtils__/telemetry';
import { RunJudge } from './RunJudge';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const nowMs = Date.parse('2026-11-22T12:00:00Z');
const todayMs = Date.parse('2026-11-22T05:00:00Z');

/** A run of every morning, so many days ago. */
function run(daysAgo: number, change: Partial<Run> = {}): Run {
  const startedMs = todayMs - daysAgo * DAY_MS;
  const durationMs = (10 + (daysAgo % 3)) * MINUTE_MS;
  return {
    id: `run-${daysAgo}`,
    startedAt: new Date(startedMs).toISOString(),
    endedAt: new Date(startedMs + durationMs).toISOString(),
    durationMs,
    result: 'succeeded',
    recordsIn: 48_000 + 100 * (daysAgo % 5),
    ...change,
  };
}

function lasting(daysAgo: number, durationMs: number): Run {
  const { startedAt } = run(daysAgo);
  return run(daysAgo, {
    durationMs,
    endedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
  });
}

const running = (daysAgo: number) =>
  run(daysAgo, {
    result: 'running',
    endedAt: undefined,
    durationMs: undefined,
  });

/** Runs of the days from one to another, both included. */
const days = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => run(from - index));

async function judge(
  runs: Run[],
  schedule: object | 'none' = {},
  atMs: number = nowMs,
) {
  const file = projected(
    integration('stock-file', {
      type: 'batch-file',
      dataFlows: [
        {
          data: 'stock',
          ...(schedule !== 'none' && {
            schedule: {
              cron: '0 5 * * *',
              expectedBy: '07:00',
              minRecords: 30_000,
              ...schedule,
            },
          }),
        },
      ],
    }),
  );
  const judged = await new RunJudge({
    store: {
      list: async (_ref, _environment, fromMs, toMs) =>
        runs.filter(({ startedAt }) => {
          const ms = Date.parse(startedAt);
          return ms >= fromMs && ms <= toMs;
        }),
      firstStartedMs: async () => runs[0] && Date.parse(runs[0].startedAt),
      listEnvironments: async () => ['production'],
    },
  }).judge(file, 'production', atMs);
  expect(judged!.reasons).toHaveLength(1);
  return judged!.reasons[0];
}

describe('a run that took long', () => {
  it('degrades against what is usual of the runs before it', async () => {
    expect(
      await judge([...days(20, 1), lasting(0, 55 * MINUTE_MS)]),
    ).toMatchObject({
      code: 'too-long',
      status: 'degraded',
      headline: 'Long: the last run took 55 min, usually 11 min',
      since: expect.stringMatching(/^2026-11-22T05:/),
    });
  });

  it('is no reason yet where it is a single one, and not by much', async () => {
    const once = await judge([...days(20, 1), lasting(0, 25 * MINUTE_MS)]);
    expect(once).toMatchObject({
      status: 'healthy',
      headline: 'The last file came, but took long',
    });
    const twice = [1, 0].map(day => lasting(day, 25 * MINUTE_MS));
    expect((await judge([...days(20, 2), ...twice])).code).toBe('too-long');
  });

  it('is none among a few, nor by a half', async () => {
    const few = await judge([...days(8, 1), lasting(0, 55 * MINUTE_MS)]);
    expect(few.status).toBe('healthy');
    const half = await judge([...days(20, 1), lasting(0, 16 * MINUTE_MS)]);
    expect(half.status).toBe('healthy');
  });

  it('stays one while earlier long ones are among those that it is held against', async () => {
    const reason = await judge([
      ...days(20, 4),
      ...[3, 2, 1, 0].map(day => lasting(day, 55 * MINUTE_MS)),
    ]);
    expect(reason).toMatchObject({
      code: 'too-long',
      detail: expect.stringContaining('4 in a row.'),
      since: expect.stringMatching(/^2026-11-19T05:/),
    });
  });

  it('is told by the declared maximum from the first run on', async () => {
    expect(
      await judge([lasting(0, 31 * MINUTE_MS)], { maxDuration: '30m' }),
    ).toMatchObject({
      code: 'too-long',
      detail: 'At most 30 min is agreed.',
      since: '2026-11-22T05:30:00.000Z',
    });
  });

  it('is told while it still runs, and is late once its time is over', async () => {
    const atSix = todayMs + 60 * MINUTE_MS;
    const runs = [...days(20, 1), running(0)];
    expect(await judge(runs, {}, atSix)).toMatchObject({
      code: 'too-long',
      headline: 'Long: still running after 1 h, usually 11 min',
    });
    expect(await judge(runs)).toMatchObject({
      code: 'late',
      status: 'failing',
      headline: 'Late: still running after 7 h. Expected every day by 07:00',
      since: '2026-11-22T07:00:00.000Z',
    });
  });

  it('is told without a schedule too', async () => {
    const good = [...days(20, 1)];
    expect((await judge(good, 'none')).status).toBe('healthy');
    const long = [...good, lasting(0, 55 * MINUTE_MS)];
    expect((await judge(long, 'none')).code).toBe('too-long');
  });
});

describe('a file with too few records', () => {
  it('says how many are usual, and since when there were too few', async () => {
    const short = [1, 0].map(day => run(day, { recordsIn: 9_630 }));
    expect(await judge([...days(20, 2), ...short])).toMatchObject({
      code: 'too-few-records',
      status: 'degraded',
      headline: 'Short: a fifth of its records. 48,200 usual, 9,630 came',
      detail: expect.stringContaining('At least 30,000 expected. 2 in a row.'),
      since: run(1).endedAt,
    });
  });
});

describe('a run that was missed', () => {
  it('is not expected on a day that the calendar excludes', async () => {
    const runs = days(20, 1);
    expect((await judge(runs)).code).toBe('late');
    const excluded = await judge(runs, { exclude: ['2026-11-22'] });
    expect(excluded.status).toBe('healthy');
  });

  it('is failing since the first of a row was due, in words by days', async () => {
    expect(await judge(days(20, 3))).toMatchObject({
      code: 'late',
      headline: 'Late: no file for 3 days. Expected every day by 07:00',
      since: '2026-11-20T07:00:00.000Z',
    });
  });

  it('is forgiven when the next one comes', async () => {
    expect((await judge([...days(20, 2), run(0)])).status).toBe('healthy');
  });
});

describe('a run that failed', () => {
  it('is made good by the one that repeats it', async () => {
    const failed = run(0, { id: 'first', result: 'failed' });
    const later = new Date(todayMs + 30 * MINUTE_MS).toISOString();
    const again = run(0, { id: 'again', startedAt: later, endedAt: later });
    expect((await judge([...days(20, 1), failed, again])).status).toBe(
      'healthy',
    );
  });

  it('is failing since the first of a row', async () => {
    const failed = [2, 1, 0].map(day =>
      run(day, { result: 'failed', message: 'No space left' }),
    );
    expect(await judge([...days(20, 3), ...failed])).toMatchObject({
      code: 'failed-run',
      headline: 'The last 3 runs failed: No space left',
      since: failed[0].endedAt,
    });
  });
});

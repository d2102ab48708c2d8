import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import {
  isOccasional,
  lifeSegments,
  nextRunBy,
  runsOfUse,
} from './timelineMarks';
import { testConsumer, testEndingSummary } from './testEndings';
import {
  everyDay,
  quarterClose,
  safe,
  tooLate,
} from './__testUtils__/testLandscape';

const now = new Date('2026-11-18T09:53:00.000Z');

const day = (instant: number) =>
  Number.isFinite(instant)
    ? new Date(instant).toISOString().slice(0, 10)
    : instant;

const segments = (ending: EndingSummary) =>
  lifeSegments(ending, now).map(({ kind, from, to }) => [
    kind,
    day(from),
    day(to),
  ]);

describe('lifeSegments', () => {
  it('shows the stretch from the sunset to the forecast as late', () => {
    expect(segments(tooLate)).toEqual([
      ['active', '2026-05-01', '2026-09-01'],
      ['deprecated', '2026-09-01', '2026-11-30'],
      ['late', '2026-11-30', '2027-01-21'],
    ]);
  });

  it('shows what is past its sunset without anybody as past, until now', () => {
    expect(segments(safe).at(-1)).toEqual(['past', '2026-10-31', '2026-11-18']);
  });

  it('has no late stretch where the last leaves in time', () => {
    const ending = testEndingSummary({
      forecast: { outcome: 'expected', lastAt: '2026-12-01T12:00:00.000Z' },
    });
    expect(segments(ending).map(([kind]) => kind)).toEqual([
      'active',
      'deprecated',
    ]);
  });

  it('is late without end where no end is in sight', () => {
    const ending = testEndingSummary({ forecast: { outcome: 'not-in-sight' } });
    expect(segments(ending).at(-1)).toEqual(['late', '2026-12-31', Infinity]);
  });

  it('goes on without a date where none is known', () => {
    const ending = testEndingSummary({ sunsetAt: undefined });
    expect(segments(ending).at(-1)).toEqual([
      'deprecated',
      '2026-09-01',
      Infinity,
    ]);
  });

  it('is active again after it was taken back, and nothing after it was retired', () => {
    const over = { overAt: '2026-10-05T12:00:00.000Z' };
    expect(
      segments(testEndingSummary({ ...over, status: 'withdrawn' })).slice(1),
    ).toEqual([
      ['deprecated', '2026-09-01', '2026-10-05'],
      ['active', '2026-10-05', '2026-11-18'],
    ]);
    expect(
      segments(testEndingSummary({ ...over, status: 'retired' })).at(-1),
    ).toEqual(['deprecated', '2026-09-01', '2026-10-05']);
  });
});

describe('runsOfUse', () => {
  it('is one bar through weekends, and another after a longer pause', () => {
    const consumer = testConsumer('web-shop', {
      days: [
        ...everyDay('2026-10-01', '2026-10-09'),
        ...everyDay('2026-10-12', '2026-10-16'),
        ...everyDay('2026-11-02', '2026-11-06'),
      ],
    });
    expect(
      runsOfUse(consumer, now).map(({ from, to, isTick }) => [
        day(from),
        day(to),
        isTick,
      ]),
    ).toEqual([
      ['2026-10-01', '2026-10-17', false],
      ['2026-11-02', '2026-11-07', false],
    ]);
  });

  it('is a tick for each run of a job at a quarter’s end', () => {
    expect(
      runsOfUse(quarterClose, now).map(({ from, isTick }) => [
        day(from),
        isTick,
      ]),
    ).toEqual([
      ['2026-06-30', true],
      ['2026-09-30', true],
    ]);
  });

  it('does not reach into what is still to come', () => {
    const [run] = runsOfUse(
      testConsumer('a', { days: everyDay('2026-11-01', '2026-11-18') }),
      now,
    );
    expect(run.to).toBe(now.getTime());
  });

  it('shows first and last where no days are known', () => {
    const consumer = testConsumer('a', {
      firstSeenAt: '2026-07-01T08:00:00.000Z',
      lastSeenAt: '2026-10-01T08:00:00.000Z',
    });
    expect(runsOfUse(consumer, now).map(({ from }) => day(from))).toEqual([
      '2026-07-01',
      '2026-10-01',
    ]);
  });

  it('is nothing for who was never seen', () => {
    expect(runsOfUse(testConsumer('a', { state: 'never-seen' }), now)).toEqual(
      [],
    );
  });
});

describe('nextRunBy', () => {
  it('expects a job that runs now and then again after its longest pause', () => {
    expect(isOccasional(quarterClose)).toBe(true);
    expect(day(nextRunBy(quarterClose, now)!)).toBe('2026-12-31');
  });

  it('expects nobody who has left, who runs daily, or who should have run already', () => {
    expect(nextRunBy({ ...quarterClose, state: 'left' }, now)).toBeUndefined();
    expect(nextRunBy({ ...quarterClose, cadenceDays: 1 }, now)).toBeUndefined();
    expect(
      nextRunBy({ ...quarterClose, cadenceDays: 30 }, now),
    ).toBeUndefined();
  });
});

import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';
import {
  describeSchedule,
  nextOccurrence,
  occurrencesBetween,
} from './schedule';

const daily = {
  cron: '0 5 * * *',
  timeZone: 'Europe/Berlin',
  expectedBy: '05:30',
  grace: '10m',
};

describe('a schedule', () => {
  it('keeps to local time when the clocks change', () => {
    const found = occurrencesBetween(
      daily,
      Date.parse('2026-10-24T00:00:00Z'),
      Date.parse('2026-10-26T12:00:00Z'),
    );
    expect(
      found.map(({ scheduledMs, dueMs }) => [
        new Date(scheduledMs).toISOString(),
        new Date(dueMs).toISOString(),
      ]),
    ).toEqual([
      ['2026-10-24T03:00:00.000Z', '2026-10-24T03:40:00.000Z'],
      ['2026-10-25T04:00:00.000Z', '2026-10-25T04:40:00.000Z'],
      ['2026-10-26T04:00:00.000Z', '2026-10-26T04:40:00.000Z'],
    ]);
  });

  it('expects a run that starts late in the evening on the next morning', () => {
    const nightly = { cron: '0 23 * * *', expectedBy: '01:00' };
    const next = nextOccurrence(nightly, Date.parse('2026-11-22T12:00:00Z'));
    expect(new Date(next!.dueMs).toISOString()).toBe(
      '2026-11-23T01:00:00.000Z',
    );
  });

  it.each([
    [daily, 'every day by 05:30 (Europe/Berlin)'],
    [{ cron: '15 6 * * 1-5' }, 'every working day by 06:15'],
    [{ cron: '5 * * * *' }, 'every hour'],
    [{ cron: '0 0 1 * *' }, 'by the schedule 0 0 1 * *'],
  ])('says in words when a run is due', (schedule, words) => {
    expect(describeSchedule(schedule)).toBe(words);
  });
});

const isoOf = (occurrences: Array<{ scheduledMs: number }>) =>
  occurrences.map(({ scheduledMs }) => new Date(scheduledMs).toISOString());

describe('a schedule on the days when the clocks change', () => {
  const atHalfPastTwo = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };

  it('expects a run once whose time there is twice', () => {
    const found = occurrencesBetween(
      atHalfPastTwo,
      Date.parse('2026-10-24T00:00:00Z'),
      Date.parse('2026-10-26T12:00:00Z'),
    );
    expect(isoOf(found)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('expects a run an hour later whose time there is not', () => {
    const found = occurrencesBetween(
      { ...atHalfPastTwo, expectedBy: '02:50' },
      Date.parse('2026-03-28T00:00:00Z'),
      Date.parse('2026-03-30T12:00:00Z'),
    );
    expect(isoOf(found)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(new Date(found[1].dueMs).toISOString()).toBe(
      '2026-03-29T01:50:00.000Z',
    );
  });

  it('knows clocks that change by half an hour', () => {
    const found = occurrencesBetween(
      { cron: '15 2 * * *', timeZone: 'Australia/Lord_Howe' },
      Date.parse('2026-10-02T14:00:00Z'),
      Date.parse('2026-10-04T14:00:00Z'),
    );
    expect(isoOf(found)).toEqual([
      '2026-10-02T15:45:00.000Z',
      '2026-10-03T15:45:00.000Z',
    ]);
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
  ])('expects a run every hour of %s, which has %i', (date, hours) => {
    const zone = { zone: 'Europe/Berlin' };
    const start = DateTime.fromISO(date, zone);
    const found = occurrencesBetween(
      { cron: '0 * * * *', timeZone: 'Europe/Berlin' },
      start.toMillis(),
      start.plus({ days: 1 }).toMillis() - 1,
    );
    expect(found).toHaveLength(hours);
  });
});

describe('a schedule over a year', () => {
  it.each([
    ['0 5 * * *', 'Europe/Berlin'],
    ['15 1 * * 1-6', 'America/New_York'],
    ['*/20 * * * sun', 'Pacific/Auckland'],
    ['0 0 1,15 * 5', 'America/Sao_Paulo'],
    ['30 23 L * *', 'Europe/Berlin'],
    ['45 6 * 3,10 1#2', 'Africa/Casablanca'],
    ['10 4 29 2 *', 'UTC'],
  ])('of %s in %s is what cron makes of it', (cron, timeZone) => {
    const fromMs = Date.parse('2027-11-01T00:00:00Z');
    const toMs = fromMs + 366 * 86_400_000;
    const parsed = CronExpressionParser.parse(cron, {
      currentDate: new Date(fromMs - 1),
      tz: timeZone,
    });
    const expected: string[] = [];
    for (let at = parsed.next(); at.getTime() <= toMs; at = parsed.next()) {
      expected.push(at.toDate().toISOString());
    }
    const found = occurrencesBetween({ cron, timeZone }, fromMs, toMs);
    expect(expected.length).toBeGreaterThan(0);
    expect(isoOf(found)).toEqual(expected.slice(-1_000));
  });
});

describe('a schedule with a calendar', () => {
  it('expects nothing on excluded dates, which are local ones', () => {
    const schedule = {
      cron: '30 23 * * *',
      timeZone: 'America/New_York',
      exclude: ['2026-12-25'],
    };
    const found = occurrencesBetween(
      schedule,
      Date.parse('2026-12-24T00:00:00Z'),
      Date.parse('2026-12-28T00:00:00Z'),
    );
    expect(isoOf(found)).toEqual([
      '2026-12-24T04:30:00.000Z',
      '2026-12-25T04:30:00.000Z',
      '2026-12-27T04:30:00.000Z',
    ]);
    const next = nextOccurrence(schedule, Date.parse('2026-12-25T12:00:00Z'));
    expect(isoOf([next!])).toEqual(['2026-12-27T04:30:00.000Z']);
  });

  it('gives the latest thousand of a schedule of every minute', () => {
    const toMs = Date.parse('2026-11-22T12:00:00Z');
    const found = occurrencesBetween({ cron: '* * * * *' }, 0, toMs);
    expect(found).toHaveLength(1_000);
    expect(found[999].scheduledMs).toBe(toMs);
  });
});

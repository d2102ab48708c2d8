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
    expect(new Date(next.dueMs).toISOString()).toBe('2026-11-23T01:00:00.000Z');
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

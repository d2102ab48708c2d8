import fc from 'fast-check';
import { readCalendar } from './__testUtils__/readCalendar';
import { CalendarEnding, writeCalendar } from './writeCalendar';

const ending: CalendarEnding = {
  id: 7,
  title: 'Shipping API 1.9.4',
  status: 'on-track',
  announcedAt: '2026-09-01T08:00:00.000Z',
  changedAt: '2026-10-01T08:00:00.500Z',
  sunsetAt: '2026-12-31T23:30:00.000Z',
  replacementTitle: 'Shipping API 2.3.0',
  note: 'Ask for /v2; then, delete the key.',
  sentence: 'No: support-desk was seen 4 minutes ago.',
  consumers: [
    { id: 3, name: 'support-desk', movesAt: '2026-12-10T00:00:00.000Z' },
    { id: 4, name: 'returns' },
  ],
  brownouts: [
    {
      id: 1,
      startsAt: '2026-12-03T10:00:00.000Z',
      endsAt: '2026-12-03T10:15:00.000Z',
      note: 'Reads only',
      state: 'planned',
    },
    {
      id: 2,
      startsAt: '2026-12-04T10:00:00.000Z',
      endsAt: '2026-12-04T10:15:00.000Z',
      state: 'cancelled',
    },
  ],
};
const feed = (...endings: CalendarEnding[]) =>
  writeCalendar(endings, {
    name: 'What ends',
    host: 'tieline.example.com',
    pageUrlOf: id => `https://tieline.example.com/deprecations/${id}`,
  });
const eventsOf = (...endings: CalendarEnding[]) =>
  readCalendar(feed(...endings)).inner.map(({ properties }) => properties);

describe('the calendar of endings', () => {
  it('has the day of a sunset, of each move, and the hours of each brownout', () => {
    const common = {
      DTSTAMP: '20261001T080000Z',
      CREATED: '20260901T080000Z',
      'LAST-MODIFIED': '20261001T080000Z',
      SEQUENCE: '2592001',
      URL: 'https://tieline.example.com/deprecations/7',
      TRANSP: 'TRANSPARENT',
    };
    const description =
      'Ends at 2026-12-31T23:30Z.\n\nReplaced by Shipping API 2.3.0.\n\nNo: support-desk was seen 4 minutes ago.\n\nAsk for /v2; then, delete the key.\n\nhttps://tieline.example.com/deprecations/7';
    expect(eventsOf(ending)).toEqual([
      {
        ...common,
        UID: 'ending-7-sunset@tieline.example.com',
        'DTSTART;VALUE=DATE': '20261231',
        'DTEND;VALUE=DATE': '20270101',
        SUMMARY: 'Shipping API 1.9.4 ends',
        DESCRIPTION: description,
      },
      {
        ...common,
        UID: 'ending-7-consumer-3@tieline.example.com',
        'DTSTART;VALUE=DATE': '20261210',
        'DTEND;VALUE=DATE': '20261211',
        SUMMARY: 'support-desk has moved off Shipping API 1.9.4',
        DESCRIPTION: description,
      },
      {
        ...common,
        UID: 'ending-7-brownout-1@tieline.example.com',
        DTSTART: '20261203T100000Z',
        DTEND: '20261203T101500Z',
        SUMMARY: 'Shipping API 1.9.4 is off for a short time',
        DESCRIPTION: `Reads only\n\n${description}`,
      },
    ]);
  });

  it('tells calendars to look again', () => {
    expect(readCalendar(feed())).toEqual({
      name: 'VCALENDAR',
      properties: {
        VERSION: '2.0',
        PRODID: '-//Tieline//Endings//EN',
        CALSCALE: 'GREGORIAN',
        NAME: 'What ends',
        'X-WR-CALNAME': 'What ends',
        'REFRESH-INTERVAL;VALUE=DURATION': 'PT6H',
        'X-PUBLISHED-TTL': 'PT6H',
      },
      inner: [],
    });
  });

  it('moves an event with a later revision where a date changes', () => {
    const [before] = eventsOf(ending);
    const [after] = eventsOf({
      ...ending,
      sunsetAt: '2027-01-31T00:00:00.000Z',
      changedAt: '2026-10-01T08:00:02.000Z',
    });
    expect(after.UID).toBe(before.UID);
    expect(after['DTSTART;VALUE=DATE']).toBe('20270131');
    expect(Number(after.SEQUENCE)).toBeGreaterThan(Number(before.SEQUENCE));
  });

  it('begins with the revision 0', () => {
    const [event] = eventsOf({ ...ending, changedAt: undefined });
    expect([event.SEQUENCE, event.DTSTAMP]).toEqual(['0', '20260901T080000Z']);
  });

  it('shows when something was switched off, and nothing of what was taken back', () => {
    expect(
      eventsOf(
        { ...ending, status: 'withdrawn' },
        { ...ending, status: 'retired', overAt: '2026-12-20T12:00:00.000Z' },
      ),
    ).toMatchObject([
      {
        SUMMARY: 'Shipping API 1.9.4 was switched off',
        'DTSTART;VALUE=DATE': '20261220',
      },
    ]);
  });

  it('has no day for an end without a date', () => {
    const undated = { ...ending, sunsetAt: undefined, brownouts: [] };
    expect(eventsOf(undated).map(({ UID }) => UID)).toEqual([
      'ending-7-consumer-3@tieline.example.com',
    ]);
  });

  it('can be read whatever names and notes say', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary', maxLength: 3000 }),
        (title, note) => {
          const events = eventsOf({ ...ending, title, note });
          expect(events).toHaveLength(3);
        },
      ),
    );
    const [event] = eventsOf({ ...ending, title: 'END:VCALENDAR\r\nX:\\n,;' });
    expect(event.SUMMARY).toBe('END:VCALENDAR\nX:\\n,; ends');
  });
});

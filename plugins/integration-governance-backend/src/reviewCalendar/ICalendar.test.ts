import { escapeText, foldLine, ICalendar } from './ICalendar';

const stampedAt = new Date('2026-11-28T09:30:15.250Z');

it('says what takes a whole day, and what takes a while, as RFC 5545 does', () => {
  const calendar = new ICalendar({ name: 'Reviews', stampedAt });
  const text = calendar.toText([
    {
      uid: 'review-1@tieline',
      summary: 'Review: Orders',
      url: 'https://portal.example.com/reviews?integration=default/orders',
      when: '2026-12-31',
    },
    {
      uid: 'drill-1@tieline',
      summary: 'Drill',
      description: 'First line\nSecond line',
      when: {
        from: new Date('2026-12-01T08:00:00Z'),
        to: new Date('2026-12-01T09:00:00Z'),
      },
    },
  ]);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tieline//Reviews//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Reviews',
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'BEGIN:VEVENT',
    'UID:review-1@tieline',
    'DTSTAMP:20261128T093015Z',
    'DTSTART;VALUE=DATE:20261231',
    'DTEND;VALUE=DATE:20270101',
    'SUMMARY:Review: Orders',
    'URL:https://portal.example.com/reviews?integration=default/orders',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:drill-1@tieline',
    'DTSTAMP:20261128T093015Z',
    'DTSTART:20261201T080000Z',
    'DTEND:20261201T090000Z',
    'SUMMARY:Drill',
    'DESCRIPTION:First line\\nSecond line',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

it('escapes as the example of RFC 5545, 3.3.11, is escaped', () => {
  expect(
    escapeText(
      'Project XYZ Final Review\nConference Room - 3B\nCome Prepared.',
    ),
  ).toBe('Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.');
  expect(escapeText('one;two,three\\four\r\nfive')).toBe(
    'one\\;two\\,three\\\\four\\nfive',
  );
});

it('takes no line of its own from what somebody wrote', () => {
  const text = new ICalendar({ name: 'Reviews', stampedAt }).toText([
    {
      uid: 'one',
      summary: 'Orders\r\nEND:VEVENT\u0000\u2028',
      url: 'https://portal.example.com/\r\nATTENDEE:x',
      when: '2026-12-01',
    },
  ]);
  expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
  expect(text).not.toMatch(/^ATTENDEE/m);
  expect(text).not.toContain('\u0000');
});

it('folds lines at 75 octets, between characters, so that unfolding gives them back', () => {
  // RFC 5545, 3.1: a long line is split by CRLF and one white space.
  const long = `DESCRIPTION:${'Größe 📦 '.repeat(40)}`;
  const folded = foldLine(long);
  const lines = folded.split('\r\n');
  expect(lines.length).toBeGreaterThan(5);
  lines.forEach(line => {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\uFFFD');
  });
  lines.slice(1).forEach(line => expect(line[0]).toBe(' '));
  expect(folded.replace(/\r\n /g, '')).toBe(long);
  const whole = 'x'.repeat(75);
  expect(foldLine(whole)).toBe(whole);
  expect(foldLine(`${whole}y`)).toBe(`${whole}\r\n y`);
});

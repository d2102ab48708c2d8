import fc from 'fast-check';
import { contentLine, dateValue, textValue, utcValue } from './contentLine';

describe('a line of a calendar', () => {
  it('is folded after 75 octets, with the space of the next line counted', () => {
    expect(contentLine('SUMMARY', 'x'.repeat(67))).toBe(
      `SUMMARY:${'x'.repeat(67)}\r\n`,
    );
    expect(contentLine('SUMMARY', 'x'.repeat(67 + 74 + 1))).toBe(
      `SUMMARY:${'x'.repeat(67)}\r\n ${'x'.repeat(74)}\r\n x\r\n`,
    );
  });

  it('is never too long, cuts no character, and unfolds to what it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }).map(textValue),
        value => {
          const line = contentLine('SUMMARY', value);
          const parts = line.slice(0, -2).split('\r\n');
          for (const part of parts) {
            expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
            expect(Buffer.from(part).toString()).toBe(part);
          }
          // No line is shorter than it has to be: at most one character of four octets is put off.
          for (const part of parts.slice(0, -1)) {
            expect(Buffer.byteLength(part)).toBeGreaterThan(75 - 4);
          }
          expect(line.slice(0, -2).replace(/\r\n /g, '')).toBe(
            `SUMMARY:${value}`,
          );
        },
      ),
    );
  });
});

describe('a value of a calendar', () => {
  it('has commas, semicolons, backslashes and line ends escaped, and nothing else in it', () => {
    expect(textValue('a,b;c\\n:"\t\r\nd\re\u2028f\u0000\u001b\uD800')).toBe(
      'a\\,b\\;c\\\\n:"\t\\nd\\ne\\nf\uFFFD',
    );
  });

  it('is an instant or a day in UTC', () => {
    const atMs = Date.parse('2026-12-31T23:30:15.123Z');
    expect([utcValue(atMs), dateValue(atMs)]).toEqual([
      '20261231T233015Z',
      '20261231',
    ]);
  });
});

import {
  formatAge,
  formatCount,
  formatDuration,
  formatElapsed,
  formatMoment,
  formatRate,
  formatInstant,
  formatShare,
  withLocalTimes,
} from './format';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('format', () => {
  it.each([
    [0.4, '0.4 ms'],
    [3.4, '3 ms'],
    [180, '180 ms'],
    [999.7, '1 s'],
    [1900, '1.9 s'],
    [9960, '10 s'],
    [42_300, '42 s'],
    [59_700, '1 min'],
    [370_000, '6 min 10 s'],
    [7_500_000, '2 h 5 min'],
  ])('writes a duration of %d ms as %s', (durationMs, text) => {
    expect(plain(formatDuration(durationMs))).toBe(text);
  });

  it.each([
    [-5, '0 s'],
    [20_000, '20 s'],
    [41 * 60_000, '41 min'],
    [79 * 60_000, '1 h 19 min'],
    [52 * 3_600_000, '2 d 4 h'],
    [7 * 24 * 3_600_000 + 3_600_000, '7 d'],
  ])('writes %d ms that went by as %s', (elapsedMs, text) => {
    expect(plain(formatElapsed(elapsedMs))).toBe(text);
  });

  it.each([
    [454.2, '454 /min'],
    [9.84, '9.8 /min'],
    [0, '0 /min'],
    [0.2, '12 /h'],
    [12 / 1440, '12 /day'],
  ])('writes a rate of %d a minute as %s', (perMinute, text) => {
    const { value, unit } = formatRate(perMinute);
    expect(`${value} ${unit}`).toBe(text);
  });

  it.each([
    [0.314, '31.4 %'],
    [0.0002, '0.02 %'],
    [0, '0 %'],
    [1, '100 %'],
  ])('writes a share of %d as %s', (share, text) => {
    expect(plain(formatShare(share))).toBe(text);
  });

  it('never breaks a line between a number and its unit', () => {
    expect(formatDuration(370_000)).not.toContain(' ');
    expect(formatElapsed(52 * 3_600_000)).not.toContain(' ');
    expect(formatShare(0.314)).not.toContain(' ');
  });

  it('separates thousands', () => {
    expect(formatCount(48210)).toBe('48,210');
  });

  it('leaves out the date of what happened today', () => {
    const now = new Date(2025, 10, 18, 9, 53);
    const today = new Date(2025, 10, 18, 9, 12).toISOString();
    const earlier = new Date(2025, 10, 16, 5, 30).toISOString();
    expect(formatMoment(today, now)).toBe('09:12');
    expect(formatMoment(earlier, now)).toBe('16 Nov 05:30');
    expect(plain(formatAge(today, now))).toBe('41 min');
  });

  it('writes the instants in a sentence of the backend as the reader’s own time', () => {
    const at = '2025-11-18T09:53:00.123Z';
    expect(withLocalTimes(`Not checked since ${at}.`)).toBe(
      `Not checked since ${formatInstant(at)}.`,
    );
  });
});

import { dueOccasions, occasionsOf } from './occasions';

const DAY_MS = 86_400_000;
const announcedMs = Date.parse('2026-09-01T00:00:00Z');
const sunsetMs = announcedMs + 100 * DAY_MS;

const days = (of: Parameters<typeof occasionsOf>[0]) =>
  occasionsOf(of).map(({ id, atMs }) => [
    id.split(' ')[0],
    (atMs - announcedMs) / DAY_MS,
  ]);

describe('occasions', () => {
  it('are the announcement, half time, a month, a week and a day before, and the date', () => {
    expect(days({ announcedMs, sunsetMs })).toEqual([
      ['announced', 0],
      ['half-time', 50],
      ['30-days', 70],
      ['7-days', 93],
      ['1-days', 99],
      ['passed', 100],
    ]);
  });

  it('leave out what would be before half time', () => {
    expect(
      days({ announcedMs, sunsetMs: announcedMs + 20 * DAY_MS }).map(
        ([id]) => id,
      ),
    ).toEqual(['announced', 'half-time', '7-days', '1-days', 'passed']);
  });

  it('tell the latest only to who missed several, and each once', () => {
    const all = occasionsOf({ announcedMs, sunsetMs });
    const nowMs = announcedMs + 72 * DAY_MS;
    const due = dueOccasions(all, new Set(), nowMs);
    expect(due.told?.id).toContain('30-days');
    expect(due.passedOver.map(({ id }) => id.split(' ')[0])).toEqual([
      'announced',
      'half-time',
    ]);
    const told = new Set(all.slice(0, 3).map(({ id }) => id));
    expect(dueOccasions(all, told, nowMs)).toEqual({
      told: undefined,
      passedOver: [],
    });
  });

  it('come again with another date, but for the announcement', () => {
    const told = new Set(
      occasionsOf({ announcedMs, sunsetMs }).map(({ id }) => id),
    );
    const later = occasionsOf({ announcedMs, sunsetMs: sunsetMs + DAY_MS });
    const due = dueOccasions(later, told, announcedMs + 60 * DAY_MS);
    expect(due.told?.id).toContain('half-time');
    expect(due.passedOver).toEqual([]);
  });
});

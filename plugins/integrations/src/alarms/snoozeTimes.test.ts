import { SNOOZES, snoozeUntil, toFieldValue } from './snoozeTimes';

describe('snoozeUntil', () => {
  const lateEvening = new Date(2025, 11, 31, 23, 40);

  it('ends in the morning of the next day, even of the next year', () => {
    expect(toFieldValue(snoozeUntil('morning', lateEvening))).toBe(
      '2026-01-01T09:00',
    );
  });

  it('ends after as many hours as it says', () => {
    expect(toFieldValue(snoozeUntil('hour', lateEvening))).toBe(
      '2026-01-01T00:40',
    );
    expect(toFieldValue(snoozeUntil('hours', lateEvening))).toBe(
      '2026-01-01T03:40',
    );
  });

  it.each(SNOOZES)('$title ends later than now', ({ id }) => {
    expect(snoozeUntil(id, lateEvening) > lateEvening).toBe(true);
  });
});

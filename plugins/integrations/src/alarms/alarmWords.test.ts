import { testAlarm, testCause } from '../shared/testAlarm';
import {
  enumerate,
  isSnoozed,
  lasted,
  logWords,
  subjectName,
  toldWords,
  victimCount,
} from './alarmWords';

const now = new Date('2025-11-18T09:53:00.000Z');

describe('toldWords', () => {
  it('names who was reached, else why nobody was', () => {
    const [told] = testAlarm('a').told;
    const words = (...all: Array<Parameters<typeof testAlarm>[1]>) =>
      toldWords(testAlarm('a', Object.assign({}, ...all)));
    expect(words({})).toBe('checkout');
    expect(
      words({ told: [told, { ...told, channel: 'webhook', to: 'hook:8080' }] }),
    ).toBe('checkout and hook:8080 (webhook)');
    expect(words({ told: [{ ...told, error: 'no such group' }] })).toBe(
      'nobody: no such group',
    );
    expect(words({ told: [], untold: 'It has no owner' })).toBe(
      'nobody: It has no owner',
    );
    expect(words({ told: [], causeId: 'cause' })).toBe('with its cause');
  });
});

describe('words of an alarm', () => {
  it('counts victims in words as far as people read them so', () => {
    expect(victimCount(1)).toBe('One cause, one integration');
    expect(victimCount(3)).toBe('One cause, three integrations');
    expect(victimCount(12)).toBe('One cause, 12 integrations');
    expect(enumerate(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it('names a cause by what it is of', () => {
    expect(subjectName(testCause('erp', []))).toBe('erp');
    expect(
      subjectName(
        testAlarm('x', {
          subject: undefined,
          integration: undefined,
          external: { source: 'PagerDuty' },
        }),
      ),
    ).toBe('PagerDuty');
  });

  it('says how long it was on, and until now while it is', () => {
    expect(lasted(testAlarm('a'), now)).toBe('41\u00a0min');
    expect(
      lasted(testAlarm('a', { clearedAt: '2025-11-18T09:32:00.000Z' }), now),
    ).toBe('20\u00a0min');
  });

  it('counts a snooze only until its time is up', () => {
    const until = (snoozedUntil?: string) =>
      isSnoozed(testAlarm('a', { snoozedUntil }), now);
    expect(until()).toBe(false);
    expect(until('2025-11-18T09:52:59.000Z')).toBe(false);
    expect(until('2025-11-18T10:00:00.000Z')).toBe(true);
  });

  it('puts the log into names and the reader’s clock', () => {
    expect(logWords('group:default/checkout was told', now)).toBe(
      'checkout was told',
    );
    expect(logWords('Until 2025-11-18T10:00:00.000Z', now)).toMatch(
      /^Until \d\d:00$/,
    );
  });
});

import { ConsumerFacts } from './consumers/ConsumerFacts';
import { hasToAgree, stateOfConsumer } from './stateOfConsumer';

const DAY_MS = 86_400_000;
const now = Date.parse('2026-11-27T00:00:00Z');
const policy = {
  noticeDays: { low: 30, medium: 60, high: 90, critical: 180 },
  unseenDays: 14,
};

const facts = (more: Partial<ConsumerFacts> = {}): ConsumerFacts => ({
  key: 'a',
  name: 'a',
  kind: 'both',
  integrationRefs: [],
  services: [],
  declaresOther: false,
  isUnheard: false,
  versions: [],
  days: [],
  refs: [],
  ...more,
});

const state = (
  daysAgo: number | undefined,
  more: Partial<ConsumerFacts> = {},
  answers: { reminders?: number; acknowledgedMs?: number } = {},
) =>
  stateOfConsumer(
    {
      facts: facts({
        ...(daysAgo !== undefined && { lastSeenMs: now - daysAgo * DAY_MS }),
        ...more,
      }),
      listedMs: now - 200 * DAY_MS,
      reminders: 0,
      ...answers,
    },
    policy,
    now,
  );

describe('stateOfConsumer', () => {
  it('is in use, then quiet, then gone', () => {
    expect(state(2)).toBe('uses');
    expect(state(5)).toBe('quiet');
    expect(state(15)).toBe('left');
  });

  it('does not take a quarter-end job for gone after two months', () => {
    expect(state(60, { cadenceDays: 92 })).toBe('quiet');
    expect(state(60, { cadenceDays: 92 }, { reminders: 5 })).toBe('quiet');
    expect(state(103, { cadenceDays: 92 })).toBe('left');
    expect(state(103, { cadenceDays: 92 }, { reminders: 2 })).toBe(
      'presumed-gone',
    );
  });

  it('presumes nobody gone who answered, was reminded once, or of whom telemetry has nothing', () => {
    expect(state(20, {}, { reminders: 2 })).toBe('presumed-gone');
    expect(state(20, {}, { reminders: 1 })).toBe('left');
    expect(state(20, {}, { reminders: 2, acknowledgedMs: now })).toBe('left');
    expect(state(undefined, { isUnheard: true }, { reminders: 9 })).toBe(
      'never-seen',
    );
    expect(state(undefined, {}, { reminders: 2 })).toBe('presumed-gone');
  });
});

describe('hasToAgree', () => {
  const agrees = (
    consumerState: 'uses' | 'left' | 'presumed-gone',
    more: Partial<ConsumerFacts> = {},
    acknowledgedMs?: number,
  ) => hasToAgree({ facts: facts(more), state: consumerState, acknowledgedMs });

  it('waits for who declares it, also after the last call', () => {
    expect(agrees('uses')).toBe(true);
    expect(agrees('left')).toBe(true);
  });

  it('waits for nobody who agreed, is presumed gone, or left and declares another', () => {
    expect(agrees('uses', {}, now)).toBe(false);
    expect(agrees('presumed-gone')).toBe(false);
    expect(agrees('left', { declaresOther: true })).toBe(false);
    expect(agrees('uses', { declaresOther: true })).toBe(true);
    expect(agrees('left', { kind: 'observed' })).toBe(false);
  });
});

import { EndingConsumer } from '@tieline/plugin-integrations-common/contracts';
import { cadenceWords, callsWords, consumerWords } from './consumerWords';
import { testConsumer } from './testEndings';

const now = new Date('2026-11-18T09:53:00.000Z');

const words = (facts: Partial<EndingConsumer>) =>
  consumerWords(testConsumer('support-desk', facts), now);

describe('consumerWords', () => {
  const uses = { callsPerDay: 410, lastSeenAt: '2026-11-18T09:49:00.000Z' };

  it.each<[string, Partial<EndingConsumer>]>([
    ['410 calls/day, date not stated', uses],
    [
      '410 calls/day, agreed, date not stated',
      { ...uses, acknowledgedAt: '2026-11-01T12:00:00.000Z' },
    ],
    [
      '410 calls/day, moves 28 Nov',
      { ...uses, movesAt: '2026-11-28T12:00:00.000Z' },
    ],
    [
      '410 calls/day, was to move 1 Nov',
      { ...uses, movesAt: '2026-11-01T12:00:00.000Z' },
    ],
    ['left 3 Oct', { state: 'left', lastSeenAt: '2026-10-03T12:00:00.000Z' }],
    [
      'presumed gone, last seen 3 Oct',
      { state: 'presumed-gone', lastSeenAt: '2026-10-03T12:00:00.000Z' },
    ],
    ['declared, never seen, date not stated', { state: 'never-seen' }],
    [
      '20 calls/day, nobody can be named: claim it',
      { kind: 'unnamed', ownerRef: undefined, callsPerDay: 20 },
    ],
    [
      'last seen 10 Nov, date not stated',
      { state: 'quiet', lastSeenAt: '2026-11-10T12:00:00.000Z' },
    ],
  ])('%s', (expected, facts) => {
    expect(words(facts)).toBe(expected);
  });
});

describe('callsWords', () => {
  it.each([
    [17_280, '12 calls/min'],
    [410, '410 calls/day'],
    [1, '1 call/day'],
    [0.2, 'less than 1 call/day'],
    [0, '0 calls/day'],
  ])('says %d calls a day as people do', (callsPerDay, expected) => {
    expect(callsWords(callsPerDay)).toBe(expected);
  });
});

describe('cadenceWords', () => {
  it.each([
    [7, 'once a week'],
    [31, 'once a month'],
    [92, 'once a quarter'],
    [366, 'once a year'],
    [45, 'at least every 45 days'],
  ])('has a word for a pause of %d days', (days, expected) => {
    expect(cadenceWords(days)).toBe(expected);
  });
});

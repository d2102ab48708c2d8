import { RecordOutcome } from '../series/RecordCounts';
import { StoredCount, StoredCounter } from './RecordCountStore';
import { windowsOfCounts } from './windowsOfCounts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const midnightMs = Date.parse('2026-11-22T00:00:00Z');

/** A time of that day. */
const at = (hour: number, minute = 0) =>
  midnightMs + hour * HOUR_MS + minute * MINUTE_MS;

const ids: RecordOutcome[] = ['sent', 'received', 'rejected', 'deduplicated'];

function counter(
  outcome: RecordOutcome,
  firstSeenMs: number,
  lastSeenMs: number,
): StoredCounter {
  return {
    id: ids.indexOf(outcome),
    integration_ref: 'integration:default/orders',
    environment: 'production',
    flow: '',
    outcome,
    sources: JSON.stringify([`counts-${outcome}`]),
    unit: outcome === 'sent' ? 'orders' : '',
    first_seen_ms: firstSeenMs,
    last_seen_ms: lastSeenMs,
    own_seen_ms: lastSeenMs,
  };
}

const count = (
  outcome: RecordOutcome,
  hour: number,
  records: number,
  joinsNext = false,
): StoredCount => ({
  counter_id: ids.indexOf(outcome),
  start_minute: at(hour) / MINUTE_MS,
  records,
  joins_next: joinsNext,
});

/** Both sides from midnight on, until then. */
const sides = (sentUntilMs: number, receivedUntilMs: number) => [
  counter('received', at(0), receivedUntilMs),
  counter('sent', at(0), sentUntilMs),
];

const nine = [count('sent', 9, 600), count('received', 9, 590)];

describe('windows of counters', () => {
  it('hold what both sides counted in an hour, the sender first', () => {
    const counters = [
      ...sides(at(11), at(11)),
      counter('rejected', at(9), at(9, 30)),
    ];
    const counts = [...nine, count('rejected', 9, 10)];
    expect(windowsOfCounts(counters, counts, at(11))).toEqual([
      {
        track: 'counted',
        flow: '',
        fromMs: at(9),
        toMs: at(10),
        sent: 600,
        received: 590,
        rejected: 10,
        unit: 'orders',
        sources: ['counts-sent', 'counts-received', 'counts-rejected'],
        isByPointTime: true,
        isOpen: false,
      },
    ]);
  });

  it('say zero where a side went on counting and counted nothing, and nothing where it did not', () => {
    const sent = [count('sent', 9, 600)];
    const [alive] = windowsOfCounts(sides(at(11), at(10)), sent, at(11));
    expect(alive).toMatchObject({ received: 0, isOpen: false });
    const [gone] = windowsOfCounts(sides(at(11), at(9)), sent, at(23));
    expect(gone).not.toHaveProperty('received');
    expect(gone.isOpen).toBe(true);
  });

  it.each([
    ['less than ten minutes after their end', at(11), at(11), at(10, 9), true],
    ['ten minutes after their end', at(11), at(11), at(10, 10), false],
    ['while only the sender goes on', at(11), at(9, 45), at(23), true],
    ['while only the receiver goes on', at(9, 45), at(11), at(23), true],
    ['soon after both stopped', at(9, 20), at(9, 50), at(10, 59), true],
    ['an hour after both stopped', at(9, 20), at(9, 50), at(11), false],
    [
      'an hour after both stopped about the edge',
      at(9, 55),
      at(10, 5),
      at(11),
      false,
    ],
  ])('%s are open or not', (_, sentMs, receivedMs, nowMs, isOpen) => {
    const [window] = windowsOfCounts(sides(sentMs, receivedMs), nine, nowMs);
    expect(window.isOpen).toBe(isOpen);
  });

  it('in which a side began to count are not judged', () => {
    const counters = [
      counter('sent', at(0), at(11)),
      counter('received', at(9, 1), at(11)),
    ];
    const counts = [...nine, count('sent', 10, 5), count('received', 10, 5)];
    expect(
      windowsOfCounts(counters, counts, at(12)).map(({ isOpen }) => isOpen),
    ).toEqual([true, false]);
  });

  it('are one where hours can’t be told apart, up to a day', () => {
    const counts = Array.from({ length: 30 }, (_, hour) => [
      count('sent', hour, 10),
      count('received', hour, 10, hour >= 20 && hour < 27),
    ]).flat();
    const windows = windowsOfCounts(sides(at(30), at(30)), counts, at(31));
    const wide = windows.filter(({ sent }) => sent !== 10);
    expect(wide).toMatchObject([
      { fromMs: at(20), toMs: at(24), sent: 40, received: 40 },
      { fromMs: at(24), toMs: at(28), sent: 40, received: 40 },
    ]);
    expect(windows).toHaveLength(24);
  });
});

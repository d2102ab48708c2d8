import { groupBy } from '../health/TogetherReader';
import { BLUR_MS, RecordOutcome } from '../series/RecordCounts';
import { MINUTE_MS } from '../series/SeriesBatch';
import { StoredCount, StoredCounter } from './RecordCountStore';
import { WindowFigures } from './WindowFigures';

const HOUR_MS = 60 * MINUTE_MS;

/** Hours that can't be told apart are one window, but none is wider than a day. */
export const WIDEST_WINDOW_MS = 24 * HOUR_MS;

/** How long what was counted may take to get here. */
const ON_ITS_WAY_MS = 10 * MINUTE_MS;

/** Where neither side goes on, it takes so long to believe that both are done. */
const IDLE_MS = HOUR_MS;

const outcomes: RecordOutcome[] = [
  'sent',
  'received',
  'rejected',
  'deduplicated',
];

type Counters = ReadonlyMap<RecordOutcome, StoredCounter>;

interface Hour {
  fromMs: number;
  counts: StoredCount[];
}

/**
 * What counters say of an integration in an environment, as windows of an hour.
 * Where a counter was read so seldom that hours can't be told apart, they are
 * one window, up to a day of UTC.
 */
export function windowsOfCounts(
  counters: readonly StoredCounter[],
  counts: readonly StoredCount[],
  nowMs: number,
): WindowFigures[] {
  const countsOf = groupBy(counts, row => row.counter_id);
  const flows = groupBy(counters, ({ flow }) => flow);
  return [...flows].flatMap(([flow, rows]) => {
    const byOutcome: Counters = new Map(rows.map(row => [row.outcome, row]));
    const known = outcomes.flatMap(outcome => byOutcome.get(outcome) ?? []);
    const common = {
      track: 'counted',
      flow,
      unit: known.find(({ unit }) => unit)?.unit,
      sources: [
        ...new Set(known.flatMap(({ sources }) => JSON.parse(sources))),
      ] as string[],
      isByPointTime: true,
    };
    const all = rows.flatMap(({ id }) => countsOf.get(id) ?? []);
    return joined(all).map(({ fromMs, toMs, counts: within }) => ({
      ...common,
      fromMs,
      toMs,
      ...figuresOf(byOutcome, within, toMs),
      isOpen: isOpen(byOutcome, fromMs, toMs, nowMs),
    }));
  });
}

function joined(counts: readonly StoredCount[]) {
  const byStart = groupBy(counts, row => row.start_minute);
  const hours: Hour[] = [...byStart]
    .sort(([left], [right]) => left - right)
    .map(([start, rows]) => ({ fromMs: start * MINUTE_MS, counts: rows }));
  const windows: Array<Hour & { toMs: number }> = [];
  let joinsNext = false;
  for (const hour of hours) {
    const last = windows[windows.length - 1];
    const isSameDay = hour.fromMs % WIDEST_WINDOW_MS !== 0;
    if (joinsNext && isSameDay && last.toMs === hour.fromMs) {
      last.counts.push(...hour.counts);
      last.toMs += HOUR_MS;
    } else {
      windows.push({ ...hour, toMs: hour.fromMs + HOUR_MS });
    }
    joinsNext = hour.counts.some(row => Boolean(row.joins_next));
  }
  return windows;
}

function figuresOf(
  counters: Counters,
  counts: readonly StoredCount[],
  toMs: number,
): Pick<WindowFigures, RecordOutcome> {
  return Object.fromEntries(
    [...counters].flatMap(([outcome, { id, last_seen_ms: lastSeenMs }]) => {
      const own = counts.filter(row => row.counter_id === id);
      const records = own.reduce((sum, row) => sum + row.records, 0);
      // Who went on counting and counted nothing there counted zero.
      const isKnown = own.length > 0 || lastSeenMs >= toMs;
      return isKnown ? [[outcome, Math.round(records)]] : [];
    }),
  );
}

/** Whether a side began to count within the window, or may not have told all of it yet. */
function isOpen(
  counters: Counters,
  fromMs: number,
  toMs: number,
  nowMs: number,
): boolean {
  const sent = counters.get('sent');
  const received = counters.get('received');
  if (!sent || !received || nowMs < toMs + ON_ITS_WAY_MS) {
    return true;
  }
  const sides = [sent, received];
  if (sides.some(side => side.first_seen_ms > fromMs)) {
    return true;
  }
  const ends = sides.map(side => side.last_seen_ms);
  if (ends.every(endMs => endMs >= toMs)) {
    return false;
  }
  const stoppedTogether =
    ends.every(endMs => endMs < toMs) || Math.abs(ends[0] - ends[1]) <= BLUR_MS;
  return !stoppedTogether || nowMs < toMs + IDLE_MS;
}

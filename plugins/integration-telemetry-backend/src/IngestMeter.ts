/** What a request carries. */
export type IngestSignal = 'traces' | 'metrics' | 'logs';

const SIGNALS: IngestSignal[] = ['traces', 'metrics', 'logs'];

const MINUTE_MS = 60_000;

/** What counts as recent: long enough to be seen, short enough to go when it is over. */
export const RECENT_MINUTES = 15;

/** Reasons come from code, not from senders; this bounds a mistake in that. */
const MOST_REASONS = 50;

/** Enough flushes for a percentile that means something: some minutes of them. */
const FLUSHES_KEPT = 256;

/** A count since the start, in the last minutes, and when it last grew. */
export interface CountSnapshot {
  total: number;
  recent: number;
  lastAtMs?: number;
}

class RecentCount {
  #total = 0;
  #lastAtMs: number | undefined;
  readonly #minutes = new Float64Array(RECENT_MINUTES);
  #newestMinute = 0;

  add(count: number, nowMs: number): void {
    this.#advance(nowMs);
    this.#total += count;
    this.#minutes[this.#newestMinute % RECENT_MINUTES] += count;
    this.#lastAtMs = nowMs;
  }

  snapshot(nowMs: number): CountSnapshot {
    this.#advance(nowMs);
    return {
      total: this.#total,
      recent: this.#minutes.reduce((sum, count) => sum + count, 0),
      lastAtMs: this.#lastAtMs,
    };
  }

  /** Empties the minutes that went by. */
  #advance(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS);
    const passed = Math.min(minute - this.#newestMinute, RECENT_MINUTES);
    for (let step = 0; step < passed; step += 1) {
      this.#minutes[(minute - step) % RECENT_MINUTES] = 0;
    }
    this.#newestMinute = Math.max(minute, this.#newestMinute);
  }
}

/** Counts under a few names; past the bound all others share one. */
class NamedCounts<Name extends object> {
  readonly #counts = new Map<string, { name: Name; count: RecentCount }>();
  readonly #keyOf: (name: Name) => string;
  readonly #other: Name;

  constructor(keyOf: (name: Name) => string, other: Name) {
    this.#keyOf = keyOf;
    this.#other = other;
  }

  add(name: Name, count: number, nowMs: number): void {
    const isKnown =
      this.#counts.has(this.#keyOf(name)) || this.#counts.size < MOST_REASONS;
    this.#entry(isKnown ? name : this.#other).count.add(count, nowMs);
  }

  snapshot(nowMs: number): Array<Name & CountSnapshot> {
    return [...this.#counts.values()].map(({ name, count }) => ({
      ...name,
      ...count.snapshot(nowMs),
    }));
  }

  #entry(name: Name) {
    const key = this.#keyOf(name);
    const entry = this.#counts.get(key) ?? { name, count: new RecentCount() };
    this.#counts.set(key, entry);
    return entry;
  }
}

interface Rejection {
  signal: IngestSignal;
  reason: string;
}

interface Refusal {
  /** HTTP status. */
  status: number;
  reason: string;
}

/** What one process received, since it started. */
export interface MeterSnapshot {
  startedMs: number;
  signals: Array<{
    signal: IngestSignal;
    /** Requests that were answered with success, repeats not counted. */
    requests: CountSnapshot;
    /** Spans, points or log records in them. */
    items: CountSnapshot;
    /** Requests that were taken before, and answered with success again. */
    duplicates: CountSnapshot;
  }>;
  /** Items of requests of which the rest was taken. */
  rejected: Array<Rejection & CountSnapshot>;
  /** Whole requests. */
  refused: Array<Refusal & CountSnapshot>;
  flush: {
    flushes: CountSnapshot;
    rows: CountSnapshot;
    /** From acknowledgement to being readable: the last, and of the last 256. */
    lastDelayMs?: number;
    p95DelayMs?: number;
    lastDurationMs?: number;
  };
}

/** Counts what a process takes, turns away and writes. */
export class IngestMeter {
  readonly #now: () => number;
  readonly #startedMs: number;
  readonly #signals = new Map(
    SIGNALS.map(signal => [
      signal,
      {
        requests: new RecentCount(),
        items: new RecentCount(),
        duplicates: new RecentCount(),
      },
    ]),
  );
  readonly #rejected = new NamedCounts<Rejection>(
    ({ signal, reason }) => `${signal} ${reason}`,
    { signal: 'traces', reason: 'other' },
  );
  readonly #refused = new NamedCounts<Refusal>(
    ({ status, reason }) => `${status} ${reason}`,
    { status: 0, reason: 'other' },
  );
  readonly #flushes = new RecentCount();
  readonly #rows = new RecentCount();
  readonly #delaysMs: number[] = [];
  #lastDelayMs: number | undefined;
  #lastDurationMs: number | undefined;

  /** @param now - the time in milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#startedMs = now();
  }

  /** A request was answered with success; it held so many good items. */
  accepted(signal: IngestSignal, items: number): void {
    const nowMs = this.#now();
    const counts = this.#signals.get(signal)!;
    counts.requests.add(1, nowMs);
    counts.items.add(items, nowMs);
  }

  /** Some items of a request were bad, while the others were taken. */
  rejected(signal: IngestSignal, reason: string, items: number): void {
    this.#rejected.add({ signal, reason }, items, this.#now());
  }

  /** A whole request was answered with an error. */
  refused(status: number, reason: string): void {
    this.#refused.add({ status, reason }, 1, this.#now());
  }

  /** A request had been taken before: it was acknowledged and not counted. */
  duplicate(signal: IngestSignal): void {
    this.#signals.get(signal)!.duplicates.add(1, this.#now());
  }

  /**
   * Rows of the inbox became readable.
   *
   * @param flush - `delayMs`: how long ago the oldest of them was acknowledged;
   *   `durationMs`: how long writing took
   */
  flushed(flush: { rows: number; delayMs: number; durationMs: number }): void {
    const nowMs = this.#now();
    this.#flushes.add(1, nowMs);
    this.#rows.add(flush.rows, nowMs);
    this.#delaysMs.push(flush.delayMs);
    if (this.#delaysMs.length > FLUSHES_KEPT) {
      this.#delaysMs.shift();
    }
    this.#lastDelayMs = flush.delayMs;
    this.#lastDurationMs = flush.durationMs;
  }

  snapshot(): MeterSnapshot {
    const nowMs = this.#now();
    const sorted = [...this.#delaysMs].sort((left, right) => left - right);
    return {
      startedMs: this.#startedMs,
      signals: [...this.#signals].map(([signal, counts]) => ({
        signal,
        requests: counts.requests.snapshot(nowMs),
        items: counts.items.snapshot(nowMs),
        duplicates: counts.duplicates.snapshot(nowMs),
      })),
      rejected: this.#rejected.snapshot(nowMs),
      refused: this.#refused.snapshot(nowMs),
      flush: {
        flushes: this.#flushes.snapshot(nowMs),
        rows: this.#rows.snapshot(nowMs),
        lastDelayMs: this.#lastDelayMs,
        p95DelayMs: sorted[Math.ceil(0.95 * sorted.length) - 1],
        lastDurationMs: this.#lastDurationMs,
      },
    };
  }
}

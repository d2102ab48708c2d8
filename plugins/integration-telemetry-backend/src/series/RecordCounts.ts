const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What became of records: how a counter that somebody keeps is to be read. */
export type RecordOutcome = 'sent' | 'received' | 'rejected' | 'deduplicated';

/** What counts of records are told apart by. */
export interface RecordCounterKey {
  /** Full reference of an integration. */
  subject: string;
  environment: string;
  /** Name of the data flow; empty where there is only one. */
  flow: string;
  outcome: RecordOutcome;
}

/** Records of an hour. */
export interface HourOfRecords {
  records: number;
  /** Some of them were counted together with those of the next hour, and nobody can tell them apart. */
  joinsNext: boolean;
}

/** What a counter counted, by the minute since 1970-01-01 UTC that each hour starts in. */
export interface CountedRecords {
  key: RecordCounterKey;
  /** Services that counted. */
  sources: Set<string>;
  /** What was counted, in the plural; empty where nobody says. */
  unit: string;
  /** Since when it is counted. */
  firstSeenMs: number;
  /** Until when it is counted, also where there was nothing to count. */
  lastSeenMs: number;
  hours: Map<number, HourOfRecords>;
}

/** The state of a cumulative counter of records at a moment. */
export interface CumulativeRecords {
  /** Tells the counter's stream of points apart from all others. */
  key: string;
  startMs: number;
  /** Nobody said so: the start stands where nothing before it is known. */
  isStartGuessed?: boolean;
  timeMs: number;
  records: number;
  counter: RecordCounterKey;
  source: string;
  unit: string;
}

/** What stands beside a count. */
export interface CountedBy {
  /** The service that counted; empty where it says none. */
  source: string;
  unit: string;
}

/** What is counted over no longer than this is shared between the hours that it lies in; what is wider joins them. */
export const BLUR_MS = 10 * MINUTE_MS;

/** What is counted over more says nothing of when it was: it counts for the hour it ends in. */
const WIDEST_MS = 7 * 24 * HOUR_MS;

/** More would make a sentence of them too long. */
const MOST_SOURCES = 3;

export function recordCounterText(key: RecordCounterKey): string {
  const { subject, environment, flow, outcome } = key;
  return [subject, environment, flow, outcome].join('\u0001');
}

/** What a counter counted, which starts empty. */
export function countedOf(
  all: Map<string, CountedRecords>,
  key: RecordCounterKey,
  unit: string,
  range: { startMs: number; endMs: number },
): CountedRecords {
  const text = recordCounterText(key);
  let counted = all.get(text);
  if (!counted) {
    counted = {
      key,
      sources: new Set(),
      unit,
      firstSeenMs: range.startMs,
      lastSeenMs: range.endMs,
      hours: new Map(),
    };
    all.set(text, counted);
  }
  counted.unit ||= unit;
  counted.firstSeenMs = Math.min(counted.firstSeenMs, range.startMs);
  counted.lastSeenMs = Math.max(counted.lastSeenMs, range.endMs);
  return counted;
}

export function addSource({ sources }: CountedRecords, source: string): void {
  if (source && sources.size < MOST_SOURCES) {
    sources.add(source);
  }
}

export function addHour(
  { hours }: CountedRecords,
  startMinute: number,
  { records, joinsNext }: HourOfRecords,
): void {
  const before = hours.get(startMinute);
  hours.set(startMinute, {
    records: (before?.records ?? 0) + records,
    joinsNext: joinsNext || Boolean(before?.joinsNext),
  });
}

/** Adds records that were counted between two moments to the hours in between, as whole records. */
export function addRecords(
  counted: CountedRecords,
  { startMs, endMs }: { startMs: number; endMs: number },
  records: number,
): void {
  if (!(records > 0)) {
    return;
  }
  const last = Math.ceil(endMs / HOUR_MS) - 1;
  const widthMs = endMs - startMs;
  const isTold = widthMs > 0 && widthMs <= WIDEST_MS;
  const first = isTold ? Math.floor(startMs / HOUR_MS) : last;
  let before = 0;
  for (let hour = first; hour <= last; hour += 1) {
    const share = ((hour + 1) * HOUR_MS - startMs) / widthMs;
    const until =
      hour === last ? records : Math.min(records, Math.round(share * records));
    const joinsNext = hour < last && widthMs > BLUR_MS;
    if (until > before || joinsNext) {
      addHour(counted, hour * 60, { records: until - before, joinsNext });
    }
    before = until;
  }
}

import { CallTotals } from './CallTotals';
import { EndingNotice, mergeNotices, noticeKey } from './EndingNotice';
import { Exemplar, exemplarKey, isTelling } from './Exemplar';
import type { InboxKey } from './KeyDictionary';
import {
  laterLevel,
  QueueKey,
  queueKeyText,
  QueueMinutes,
} from './QueueLevels';
import {
  addRecords,
  addSource,
  CountedBy,
  CountedRecords,
  countedOf,
  CumulativeRecords,
  RecordCounterKey,
  recordCounterText,
} from './RecordCounts';

export type TelemetrySource = 'metrics' | 'spans';
export type CallSide = 'caller' | 'callee';
export type CallKind = 'call' | 'serve' | 'publish' | 'process';

/** What a series is told apart by. */
export interface SeriesKey {
  /** Full reference of an integration, or `flow:` and the flow's id. */
  subject: string;
  environment: string;
  source: TelemetrySource;
  side: CallSide;
  kind: CallKind;
  operation: string;
  /** The service that depends on the integration; empty where unknown. */
  consumer: string;
  /** Of the contract that was used; empty where unknown. */
  version: string;
}

/** Stands for whatever is past a limit of cardinality. */
export const OVERFLOW = '(overflow)';

/** The subject of flows past the limit. */
export const OVERFLOWING_FLOWS = 'flow:overflow';

/** Log records of a day, of which nothing but their number is kept. */
export interface LogCounts {
  /** Full reference of an integration. */
  subject: string;
  environment: string;
  /** Days since 1970-01-01 UTC. */
  day: number;
  count: number;
  withTrace: number;
  lastWithTraceMs?: number;
}

/** What is kept with a series and may change. */
export interface SeriesMarks {
  samplingUnknown: boolean;
  environmentAssumed: boolean;
}

/** One end of an observed flow. */
export interface ObservedEnd {
  /** The service's name, else its address. */
  name: string;
  service?: string;
  namespace?: string;
  address?: string;
}

/** A flow that no integration declares. */
export interface ObservedFlow {
  id: string;
  environment: string;
  side: CallSide;
  source: ObservedEnd;
  target: ObservedEnd;
  protocol: string;
  destination: string;
}

/** The state of a cumulative metric at a moment, from which the last is subtracted. */
export interface CumulativeValue {
  /** Tells the metric's series apart from all others. */
  key: string;
  startMs: number;
  timeMs: number;
  totals: CallTotals;
  series: SeriesKey;
  marks: SeriesMarks;
  flow?: ObservedFlow;
}

/** How many series one request may tell apart: what it can cost in memory. */
const MAX_SERIES = 20_000;

/** Exemplars of a request, and of what is merged together. */
const MAX_EXEMPLARS = 5_000;

/** Notices of ends in a request, and in what is merged together. */
const MAX_NOTICES = 1_000;

/** The share of them that flows may take: new ones must not crowd out what fails. */
const FLOWS_SHARE = 0.5;

export const MINUTE_MS = 60_000;
export const MINUTES_PER = { minute: 1, hour: 60, day: 1440 } as const;

/** Totals up to this width are spread over minutes; wider ones go to hours. */
const WIDEST_IN_MINUTES_MS = 10 * MINUTE_MS;

/**
 * Totals of more than a week say nothing of when their calls were: they count
 * for the hour they end in, so that one point can't cost thousands of rows.
 */
const WIDEST_MS = 7 * 24 * 60 * MINUTE_MS;

/** Totals of one series, by the minute (or the hour) that they start in. */
export interface SeriesTotals {
  key: SeriesKey;
  /** The key as the inbox has it, where somebody knows. */
  inboxKey?: InboxKey;
  marks: SeriesMarks;
  firstSeenMs: number;
  lastSeenMs: number;
  minutes: Map<number, CallTotals>;
  /** Only what was too wide for minutes. */
  hours: Map<number, CallTotals>;
}

/** When something was seen, first and last. */
interface Seen {
  firstSeenMs: number;
  lastSeenMs: number;
}

export interface SeenService extends Seen {
  name: string;
  namespace: string;
  environment: string;
}

function widen(seen: Seen, firstMs: number, lastMs: number): void {
  seen.firstSeenMs = Math.min(seen.firstSeenMs, firstMs);
  seen.lastSeenMs = Math.max(seen.lastSeenMs, lastMs);
}

/** What some requests brought, added up, ready to be written at once. */
export class SeriesBatch {
  readonly series = new Map<string, SeriesTotals>();
  readonly flows = new Map<string, ObservedFlow & Seen>();
  /** Flows, by id, whose traffic an integration takes, and when it last did. */
  readonly declaredFlows = new Map<string, number>();
  readonly services = new Map<string, SeenService>();
  readonly cumulative: CumulativeValue[] = [];
  readonly logs = new Map<string, LogCounts>();
  readonly queues = new Map<string, QueueMinutes>();
  readonly exemplars = new Map<string, Exemplar>();
  readonly notices = new Map<string, EndingNotice>();
  /** Whether its records were counted elsewhere and read there. */
  isFromEngine = false;
  readonly records = new Map<string, CountedRecords>();
  readonly cumulativeRecords: CumulativeRecords[] = [];
  readonly #maxSeries: number;

  /**
   * @param options - how many series are told apart, as many as a request may
   *   unless said otherwise; past it, what is new counts for its subject's
   *   overflow series
   */
  constructor(options: { maxSeries?: number } = {}) {
    this.#maxSeries = options.maxSeries ?? MAX_SERIES;
  }

  /** Adds what was counted between two moments. */
  addTotals(
    key: SeriesKey,
    marks: SeriesMarks,
    range: { startMs: number; endMs: number },
    totals: CallTotals,
  ): void {
    const { startMs, endMs } = range;
    const series = this.seriesOf(key, marks, endMs);
    const widthMs = endMs - startMs;
    if (widthMs <= MINUTE_MS) {
      const at = Math.max(startMs, endMs - 1);
      addTo(series.minutes, Math.floor(at / MINUTE_MS), totals);
    } else if (widthMs <= WIDEST_IN_MINUTES_MS) {
      spread(series.minutes, MINUTE_MS, range, totals);
    } else if (widthMs <= MINUTES_PER.hour * MINUTE_MS || widthMs > WIDEST_MS) {
      const from = widthMs > WIDEST_MS ? endMs - MINUTE_MS : startMs;
      const middle = Math.floor((from + endMs) / 2 / (60 * MINUTE_MS));
      addTo(series.hours, middle * MINUTES_PER.hour, totals);
    } else {
      spread(series.hours, MINUTES_PER.hour * MINUTE_MS, range, totals);
    }
  }

  addFlow(flow: ObservedFlow, firstMs: number, lastMs: number = firstMs): void {
    const known = this.flows.get(flow.id);
    if (known) {
      widen(known, firstMs, lastMs);
    } else if (this.flows.size < this.#maxSeries) {
      const seen = { firstSeenMs: firstMs, lastSeenMs: lastMs };
      this.flows.set(flow.id, { ...flow, ...seen });
    }
  }

  addDeclaredFlow(id: string, atMs: number): void {
    this.declaredFlows.set(
      id,
      Math.max(this.declaredFlows.get(id) ?? atMs, atMs),
    );
  }

  addService(
    service: { name: string; namespace: string; environment: string },
    firstMs: number,
    lastMs: number = firstMs,
  ): void {
    const { name, namespace, environment } = service;
    const key = `${name}\u0001${namespace}\u0001${environment}`;
    const known = this.services.get(key);
    if (known) {
      widen(known, firstMs, lastMs);
    } else {
      const seen = { firstSeenMs: firstMs, lastSeenMs: lastMs };
      this.services.set(key, { name, namespace, environment, ...seen });
    }
  }

  addLogs(counts: LogCounts): void {
    const { subject, environment, day } = counts;
    const key = [subject, environment, day].join('\u0001');
    const known = this.logs.get(key);
    if (!known) {
      this.logs.set(key, { ...counts });
      return;
    }
    known.count += counts.count;
    known.withTrace += counts.withTrace;
    known.lastWithTraceMs =
      Math.max(known.lastWithTraceMs ?? 0, counts.lastWithTraceMs ?? 0) ||
      undefined;
  }

  /** Keeps a trace, unless one that tells more has its place. */
  addExemplar(exemplar: Exemplar): void {
    const key = exemplarKey(exemplar);
    const before = this.exemplars.get(key);
    if (before ? isTelling(exemplar, before) : this.#hasRoomFor(exemplar)) {
      this.exemplars.set(key, exemplar);
    }
  }

  #hasRoomFor({ reason }: Exemplar): boolean {
    const most = Math.min(this.#maxSeries, MAX_EXEMPLARS);
    const share = reason === 'seen' ? FLOWS_SHARE : 1;
    return this.exemplars.size < share * most;
  }

  /** Keeps what a response said of its end; what is new past a bound is left out. */
  addNotice(notice: EndingNotice): void {
    const key = noticeKey(notice);
    const before = this.notices.get(key);
    if (before) {
      this.notices.set(key, mergeNotices(before, notice));
    } else if (this.notices.size < Math.min(this.#maxSeries, MAX_NOTICES)) {
      this.notices.set(key, notice);
    }
  }

  addQueueLevel(key: QueueKey, atMs: number, value: number): void {
    const text = queueKeyText(key);
    let queue = this.queues.get(text);
    if (!queue) {
      queue = { key, minutes: new Map() };
      this.queues.set(text, queue);
    }
    const minute = Math.floor(atMs / MINUTE_MS);
    const before = queue.minutes.get(minute);
    const level = { atMs, value };
    queue.minutes.set(
      minute,
      before ? laterLevel(key.measure, before, level) : level,
    );
  }

  /** Adds records that somebody counted between two moments. */
  addRecords(
    key: RecordCounterKey,
    range: { startMs: number; endMs: number },
    records: number,
    { source, unit }: CountedBy,
  ): void {
    const counted = this.recordsOf(key, unit, range);
    addSource(counted, source);
    addRecords(counted, range, records);
  }

  /** What a counter of records counted, which starts empty. */
  recordsOf(
    key: RecordCounterKey,
    unit: string,
    range: { startMs: number; endMs: number },
  ): CountedRecords {
    const isFull =
      this.records.size >= this.#maxSeries &&
      !this.records.has(recordCounterText(key));
    const told = isFull ? { ...key, flow: OVERFLOW } : key;
    return countedOf(this.records, told, unit, range);
  }

  /**
   * The totals of a series, which start empty.
   *
   * @param text - the key as {@link seriesKeyText} gives it, where it is known
   * @param inboxKey - the key as the inbox has it, where that is known
   */
  seriesOf(
    key: SeriesKey,
    marks: SeriesMarks,
    atMs: number,
    text: string = seriesKeyText(key),
    inboxKey?: InboxKey,
  ): SeriesTotals {
    let series = this.series.get(text);
    if (!series) {
      if (this.series.size >= this.#maxSeries && !isOverflow(key)) {
        return this.seriesOf(overflowOf(key), marks, atMs);
      }
      series = {
        key,
        inboxKey,
        marks: { ...marks },
        firstSeenMs: atMs,
        lastSeenMs: atMs,
        minutes: new Map(),
        hours: new Map(),
      };
      this.series.set(text, series);
    }
    widen(series, atMs, atMs);
    // Whatever the order: what is doubtful of a part is doubtful of all.
    series.marks.samplingUnknown ||= marks.samplingUnknown;
    series.marks.environmentAssumed ||= marks.environmentAssumed;
    return series;
  }
}

/**
 * The series that takes what its subject has too many of. Flows that nobody
 * declared are subjects of one series or two, so that they overflow together.
 */
export function overflowOf(key: SeriesKey): SeriesKey {
  const subject = key.subject.startsWith('flow:')
    ? OVERFLOWING_FLOWS
    : key.subject;
  const overflow = { operation: OVERFLOW, consumer: OVERFLOW, version: '' };
  return { ...key, subject, ...overflow };
}

export function isOverflow(key: SeriesKey): boolean {
  return key.operation === OVERFLOW;
}

/** A series' key as one text. */
export function seriesKeyText(key: SeriesKey): string {
  return [
    key.subject,
    key.environment,
    key.source,
    key.side,
    key.kind,
    key.operation,
    key.consumer,
    key.version,
  ].join('\u0001');
}

/** Adds totals to a point, which starts empty. */
export function addTo(
  points: Map<number, CallTotals>,
  startMinute: number,
  totals: CallTotals,
): void {
  let point = points.get(startMinute);
  if (!point) {
    point = new CallTotals();
    points.set(startMinute, point);
  }
  point.merge(totals);
}

function spread(
  points: Map<number, CallTotals>,
  stepMs: number,
  { startMs, endMs }: { startMs: number; endMs: number },
  totals: CallTotals,
): void {
  const first = Math.floor(startMs / stepMs);
  for (let step = first; step * stepMs < endMs; step += 1) {
    const overlapMs =
      Math.min(endMs, (step + 1) * stepMs) - Math.max(startMs, step * stepMs);
    const share = overlapMs / (endMs - startMs);
    addTo(points, (step * stepMs) / MINUTE_MS, totals.scaledBy(share));
  }
}

import { CallTotals } from './CallTotals';

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
  marks: SeriesMarks;
  firstSeenMs: number;
  lastSeenMs: number;
  minutes: Map<number, CallTotals>;
  /** Only what was too wide for minutes. */
  hours: Map<number, CallTotals>;
}

export interface SeenService {
  name: string;
  namespace: string;
  environment: string;
  firstSeenMs: number;
  lastSeenMs: number;
}

/** What some requests brought, added up, ready to be written at once. */
export class SeriesBatch {
  readonly series = new Map<string, SeriesTotals>();
  readonly flows = new Map<
    string,
    ObservedFlow & { firstSeenMs: number; lastSeenMs: number }
  >();
  /** Flows, by id, whose traffic an integration takes, and when it last did. */
  readonly declaredFlows = new Map<string, number>();
  readonly services = new Map<string, SeenService>();
  readonly cumulative: CumulativeValue[] = [];

  /** Adds what was counted between two moments. */
  addTotals(
    key: SeriesKey,
    marks: SeriesMarks,
    range: { startMs: number; endMs: number },
    totals: CallTotals,
  ): void {
    const { startMs, endMs } = range;
    const series = this.#seriesOf(key, marks, endMs);
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

  addFlow(flow: ObservedFlow, atMs: number): void {
    const known = this.flows.get(flow.id);
    this.flows.set(flow.id, {
      ...flow,
      firstSeenMs: Math.min(known?.firstSeenMs ?? atMs, atMs),
      lastSeenMs: Math.max(known?.lastSeenMs ?? atMs, atMs),
    });
  }

  addDeclaredFlow(id: string, atMs: number): void {
    this.declaredFlows.set(
      id,
      Math.max(this.declaredFlows.get(id) ?? atMs, atMs),
    );
  }

  addService(
    service: { name: string; namespace: string; environment: string },
    atMs: number,
  ): void {
    const { name, namespace, environment } = service;
    const key = [name, namespace, environment].join('\u0001');
    const known = this.services.get(key);
    this.services.set(key, {
      name,
      namespace,
      environment,
      firstSeenMs: Math.min(known?.firstSeenMs ?? atMs, atMs),
      lastSeenMs: Math.max(known?.lastSeenMs ?? atMs, atMs),
    });
  }

  merge(other: SeriesBatch): void {
    for (const theirs of other.series.values()) {
      const ours = this.#seriesOf(theirs.key, theirs.marks, theirs.lastSeenMs);
      ours.firstSeenMs = Math.min(ours.firstSeenMs, theirs.firstSeenMs);
      theirs.minutes.forEach((totals, at) => addTo(ours.minutes, at, totals));
      theirs.hours.forEach((totals, at) => addTo(ours.hours, at, totals));
    }
    for (const flow of other.flows.values()) {
      this.addFlow(flow, flow.firstSeenMs);
      this.addFlow(flow, flow.lastSeenMs);
    }
    other.declaredFlows.forEach((atMs, id) => this.addDeclaredFlow(id, atMs));
    for (const service of other.services.values()) {
      this.addService(service, service.firstSeenMs);
      this.addService(service, service.lastSeenMs);
    }
    this.cumulative.push(...other.cumulative);
  }

  #seriesOf(key: SeriesKey, marks: SeriesMarks, atMs: number): SeriesTotals {
    const text = seriesKeyText(key);
    let series = this.series.get(text);
    if (!series) {
      series = {
        key,
        marks: { ...marks },
        firstSeenMs: atMs,
        lastSeenMs: atMs,
        minutes: new Map(),
        hours: new Map(),
      };
      this.series.set(text, series);
    }
    series.firstSeenMs = Math.min(series.firstSeenMs, atMs);
    series.lastSeenMs = Math.max(series.lastSeenMs, atMs);
    series.marks = marks;
    return series;
  }
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

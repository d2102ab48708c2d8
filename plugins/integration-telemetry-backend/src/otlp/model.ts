import { EndingHeaders } from './endingHeaders';

/**
 * Attributes with text, number or truth value, all as text. Lists, maps and
 * bytes are left out: nothing is matched on them. Captured headers are lists by
 * convention, and stand for the only text in them.
 */
export type Attributes = ReadonlyMap<string, string>;

/** OTLP's span kinds. */
export const SPAN_KIND = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
} as const;

/** A span, as far as attribution and health need it. */
export interface Span {
  resource: Attributes;
  /** Lower-case hexadecimal. */
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentSpanId: string;
  traceState: string;
  name: string;
  /** A value of {@link SPAN_KIND}, or 0. */
  kind: number;
  startNanos: bigint;
  endNanos: bigint;
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  attributes: Attributes;
  /** Also from lists, of which the attributes have none. */
  endingHeaders?: EndingHeaders;
  links: Array<{ traceId: string; spanId: string }>;
}

/** Buckets of an explicit-bounds histogram: one more count than bounds. */
export interface ExplicitBuckets {
  bounds: number[];
  counts: number[];
}

/** Buckets of a base-2 exponential histogram. */
export interface ExponentialBuckets {
  scale: number;
  zeroCount: number;
  /** What is no further from zero than this counts as zero. */
  zeroThreshold: number;
  /** Of the positive buckets. */
  offset: number;
  counts: number[];
  /** Durations are never negative: how many is all that is kept. */
  negativeCounts: number[];
}

/** OTLP's aggregation temporalities. */
export const TEMPORALITY = {
  unspecified: 0,
  delta: 1,
  cumulative: 2,
} as const;

/** A data point of a metric. */
export interface MetricPoint {
  resource: Attributes;
  /** Name and version of what measured. */
  scope: string;
  name: string;
  unit: string;
  type: 'gauge' | 'sum' | 'histogram' | 'exponential' | 'summary';
  /** A value of {@link TEMPORALITY}; summaries always are cumulative. */
  temporality: number;
  monotonic: boolean;
  /** The flag `NoRecordedValue`: from now on there is none. */
  hasNoValue: boolean;
  attributes: Attributes;
  startNanos: bigint;
  timeNanos: bigint;
  /** Of a sum or gauge. */
  value: number;
  /** Of a histogram or summary. */
  count: number;
  sum?: number;
  max?: number;
  explicit?: ExplicitBuckets;
  exponential?: ExponentialBuckets;
  /** Of a summary, of the minutes before it. */
  quantiles?: Array<{ quantile: number; value: number }>;
}

/** A log record, without anything that it says. */
export interface LogRecord {
  resource: Attributes;
  attributes: Attributes;
  hasTraceId: boolean;
  /** When it happened, else when it was seen; 0 where the record does not say. */
  timeNanos: bigint;
}

/** What a body holds, and what of it could not be taken. */
export interface Decoded<Item> {
  items: Item[];
  rejected: number;
  /** What is wrong with the first that was rejected. */
  reason?: string;
}

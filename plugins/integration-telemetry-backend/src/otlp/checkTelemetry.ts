import { Decoded, LogRecord, MetricPoint, Span, TEMPORALITY } from './model';

const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/;
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/;

/** 2100-01-01: times beyond it are mistakes of a unit or a clock. */
const LATEST_NANOS = 4_102_444_800_000_000_000n;

/** SDKs have 160 by default; more than this only keeps the receiver busy. */
const MAX_BUCKETS = 100_000;

function badTime(nanos: bigint): boolean {
  return nanos <= 0n || nanos > LATEST_NANOS;
}

/** Whether it is a valid trace id, in lower-case hexadecimal. */
export function isTraceId(text: string): boolean {
  return traceIdForm.test(text);
}

function mistakeInSpan(span: Span): string | undefined {
  if (!isTraceId(span.traceId)) {
    return 'a span has no valid trace id';
  }
  if (!spanIdForm.test(span.spanId)) {
    return 'a span has no valid span id';
  }
  if (badTime(span.startNanos) || badTime(span.endNanos)) {
    return 'a span has no valid start and end';
  }
  return span.endNanos < span.startNanos
    ? 'a span ends before it starts'
    : undefined;
}

const isDistribution = ({ type }: MetricPoint) =>
  type === 'histogram' || type === 'exponential';

const isCount = (value: number) => Number.isFinite(value) && value >= 0;

function mistakeInPoint(point: MetricPoint): string | undefined {
  if (!point.name) {
    return 'a metric has no name';
  }
  // An answer repeats it, whatever its length.
  const name = point.name.slice(0, 120);
  if (badTime(point.timeNanos)) {
    return `a point of ${name} has no valid time`;
  }
  if (point.startNanos > point.timeNanos) {
    return `a point of ${name} ends before it starts`;
  }
  if (isDistribution(point) && point.temporality < TEMPORALITY.delta) {
    return `${name} says neither delta nor cumulative`;
  }
  const { explicit, exponential, quantiles = [] } = point;
  const counts = explicit?.counts ?? [
    ...(exponential?.counts ?? []),
    ...(exponential?.negativeCounts ?? []),
  ];
  if (counts.length > MAX_BUCKETS) {
    return `a point of ${name} has more than ${MAX_BUCKETS} buckets`;
  }
  if (!isCount(point.count) || !counts.every(isCount)) {
    return `a point of ${name} counts less than nothing`;
  }
  if (!quantiles.every(({ quantile }) => quantile >= 0 && quantile <= 1)) {
    return `a point of ${name} has a quantile that is none`;
  }
  if (explicit) {
    const { bounds } = explicit;
    const rising = bounds.every(
      (bound, at) => !Number.isNaN(bound) && (!at || bound > bounds[at - 1]),
    );
    const fits = counts.length === bounds.length + 1 || counts.length === 0;
    return rising && fits
      ? undefined
      : `a point of ${name} has buckets that do not fit their bounds`;
  }
  if (exponential) {
    const { scale, offset } = exponential;
    return scale >= -10 && scale <= 20 && Math.abs(offset) < 2 ** 31
      ? undefined
      : `a point of ${name} has buckets that nobody can read`;
  }
  return undefined;
}

function check<Item>(
  read: Decoded<Item>,
  mistakeIn: (item: Item) => string | undefined,
): Decoded<Item> {
  const { rejected, reason } = read;
  const decoded: Decoded<Item> = { items: [], rejected, reason };
  for (const item of read.items) {
    const mistake = mistakeIn(item);
    if (mistake) {
      decoded.rejected += 1;
      decoded.reason ??= mistake;
    } else {
      decoded.items.push(item);
    }
  }
  return decoded;
}

/** Parts the spans that can be taken from those that can't. */
export function checkSpans(read: Decoded<Span>): Decoded<Span> {
  return check(read, mistakeInSpan);
}

/**
 * Parts the points that can be taken from those that can't. Points without a
 * recorded value are fine, and nothing to count.
 */
export function checkPoints(read: Decoded<MetricPoint>): Decoded<MetricPoint> {
  const items = read.items.filter(point => !point.hasNoValue);
  return check({ ...read, items }, mistakeInPoint);
}

/** Parts the log records that can be taken from those that can't. */
export function checkLogs(read: Decoded<LogRecord>): Decoded<LogRecord> {
  return check(read, ({ timeNanos }) =>
    timeNanos > LATEST_NANOS ? 'a log record has no valid time' : undefined,
  );
}

import { Decoded, MetricPoint, Span } from './model';

const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/;
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/;

/** 2100-01-01: times beyond it are mistakes of a unit or a clock. */
const LATEST_NANOS = 4_102_444_800_000_000_000n;

function badTime(nanos: bigint): boolean {
  return nanos <= 0n || nanos > LATEST_NANOS;
}

function mistakeInSpan(span: Span): string | undefined {
  if (!traceIdForm.test(span.traceId)) {
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

const isCount = (value: number) => Number.isFinite(value) && value >= 0;

function mistakeInPoint(point: MetricPoint): string | undefined {
  if (!point.name) {
    return 'a metric has no name';
  }
  if (badTime(point.timeNanos)) {
    return `a point of ${point.name} has no valid time`;
  }
  if (point.startNanos > point.timeNanos) {
    return `a point of ${point.name} ends before it starts`;
  }
  const { explicit, exponential } = point;
  const counts = explicit?.counts ?? exponential?.counts ?? [];
  if (!isCount(point.count) || !counts.every(isCount)) {
    return `a point of ${point.name} counts less than nothing`;
  }
  if (explicit) {
    const { bounds } = explicit;
    const rising = bounds.every((bound, at) => !at || bound > bounds[at - 1]);
    const fits =
      counts.length === bounds.length + 1 ||
      (counts.length === 0 && bounds.length === 0);
    return rising && fits
      ? undefined
      : `a point of ${point.name} has buckets that do not fit their bounds`;
  }
  if (exponential) {
    const { scale, offset } = exponential;
    const known = scale >= -10 && scale <= 20 && Math.abs(offset) < 2 ** 31;
    return known && counts.length <= 100_000
      ? undefined
      : `a point of ${point.name} has buckets that nobody can read`;
  }
  return undefined;
}

function check<Item>(
  items: Item[],
  mistakeIn: (item: Item) => string | undefined,
): Decoded<Item> {
  const decoded: Decoded<Item> = { items: [], rejected: 0 };
  for (const item of items) {
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
export function checkSpans(spans: Span[]): Decoded<Span> {
  return check(spans, mistakeInSpan);
}

/** Parts the points that can be taken from those that can't. */
export function checkPoints(points: MetricPoint[]): Decoded<MetricPoint> {
  return check(points, mistakeInPoint);
}

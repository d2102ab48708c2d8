/** A row, and start and end of the value of each header. */
export const HEADER_COLUMNS = 7;

/**
 * The spans of a body that are wanted, column by column. Positions are those
 * of ids in the body; -1 where there is none.
 */
export class ScannedSpans<Shape> {
  /** How many spans the body holds, wanted or not. */
  count = 0;
  /** How many rows the columns have. */
  size = 0;
  readonly shapes: Shape[] = [];
  startHigh = new Uint32Array(256);
  startLow = new Uint32Array(256);
  endHigh = new Uint32Array(256);
  endLow = new Uint32Array(256);
  traceAt = new Int32Array(256);
  spanAt = new Int32Array(256);
  parentAt = new Int32Array(256);
  /** Where the links of a row begin in the columns of links; they end with the next row's. */
  linksFrom = new Int32Array(257);
  linkTraceAt = new Int32Array(64);
  linkSpanAt = new Int32Array(64);
  links = 0;
  /**
   * Of the few rows with headers that tell of an end: {@link HEADER_COLUMNS}
   * numbers each.
   */
  readonly headers: number[] = [];

  clear(): void {
    this.count = 0;
    this.size = 0;
    this.links = 0;
    this.shapes.length = 0;
    this.headers.length = 0;
  }

  /** Makes room for another row. */
  grow(): void {
    if (this.size < this.startHigh.length) {
      return;
    }
    const length = this.startHigh.length * 2;
    this.startHigh = widened(this.startHigh, new Uint32Array(length));
    this.startLow = widened(this.startLow, new Uint32Array(length));
    this.endHigh = widened(this.endHigh, new Uint32Array(length));
    this.endLow = widened(this.endLow, new Uint32Array(length));
    this.traceAt = widened(this.traceAt, new Int32Array(length));
    this.spanAt = widened(this.spanAt, new Int32Array(length));
    this.parentAt = widened(this.parentAt, new Int32Array(length));
    this.linksFrom = widened(this.linksFrom, new Int32Array(length + 1));
  }

  addLink(traceAt: number, spanAt: number): void {
    if (this.links === this.linkTraceAt.length) {
      const length = this.links * 2;
      this.linkTraceAt = widened(this.linkTraceAt, new Int32Array(length));
      this.linkSpanAt = widened(this.linkSpanAt, new Int32Array(length));
    }
    this.linkTraceAt[this.links] = traceAt;
    this.linkSpanAt[this.links] = spanAt;
    this.links += 1;
  }
}

function widened<Column extends Int32Array | Uint32Array>(
  column: Column,
  wider: Column,
): Column {
  wider.set(column);
  return wider;
}

/** Milliseconds since 1970, cut to microseconds, from the halves of nanoseconds. */
export function toMs(high: number, low: number): number {
  // 2^32 = 4,294,967 * 1000 + 296: no step leaves the whole numbers of a double.
  const micros = high * 4_294_967 + Math.floor((high * 296 + low) / 1000);
  return micros / 1000;
}

/** Milliseconds between two moments of nanoseconds in halves, to the nanosecond. */
export function durationMs(
  startHigh: number,
  startLow: number,
  endHigh: number,
  endLow: number,
): number {
  return ((endHigh - startHigh) * 2 ** 32 + (endLow - startLow)) / 1e6;
}

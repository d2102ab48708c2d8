/** The finest scale that is kept: buckets are 4.4 % wide. */
export const MAX_SCALE = 4;

/** As OTLP's SDKs do: the range decides the scale. */
export const MAX_BUCKETS = 160;

/** Coarsest scale: one bucket covers all numbers there are. */
const MIN_SCALE = -10;

/**
 * A histogram of positive numbers whose buckets grow by the factor
 * `2 ** (2 ** -scale)`: bucket `i` holds what is in
 * `(base ** i, base ** (i + 1)]`. Merging two gives what counting all into one
 * would have given, whatever the order, since the scale follows from the range
 * alone.
 *
 * Source: OpenTelemetry metrics data model, "ExponentialHistogram".
 */
export class ExponentialHistogram {
  #scale = MAX_SCALE;
  #zeroCount = 0;
  // Buckets that are not empty, in rising order: most histograms have a few.
  #indices: number[] = [];
  #counts: number[] = [];

  static from(parts: {
    scale: number;
    zeroCount: number;
    buckets: Iterable<[index: number, count: number]>;
  }): ExponentialHistogram {
    const histogram = new ExponentialHistogram();
    histogram.#scale = Math.min(parts.scale, MAX_SCALE);
    histogram.#zeroCount = parts.zeroCount;
    const shift = parts.scale - histogram.#scale;
    for (const [index, count] of parts.buckets) {
      histogram.#addToBucket(Math.floor(index / 2 ** shift), count);
    }
    return histogram;
  }

  get scale(): number {
    return this.#scale;
  }

  get zeroCount(): number {
    return this.#zeroCount;
  }

  /** How many numbers it holds. */
  get count(): number {
    let count = this.#zeroCount;
    for (let at = 0; at < this.#counts.length; at += 1) {
      count += this.#counts[at];
    }
    return count;
  }

  /** Buckets that are not empty, in rising order. */
  get buckets(): Array<[index: number, count: number]> {
    return this.#indices.map((index, at) => [index, this.#counts[at]]);
  }

  /** Visits the buckets that are not empty, in rising order. */
  eachBucket(visit: (index: number, count: number) => void): void {
    for (let at = 0; at < this.#indices.length; at += 1) {
      visit(this.#indices[at], this.#counts[at]);
    }
  }

  /** How many buckets are not empty. */
  get size(): number {
    return this.#indices.length;
  }

  /** Counts a number; what is not above zero counts as zero. */
  add(value: number, count: number = 1): void {
    if (count <= 0) {
      return;
    }
    if (!(value > 0)) {
      this.#zeroCount += count;
      return;
    }
    this.#addToBucket(this.#indexOf(Math.min(value, 1e300)), count);
  }

  /**
   * Counts numbers of which only their range is known, evenly spread over it.
   *
   * @param upper - may be infinite: then all count as `lower`
   */
  addRange(lower: number, upper: number, count: number): void {
    if (count <= 0) {
      return;
    }
    const low = Math.max(lower, 0);
    if (!Number.isFinite(upper) || upper <= low) {
      this.add(low, count);
      return;
    }
    // One slice where the range is no wider than a bucket of ours.
    const slices =
      low > 0 && upper / low <= 2 ** (2 ** -MAX_SCALE)
        ? 1
        : Math.max(1, Math.min(32, Math.floor(count)));
    for (let slice = 0; slice < slices; slice += 1) {
      const middle = low + ((slice + 0.5) / slices) * (upper - low);
      // Whole counts stay whole: the rest goes to the slices in the middle.
      const share =
        Math.floor(((slice + 1) * count) / slices) -
        Math.floor((slice * count) / slices);
      const rest = slice === slices - 1 ? count - Math.floor(count) : 0;
      this.add(middle, share + rest);
    }
  }

  /** Counts everything that the other holds. */
  merge(other: ExponentialHistogram): void {
    this.#zeroCount += other.#zeroCount;
    for (let at = 0; at < other.#indices.length; at += 1) {
      this.addBucket(other.#scale, other.#indices[at], other.#counts[at]);
    }
    this.coarsenTo(other.#scale);
  }

  /**
   * Counts a bucket of another histogram.
   *
   * @param scale - of the other histogram; at most {@link MAX_SCALE}
   */
  addBucket(scale: number, index: number, count: number): void {
    this.coarsenTo(scale);
    this.#addToBucket(
      scale === this.#scale
        ? index
        : Math.floor(index / 2 ** (scale - this.#scale)),
      count,
    );
  }

  /** Takes a scale where that is coarser. */
  coarsenTo(scale: number): void {
    if (scale < this.#scale) {
      this.#coarsen(scale);
    }
  }

  /** The same with every count multiplied, for a share of it. */
  scaledBy(factor: number): ExponentialHistogram {
    const scaled = new ExponentialHistogram();
    scaled.#zeroCount = this.#zeroCount * factor;
    scaled.coarsenTo(this.#scale);
    this.eachBucket((index, count) =>
      scaled.addBucket(this.#scale, index, count * factor),
    );
    return scaled;
  }

  /**
   * The number below which the share of all numbers lies. It is off by at most
   * half a bucket: 2.2 % at the finest scale.
   *
   * @returns undefined where it holds nothing
   */
  percentile(share: number): number | undefined {
    const total = this.count;
    if (total <= 0) {
      return undefined;
    }
    const rank = share * total;
    let seen = this.#zeroCount;
    if (rank <= seen && this.#zeroCount > 0) {
      return 0;
    }
    let at = -1;
    // Sums of weights may miss the total by a rounding error.
    while (seen < rank - 1e-9 * total && at < this.#indices.length - 1) {
      at += 1;
      seen += this.#counts[at];
    }
    // Also where nothing but zeros would do: the least of what is above.
    const index = this.#indices[Math.max(at, 0)];
    return 2 ** ((index + 0.5) * 2 ** -this.#scale);
  }

  /**
   * How many numbers are at most this large; of the bucket that it lies in, a
   * share by where it lies.
   */
  countUpTo(value: number): number {
    if (value < 0) {
      return 0;
    }
    let count = this.#zeroCount;
    const place = value > 0 ? Math.log2(value) * 2 ** this.#scale : -Infinity;
    for (let at = 0; at < this.#indices.length; at += 1) {
      const share = Math.min(1, place - this.#indices[at]);
      if (share <= 0) {
        break;
      }
      count += share * this.#counts[at];
    }
    return count;
  }

  #indexOf(value: number): number {
    return Math.ceil(Math.log2(value) * 2 ** this.#scale) - 1;
  }

  #addToBucket(index: number, count: number): void {
    if (count <= 0) {
      return;
    }
    const { length } = this.#indices;
    if (
      index > this.#indices[length - 1] &&
      index - this.#indices[0] < MAX_BUCKETS
    ) {
      // Mostly they come in rising order.
      this.#indices.push(index);
      this.#counts.push(count);
      return;
    }
    let wanted = index;
    let at = this.#placeOf(wanted);
    if (this.#indices[at] === wanted) {
      this.#counts[at] += count;
      return;
    }
    while (this.#widthWith(wanted) > MAX_BUCKETS && this.#scale > MIN_SCALE) {
      this.#coarsen(this.#scale - 1);
      wanted = Math.floor(wanted / 2);
      at = this.#placeOf(wanted);
    }
    if (this.#indices[at] === wanted) {
      this.#counts[at] += count;
    } else {
      this.#indices.splice(at, 0, wanted);
      this.#counts.splice(at, 0, count);
    }
  }

  /** Where the index stands, or would stand. */
  #placeOf(index: number): number {
    let low = 0;
    let high = this.#indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#indices[middle] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #widthWith(index: number): number {
    const { length } = this.#indices;
    return length === 0
      ? 1
      : Math.max(this.#indices[length - 1], index) -
          Math.min(this.#indices[0], index) +
          1;
  }

  #coarsen(scale: number): void {
    const shift = 2 ** (this.#scale - scale);
    const [indices, counts] = [this.#indices, this.#counts];
    this.#scale = scale;
    this.#indices = [];
    this.#counts = [];
    for (let at = 0; at < indices.length; at += 1) {
      const index = Math.floor(indices[at] / shift);
      const last = this.#indices.length - 1;
      if (this.#indices[last] === index) {
        this.#counts[last] += counts[at];
      } else {
        this.#indices.push(index);
        this.#counts.push(counts[at]);
      }
    }
  }
}

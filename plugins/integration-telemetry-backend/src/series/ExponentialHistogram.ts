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
  readonly #buckets = new Map<number, number>();
  #low = Infinity;
  #high = -Infinity;

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
    this.#buckets.forEach(value => {
      count += value;
    });
    return count;
  }

  /** Buckets that are not empty, in rising order. */
  get buckets(): Array<[index: number, count: number]> {
    return [...this.#buckets].sort(([left], [right]) => left - right);
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
    if (other.#scale < this.#scale) {
      this.#coarsen(other.#scale);
    }
    const shift = 2 ** (other.#scale - this.#scale);
    // The scale may fall while merging, so that indices are taken afresh.
    const scale = this.#scale;
    for (const [index, count] of other.#buckets) {
      const fitted = Math.floor(index / shift);
      this.#addToBucket(Math.floor(fitted / 2 ** (scale - this.#scale)), count);
    }
  }

  /** The same with every count multiplied, for a share of it. */
  scaledBy(factor: number): ExponentialHistogram {
    return ExponentialHistogram.from({
      scale: this.#scale,
      zeroCount: this.#zeroCount * factor,
      buckets: this.buckets.map(([index, count]) => [index, count * factor]),
    });
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
    let last = 0;
    for (const [index, count] of this.buckets) {
      seen += count;
      last = 2 ** ((index + 0.5) * 2 ** -this.#scale);
      // Sums of weights may miss the total by a rounding error.
      if (seen >= rank - 1e-9 * total) {
        return last;
      }
    }
    return last;
  }

  #indexOf(value: number): number {
    const index = Math.ceil(Math.log2(value) * 2 ** this.#scale) - 1;
    return index;
  }

  #addToBucket(index: number, count: number): void {
    if (count <= 0) {
      return;
    }
    let at = index;
    while (
      Math.max(this.#high, at) - Math.min(this.#low, at) >= MAX_BUCKETS &&
      this.#scale > MIN_SCALE
    ) {
      this.#coarsen(this.#scale - 1);
      at = Math.floor(at / 2);
    }
    this.#buckets.set(at, (this.#buckets.get(at) ?? 0) + count);
    this.#low = Math.min(this.#low, at);
    this.#high = Math.max(this.#high, at);
  }

  #coarsen(scale: number): void {
    const shift = 2 ** (this.#scale - scale);
    const before = [...this.#buckets];
    this.#scale = scale;
    this.#buckets.clear();
    this.#low = Infinity;
    this.#high = -Infinity;
    for (const [index, count] of before) {
      const at = Math.floor(index / shift);
      this.#buckets.set(at, (this.#buckets.get(at) ?? 0) + count);
      this.#low = Math.min(this.#low, at);
      this.#high = Math.max(this.#high, at);
    }
  }
}

import { ExponentialHistogram } from './ExponentialHistogram';

const none: ReadonlyMap<string, number> = new Map();

/** What is counted of calls, in any span of time. Durations are in milliseconds. */
export class CallTotals {
  count = 0;
  errors = 0;
  /** Refusals that count against health. */
  countingRejections = 0;
  /** Refusals for mistakes of the caller's. */
  otherRejections = 0;
  sumMs = 0;
  histogram = new ExponentialHistogram();
  // Most totals have none, and there are many totals.
  #failures: Map<string, number> | undefined;

  /** How many calls failed with what: `503`, `timeout`. */
  get failures(): ReadonlyMap<string, number> {
    return this.#failures ?? none;
  }

  /** Counts everything that the other counted. */
  merge(other: CallTotals): void {
    this.count += other.count;
    this.errors += other.errors;
    this.countingRejections += other.countingRejections;
    this.otherRejections += other.otherRejections;
    this.sumMs += other.sumMs;
    this.histogram.merge(other.histogram);
    other.failures.forEach((count, failure) => this.addFailure(failure, count));
  }

  /** Counts a failure; past a dozen different ones they share a name. */
  addFailure(failure: string, count: number): void {
    const name =
      this.failures.has(failure) || this.failures.size < 12
        ? failure.slice(0, 80)
        : 'other';
    this.setFailure(name, (this.failures.get(name) ?? 0) + count);
  }

  /** Counts a failure anew. */
  setFailure(failure: string, count: number): void {
    this.#failures ??= new Map();
    this.#failures.set(failure, count);
  }

  /** A share of it, for a part of the time that it was counted over. */
  scaledBy(factor: number): CallTotals {
    const part = new CallTotals();
    part.count = this.count * factor;
    part.errors = this.errors * factor;
    part.countingRejections = this.countingRejections * factor;
    part.otherRejections = this.otherRejections * factor;
    part.sumMs = this.sumMs * factor;
    part.histogram = this.histogram.scaledBy(factor);
    this.failures.forEach((count, failure) =>
      part.setFailure(failure, count * factor),
    );
    return part;
  }

  /** Errors and the rejections that count, of all calls. */
  get failed(): number {
    return this.errors + this.countingRejections;
  }
}

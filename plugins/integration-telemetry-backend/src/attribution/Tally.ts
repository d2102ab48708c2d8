import { ExemplarReason } from '../series/Exemplar';
import { SeriesBatch, SeriesTotals } from '../series/SeriesBatch';
import { CallTotals } from '../series/CallTotals';
import { MINUTE_MS } from '../series/SeriesBatch';
import { Judgement } from './CallJudge';

/** A call that took so many times the usual is worth a look. */
const SLOW_FACTOR = 4;

/** How soon the next trace is kept of what fails, or is slower than all before. */
const EXEMPLARY_FOR_MS = 10_000;

/** How soon the next trace of a flow is kept. */
const SEEN_FOR_MS = 3_600_000;

/** How much a call moves what is usual. */
const MEMORY = 1 / 64;

/** That an integration takes a flow's traffic is noted again after this. */
const NOTED_FOR_MS = 60_000;

/**
 * Counts spans of one judgement into a batch. Whoever counts many of them
 * keeps it: the totals of the minute are looked up once, not once a span.
 */
export class Tally {
  readonly judgement: Judgement;
  #batch: SeriesBatch | undefined;
  #series: SeriesTotals | undefined;
  #minute = -1;
  #totals: CallTotals | undefined;
  #firstMs = 0;
  #lastMs = 0;
  #notedMs = -Infinity;
  #usualMs = 0;
  #failedMs = -Infinity;
  #slowMs = -Infinity;
  #slowestMs = 0;
  #seenMs = -Infinity;

  constructor(judgement: Judgement) {
    this.judgement = judgement;
  }

  /**
   * Counts a span.
   *
   * @param weight - how many calls it stands for
   * @returns true for the first of this batch, after whose last {@link finish}
   *   is due
   */
  count(
    batch: SeriesBatch,
    endMs: number,
    durationMs: number,
    weight: number,
  ): boolean {
    const { judgement } = this;
    const isFirst = this.#batch !== batch;
    if (isFirst) {
      this.#batch = batch;
      this.#series = batch.seriesOf(
        judgement.series,
        judgement.marks,
        endMs,
        judgement.seriesText,
        judgement.inboxKey,
      );
      this.#minute = -1;
      this.#firstMs = endMs;
      this.#lastMs = endMs;
    } else if (endMs < this.#firstMs) {
      this.#firstMs = endMs;
    } else if (endMs > this.#lastMs) {
      this.#lastMs = endMs;
    }
    const minute = Math.floor(endMs / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#totals = this.#series!.minutes.get(minute);
      if (!this.#totals) {
        this.#totals = new CallTotals();
        this.#series!.minutes.set(minute, this.#totals);
      }
    }
    const totals = this.#totals!;
    totals.count += weight;
    totals.sumMs += durationMs * weight;
    totals.histogram.add(durationMs, weight);
    switch (judgement.outcome) {
      case 'error':
        totals.errors += weight;
        break;
      case 'counting-rejection':
        totals.countingRejections += weight;
        break;
      case 'other-rejection':
        totals.otherRejections += weight;
        break;
      default:
    }
    if (judgement.failure) {
      totals.addFailure(judgement.failure, weight);
    }
    return isFirst;
  }

  /**
   * Whether the trace of a call is to be kept, and why: a few of what fails,
   * and what takes much longer than usual; of a flow one now and then, to show
   * what it is.
   */
  exemplary(endMs: number, durationMs: number): ExemplarReason | undefined {
    if (this.judgement.flow) {
      if (endMs < this.#seenMs + SEEN_FOR_MS) {
        return undefined;
      }
      this.#seenMs = endMs;
      return 'seen';
    }
    const usualMs = this.#usualMs;
    this.#usualMs =
      usualMs === 0 ? durationMs : usualMs + MEMORY * (durationMs - usualMs);
    if (this.judgement.failure) {
      if (endMs < this.#failedMs + EXEMPLARY_FOR_MS) {
        return undefined;
      }
      this.#failedMs = endMs;
      return 'failed';
    }
    const isSlow = usualMs > 0 && durationMs > SLOW_FACTOR * usualMs;
    const isNext = endMs >= this.#slowMs + EXEMPLARY_FOR_MS;
    if (!isSlow || (!isNext && durationMs <= this.#slowestMs)) {
      return undefined;
    }
    this.#slowMs = endMs;
    this.#slowestMs = durationMs;
    return 'slow';
  }

  /** Notes when the series, and the flow that it is or was, were seen. */
  finish(): void {
    const batch = this.#batch!;
    const series = this.#series!;
    series.firstSeenMs = Math.min(series.firstSeenMs, this.#firstMs);
    series.lastSeenMs = Math.max(series.lastSeenMs, this.#lastMs);
    const { flow, declaredFlowId } = this.judgement;
    if (flow) {
      batch.addFlow(flow, this.#firstMs, this.#lastMs);
    }
    // Once a minute will do: it only has to be later than the flow's own calls.
    if (declaredFlowId && this.#lastMs >= this.#notedMs + NOTED_FOR_MS) {
      batch.addDeclaredFlow(declaredFlowId, this.#lastMs);
      this.#notedMs = this.#lastMs;
    }
    this.#batch = undefined;
    this.#series = undefined;
    this.#totals = undefined;
  }
}

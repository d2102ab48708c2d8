import { addDetails } from './addDetails';
import { CallTotals } from './CallTotals';
import { TotalsRow } from './pointRows';

/** A step of a chart, while it is added up. */
interface Step {
  totals: CallTotals;
  /** Added up all at once, which takes a fraction of one after another. */
  details: Buffer[];
}

/** Adds rows up by the step of a chart that they belong to. */
export class StepSums {
  readonly #steps = new Map<number, Step>();

  /** @param start - what the step is known by: the minute that it starts in */
  add(start: number, row: TotalsRow): void {
    let step = this.#steps.get(start);
    if (!step) {
      step = { totals: new CallTotals(), details: [] };
      this.#steps.set(start, step);
    }
    const { totals, details } = step;
    totals.count += row.count;
    totals.sumMs += row.sum_ms;
    totals.errors += row.errors ?? 0;
    totals.countingRejections += row.counting_rejections ?? 0;
    totals.otherRejections += row.other_rejections ?? 0;
    details.push(row.details);
  }

  /**
   * The totals of each step; to be called once.
   *
   * @throws RangeError where details end early
   */
  finish(): Map<number, CallTotals> {
    const sums = new Map<number, CallTotals>();
    for (const [start, { totals, details }] of this.#steps) {
      addDetails(totals, Buffer.concat(details));
      sums.set(start, totals);
    }
    return sums;
  }
}

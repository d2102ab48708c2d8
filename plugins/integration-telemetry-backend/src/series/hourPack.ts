import { addDetails } from './addDetails';
import { ByteReader, ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';
import { TotalsRow, toTotalsRow } from './pointRows';

/** What of an hour stays apart: the chart of a day has a step of five minutes. */
export const STRETCH_MINUTES = 5;

/** Flags beside a stretch's number, which takes four bits. */
const HAS = { errors: 16, countingRejections: 32, otherRejections: 64 };

/** A minute of the hour. */
export interface MinuteRow extends TotalsRow {
  /** From 0 to 59. */
  minute: number;
}

// What is packed is copied out of it before anybody else can write.
const shared = new ByteWriter();

/**
 * Packs the minutes of an hour: of each stretch in which anything was called,
 * its number and what it has, its calls, the sum of their durations, which of
 * them went wrong, and the details as a point of its own would keep them.
 *
 * @param minutes - in rising order
 * @throws RangeError where a minute's details can't be read
 */
export function packHour(minutes: readonly MinuteRow[]): Buffer {
  shared.clear();
  for (let at = 0; at < minutes.length;) {
    const nth = Math.floor(minutes[at].minute / STRETCH_MINUTES);
    const endMinute = (nth + 1) * STRETCH_MINUTES;
    const first = at;
    while (at < minutes.length && minutes[at].minute < endMinute) {
      at += 1;
    }
    writeStretch(nth, addUp(minutes.slice(first, at)));
  }
  return Buffer.from(shared.bytes);
}

function addUp(minutes: readonly MinuteRow[]): CallTotals {
  const totals = new CallTotals();
  for (const row of minutes) {
    totals.count += row.count;
    totals.sumMs += row.sum_ms;
    totals.errors += row.errors ?? 0;
    totals.countingRejections += row.counting_rejections ?? 0;
    totals.otherRejections += row.other_rejections ?? 0;
  }
  addDetails(totals, Buffer.concat(minutes.map(({ details }) => details)));
  return totals;
}

function writeStretch(nth: number, totals: CallTotals): void {
  const row = toTotalsRow(totals);
  const { errors, counting_rejections, other_rejections } = row;
  shared.byte(
    nth +
      (errors === null ? 0 : HAS.errors) +
      (counting_rejections === null ? 0 : HAS.countingRejections) +
      (other_rejections === null ? 0 : HAS.otherRejections),
  );
  shared.count(row.count);
  shared.double(row.sum_ms);
  for (const count of [errors, counting_rejections, other_rejections]) {
    if (count !== null) {
      shared.count(count);
    }
  }
  shared.block(row.details);
}

/**
 * Visits what {@link packHour} packed, in rising order.
 *
 * @param visit - hears the number of the stretch in its hour, from 0
 * @throws RangeError where the bytes end early
 */
export function eachStretch(
  pack: Buffer,
  visit: (nth: number, row: TotalsRow) => void,
): void {
  const reader = new ByteReader(pack);
  while (reader.position < pack.length) {
    const head = reader.byte();
    const countOf = (flag: number) =>
      (head & flag) === 0 ? null : reader.count();
    // As they stand, one after the other.
    const count = reader.count();
    const sumMs = reader.double();
    const errors = countOf(HAS.errors);
    const countingRejections = countOf(HAS.countingRejections);
    const otherRejections = countOf(HAS.otherRejections);
    const [start, end] = reader.block();
    visit(head & 15, {
      count,
      sum_ms: sumMs,
      errors,
      counting_rejections: countingRejections,
      other_rejections: otherRejections,
      details: pack.subarray(start, end),
    });
  }
}

import { ByteReader, ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';
import { readHistogram, writeSmallest } from './histogramCodec';

/** Totals as a row of `points` keeps them: what is zero in most of them is null there, which takes no room. */
export interface TotalsRow {
  count: number;
  sum_ms: number;
  errors: number | null;
  counting_rejections: number | null;
  other_rejections: number | null;
  /** The histogram; where anything failed, {@link FAILURES} and how many calls failed with what. */
  details: Buffer;
}

export interface PointRow extends TotalsRow {
  series_id: number;
  slot: number;
}

/**
 * After this byte, which no histogram begins with, failures follow: the
 * members of an object in JSON, without its braces, and a byte of zero.
 */
export const FAILURES = 5;

/** Sums of what no database takes as a number stay at the largest that there is. */
const finite = (value: number) => Math.min(value, Number.MAX_VALUE);

// What is encoded is copied out of it before anybody else can write.
const shared = new ByteWriter();

function encodeDetails(totals: CallTotals): Buffer {
  shared.clear();
  writeSmallest(shared, totals.histogram);
  if (totals.failures.size > 0) {
    const json = JSON.stringify(Object.fromEntries(totals.failures));
    shared.byte(FAILURES);
    shared.raw(Buffer.from(json.slice(1, -1)));
    shared.byte(0);
  }
  return Buffer.from(shared.bytes);
}

export function toTotalsRow(totals: CallTotals): TotalsRow {
  return {
    count: finite(totals.count),
    sum_ms: finite(totals.sumMs),
    errors: finite(totals.errors) || null,
    counting_rejections: finite(totals.countingRejections) || null,
    other_rejections: finite(totals.otherRejections) || null,
    details: encodeDetails(totals),
  };
}

/** Adds a row to totals. */
export function mergeRow(totals: CallTotals, row: TotalsRow): void {
  totals.count += row.count;
  totals.sumMs += row.sum_ms;
  totals.errors += row.errors ?? 0;
  totals.countingRejections += row.counting_rejections ?? 0;
  totals.otherRejections += row.other_rejections ?? 0;
  const { details } = row;
  const reader = new ByteReader(details);
  while (reader.position < details.length) {
    if (reader.peek() === FAILURES) {
      reader.readWith((bytes, at) => addFailures(totals, bytes, at));
    } else {
      readHistogram(reader, totals.histogram);
    }
  }
}

/**
 * Adds failures to totals.
 *
 * @param start - where {@link FAILURES} is
 * @returns where the bytes go on
 * @throws RangeError where they end early
 */
export function addFailures(
  totals: CallTotals,
  bytes: Uint8Array,
  start: number,
): number {
  const end = bytes.indexOf(0, start);
  if (end < 0) {
    throw new RangeError('The bytes end early');
  }
  const members = Buffer.from(bytes.subarray(start + 1, end)).toString();
  const failures: Record<string, number> = JSON.parse(`{${members}}`);
  for (const [failure, count] of Object.entries(failures)) {
    totals.addFailure(failure, count);
  }
  return end + 1;
}

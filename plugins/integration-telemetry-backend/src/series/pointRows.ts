import { ByteReader, ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';
import { addFailures, isFailures, writeFailures } from './failuresCodec';
import { readHistogram, writeSmallest } from './histogramCodec';

/** Totals as a row of `points` keeps them: what is zero in most of them is null there, which takes no room. */
export interface TotalsRow {
  count: number;
  sum_ms: number;
  errors: number | null;
  counting_rejections: number | null;
  other_rejections: number | null;
  /** The histogram and, where anything failed, how many calls failed with what. */
  details: Buffer;
}

export interface PointRow extends TotalsRow {
  series_id: number;
  slot: number;
}

/** Sums of what no database takes as a number stay at the largest that there is. */
const finite = (value: number) => Math.min(value, Number.MAX_VALUE);

// What is encoded is copied out of it before anybody else can write.
const shared = new ByteWriter();

function encodeDetails(totals: CallTotals): Buffer {
  shared.clear();
  writeSmallest(shared, totals.histogram);
  if (totals.failures.size > 0) {
    writeFailures(shared, totals.failures);
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
    if (isFailures(reader.peek())) {
      reader.readWith((bytes, at) => addFailures(totals, bytes, at));
    } else {
      readHistogram(reader, totals.histogram);
    }
  }
}

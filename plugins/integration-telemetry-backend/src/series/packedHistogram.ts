import { ByteReader, ByteWriter } from './bytes';
import { ExponentialHistogram, MAX_BUCKETS } from './ExponentialHistogram';
import {
  PACKED_BELOW,
  readPackedCounts,
  writePackedCounts,
} from './packedCounts';
import { unzigzag, zigzag } from './zigzag';

/** The first byte is this and the scale, which is between -10 and 4: no other form's. */
const PACKED = 32;

/** An empty bucket takes a bit, and one that is not empty takes two bytes where it is not packed. */
const MAX_SLOTS_PER_BUCKET = 12;

// Work on it is never interrupted.
const slots = new Int32Array(MAX_BUCKETS);

export const isPacked = (form: number) => form >= 16 && form < 48;

export const packedScale = (form: number) => form - PACKED;

/**
 * Writes a histogram whose counts are whole in a quarter to a half of the bytes
 * that `writeHistogram` takes: the scale, the zero count, how many buckets
 * there are from the first to the last that is not empty, the first, and what
 * all of them count.
 *
 * @returns false where it is not one to be packed, and nothing was written
 */
export function writePackedHistogram(
  writer: ByteWriter,
  histogram: ExponentialHistogram,
): boolean {
  const { scale, zeroCount, size } = histogram;
  let isFit = size > 0 && Number.isSafeInteger(zeroCount);
  let first = Infinity;
  let last = -Infinity;
  histogram.eachBucket((index, count) => {
    isFit &&= Number.isInteger(count) && count < PACKED_BELOW;
    first = Math.min(first, index);
    last = index;
  });
  const width = last - first + 1;
  if (!isFit || width > Math.min(MAX_BUCKETS, MAX_SLOTS_PER_BUCKET * size)) {
    return false;
  }
  slots.fill(0, 0, width);
  histogram.eachBucket((index, count) => {
    slots[index - first] = count;
  });
  writer.byte(PACKED + scale);
  writer.varint(zeroCount);
  writer.varint(width);
  writer.varint(zigzag(first));
  writePackedCounts(writer, slots, width);
  return true;
}

/** Adds what {@link writePackedHistogram} wrote to a histogram. */
export function readPackedHistogram(
  reader: ByteReader,
  into: ExponentialHistogram,
): void {
  const scale = packedScale(reader.byte());
  into.coarsenTo(scale);
  into.add(0, reader.varint());
  const width = reader.varint();
  const first = unzigzag(reader.varint());
  reader.readWith((bytes, at) => readSlots(bytes, at, width));
  for (let nth = 0; nth < width; nth += 1) {
    into.addBucket(scale, first + nth, slots[nth]);
  }
}

/**
 * Reads the buckets' counts into what {@link slotCounts} is until the next call.
 *
 * @returns where the bytes go on
 */
export function readSlots(
  bytes: Uint8Array,
  at: number,
  width: number,
): number {
  if (width > MAX_BUCKETS) {
    throw new RangeError(`A histogram has no ${width} buckets`);
  }
  return readPackedCounts(bytes, at, slots, width);
}

export const slotCounts: Readonly<Int32Array> = slots;

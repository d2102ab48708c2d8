import { ByteReader, ByteWriter } from './bytes';
import { ExponentialHistogram } from './ExponentialHistogram';
import {
  isPacked,
  readPackedHistogram,
  writePackedHistogram,
} from './packedHistogram';
import { unzigzag, zigzag } from './zigzag';

/** How the rest is written; it stands first. */
export const FORM = {
  /** Counts are whole, with the distance from bucket to bucket before each. */
  whole: 1,
  /** Counts may be weighted. */
  weighted: 2,
  /** Counts are whole, and stand for one bucket after the other, zeros too. */
  dense: 3,
} as const;

/**
 * Writes a histogram in few bytes: its form, the scale, the zero count, how
 * many buckets follow, and these. Whole counts, which are the rule, take
 * variable length; weighted ones take eight bytes. Buckets without gaps, which
 * are the rule where many calls were counted, go without their distances.
 */
export function writeHistogram(
  writer: ByteWriter,
  histogram: ExponentialHistogram,
): void {
  const { scale, zeroCount, size } = histogram;
  let whole = Number.isSafeInteger(zeroCount);
  let first = 0;
  let last = 0;
  let nth = 0;
  histogram.eachBucket((index, count) => {
    whole &&= Number.isSafeInteger(count);
    first = nth === 0 ? index : first;
    last = index;
    nth += 1;
  });
  const slots = size === 0 ? 0 : last - first + 1;
  const ofWhole = slots < 2 * size ? FORM.dense : FORM.whole;
  const form = whole ? ofWhole : FORM.weighted;
  const writeCount = (count: number) =>
    whole ? writer.varint(count) : writer.double(count);
  writer.byte(form);
  writer.byte(scale & 0xff);
  writeCount(zeroCount);
  writer.varint(form === FORM.dense ? slots : size);
  let next = first;
  nth = 0;
  histogram.eachBucket((index, count) => {
    // Only the first may be negative: the others always rise.
    if (nth === 0) {
      writer.varint(zigzag(index));
    } else if (form === FORM.dense) {
      for (; next < index; next += 1) {
        writer.varint(0);
      }
    } else {
      writer.varint(index - next + 1);
    }
    writeCount(count);
    next = index + 1;
    nth += 1;
  });
}

/** Adds what {@link writeHistogram} or {@link writePackedHistogram} wrote to a histogram. */
export function readHistogram(
  reader: ByteReader,
  into: ExponentialHistogram,
): void {
  if (isPacked(reader.peek())) {
    readPackedHistogram(reader, into);
    return;
  }
  const form = reader.byte();
  const whole = form !== FORM.weighted;
  const scale = (reader.byte() << 24) >> 24;
  into.coarsenTo(scale);
  into.add(0, whole ? reader.varint() : reader.double());
  const size = reader.varint();
  let index = 0;
  for (let bucket = 0; bucket < size; bucket += 1) {
    if (bucket === 0) {
      index = unzigzag(reader.varint());
    } else {
      index += form === FORM.dense ? 1 : reader.varint();
    }
    into.addBucket(scale, index, whole ? reader.varint() : reader.double());
  }
}

// What is encoded is copied out of it before anybody else can write.
const shared = new ByteWriter();

/**
 * Writes a histogram in as few bytes as it takes: what is stored stays for
 * months, and what a request brought for seconds.
 */
export function writeSmallest(
  writer: ByteWriter,
  histogram: ExponentialHistogram,
): void {
  if (!writePackedHistogram(writer, histogram)) {
    writeHistogram(writer, histogram);
  }
}

/** A histogram by itself, as {@link writeSmallest} writes it. */
export function encodeHistogram(histogram: ExponentialHistogram): Buffer {
  shared.clear();
  writeSmallest(shared, histogram);
  return Buffer.from(shared.bytes);
}

/** Reads what {@link encodeHistogram} wrote. */
export function decodeHistogram(bytes: Uint8Array): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  readHistogram(new ByteReader(bytes), histogram);
  return histogram;
}

import { ByteReader, ByteWriter } from './bytes';
import { ExponentialHistogram } from './ExponentialHistogram';

/**
 * Writes a histogram in few bytes: a version, the scale, the zero count, the
 * number of buckets, and then the distance to the index before and the count
 * of each. Whole counts, which are the rule, take variable length; weighted
 * ones take eight bytes.
 */
export function writeHistogram(
  writer: ByteWriter,
  histogram: ExponentialHistogram,
): void {
  const { scale, zeroCount } = histogram;
  let whole = Number.isSafeInteger(zeroCount);
  histogram.eachBucket((_, count) => {
    whole &&= Number.isSafeInteger(count);
  });
  const writeCount = (count: number) =>
    whole ? writer.varint(count) : writer.double(count);
  writer.byte(whole ? 1 : 2);
  writer.byte(scale & 0xff);
  writeCount(zeroCount);
  writer.varint(histogram.size);
  let before: number | undefined;
  histogram.eachBucket((index, count) => {
    // Only the first may be negative: the others always rise.
    writer.varint(before === undefined ? zigzag(index) : index - before);
    writeCount(count);
    before = index;
  });
}

/** Adds what {@link writeHistogram} wrote to a histogram. */
export function readHistogram(
  reader: ByteReader,
  into: ExponentialHistogram,
): void {
  const whole = reader.byte() === 1;
  const scale = (reader.byte() << 24) >> 24;
  into.coarsenTo(scale);
  into.add(0, whole ? reader.varint() : reader.double());
  const size = reader.varint();
  let index = 0;
  for (let bucket = 0; bucket < size; bucket += 1) {
    const distance = reader.varint();
    index = bucket === 0 ? unzigzag(distance) : index + distance;
    into.addBucket(scale, index, whole ? reader.varint() : reader.double());
  }
}

// What is encoded is copied out of it before anybody else can write.
const shared = new ByteWriter();

/** A histogram as a column keeps it. */
export function encodeHistogram(histogram: ExponentialHistogram): Buffer {
  shared.clear();
  writeHistogram(shared, histogram);
  return Buffer.from(shared.bytes);
}

/** Reads what {@link encodeHistogram} wrote. */
export function decodeHistogram(bytes: Uint8Array): ExponentialHistogram {
  const histogram = new ExponentialHistogram();
  readHistogram(new ByteReader(bytes), histogram);
  return histogram;
}

/** Small numbers of either sign as small numbers without one. */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

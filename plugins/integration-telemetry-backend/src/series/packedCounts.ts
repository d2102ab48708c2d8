import { ByteWriter } from './bytes';

/** Counts below it are packed: what is computed of them here stays within 30 bits, in which machines compute fastest. */
export const PACKED_BELOW = 2 ** 28;

/** So many ones in a row, and a count follows that was not expected. */
const ESCAPE = 15;

/** From this on, what is written is by how much a count is not the expected one. */
const NEAR_FROM = 4;

/** How many bits a number takes. */
const widthOf = (value: number) => 32 - Math.clz32(value);

/** As `zigzag`, of what fits 31 bits. */
const zigzag32 = (value: number) => (value << 1) ^ (value >> 31);
const unzigzag32 = (value: number) => (value >> 1) ^ -(value & 1);

/**
 * What a bucket is likely to hold after the two before it: counts of durations
 * rise and fall slowly.
 */
const expectedAfter = (last: number, lastButOne: number) =>
  ((2 * last + lastButOne + 1) / 3) | 0;

/**
 * How many low bits of what is written stand as they are. Where few are
 * expected, that is the count; where many, the difference, which is as wide as
 * chance makes it: the root of the count.
 */
const lowBitsFor = (expected: number) =>
  expected < NEAR_FROM ? expected >> 1 : (widthOf(2 * expected - 1) + 1) >> 1;

/**
 * Writes counts in a fraction of their bytes: of each, the high bits as so many
 * ones and a zero, then the low bits (a Rice code), first bits lowest.
 *
 * @param counts - whole, each less than {@link PACKED_BELOW}
 */
export function writePackedCounts(
  writer: ByteWriter,
  counts: Int32Array,
  size: number,
): void {
  let bits = 0;
  let held = 0;
  // At most 16 bits at once: with seven that are held, they fit.
  const write = (value: number, width: number) => {
    bits |= value << held;
    held += width;
    while (held >= 8) {
      writer.byte(bits & 0xff);
      bits >>>= 8;
      held -= 8;
    }
  };
  let last = 0;
  let lastButOne = 0;
  for (let at = 0; at < size; at += 1) {
    const count = counts[at];
    const expected = expectedAfter(last, lastButOne);
    const low = lowBitsFor(expected);
    const value = expected < NEAR_FROM ? count : zigzag32(count - expected);
    const high = value >> low;
    if (high < ESCAPE) {
      write((1 << high) - 1, high + 1);
      write(value & ((1 << low) - 1), low);
    } else {
      const width = widthOf(count);
      write((1 << ESCAPE) - 1, ESCAPE);
      write(width, 5);
      write(count & 0xffff, Math.min(16, width));
      write(count >> 16, Math.max(0, width - 16));
    }
    lastButOne = last;
    last = count;
  }
  if (held > 0) {
    writer.byte(bits);
  }
}

/**
 * Reads what {@link writePackedCounts} wrote.
 *
 * @returns where the bytes go on
 * @throws RangeError where they end early
 */
export function readPackedCounts(
  bytes: Uint8Array,
  start: number,
  counts: Int32Array,
  size: number,
): number {
  let at = start;
  let bits = 0;
  let held = 0;
  const read = (width: number) => {
    while (held < width) {
      bits |= bytes[at] << held;
      at += 1;
      held += 8;
    }
    const value = bits & ((1 << width) - 1);
    bits >>= width;
    held -= width;
    return value;
  };
  let last = 0;
  let lastButOne = 0;
  for (let nth = 0; nth < size; nth += 1) {
    const expected = expectedAfter(last, lastButOne);
    const low = lowBitsFor(expected);
    while (held <= ESCAPE) {
      bits |= bytes[at] << held;
      at += 1;
      held += 8;
    }
    // How many ones there are before the first zero; past the end, all are zero.
    const high = 31 - Math.clz32(~bits & (bits + 1));
    let count: number;
    if (high < ESCAPE) {
      bits >>= high + 1;
      held -= high + 1;
      const value = (high << low) | read(low);
      count = expected < NEAR_FROM ? value : expected + unzigzag32(value);
    } else {
      bits >>= ESCAPE;
      held -= ESCAPE;
      const width = read(5);
      count = read(Math.min(16, width));
      count |= read(Math.max(0, width - 16)) << 16;
    }
    counts[nth] = count;
    lastButOne = last;
    last = count;
  }
  const end = at - (held >> 3);
  if (end > bytes.length) {
    throw new RangeError('The bytes end early');
  }
  return end;
}

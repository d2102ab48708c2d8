import { ExponentialHistogram } from './ExponentialHistogram';

/**
 * Writes a histogram in few bytes: a version, the scale, the zero count, the
 * first index, and then the distance to the index before and the count of each
 * bucket. Whole counts, which are the rule, take variable length; weighted
 * ones take eight bytes.
 */
export function encodeHistogram(histogram: ExponentialHistogram): Buffer {
  const { buckets, scale, zeroCount } = histogram;
  const whole =
    Number.isSafeInteger(zeroCount) &&
    buckets.every(([, count]) => Number.isSafeInteger(count));
  const bytes: number[] = [whole ? 1 : 2, scale & 0xff];
  const writeVarint = (value: number) => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  const double = Buffer.alloc(8);
  const writeCount = (count: number) => {
    if (whole) {
      writeVarint(count);
    } else {
      double.writeDoubleLE(count);
      bytes.push(...double);
    }
  };
  writeCount(zeroCount);
  writeVarint(buckets.length);
  let before = 0;
  buckets.forEach(([index, count], at) => {
    const distance = index - before;
    // Only the first may be negative: the others always rise.
    writeVarint(at === 0 ? zigzag(distance) : distance);
    writeCount(count);
    before = index;
  });
  return Buffer.from(bytes);
}

/** Reads what {@link encodeHistogram} wrote. */
export function decodeHistogram(bytes: Uint8Array): ExponentialHistogram {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = view.getUint8(0) === 1;
  const scale = view.getInt8(1);
  let at = 2;
  const readVarint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = view.getUint8(at);
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  const readCount = () => {
    if (whole) {
      return readVarint();
    }
    const count = view.getFloat64(at, true);
    at += 8;
    return count;
  };
  const zeroCount = readCount();
  const length = readVarint();
  const buckets: Array<[number, number]> = [];
  let index = 0;
  for (let bucket = 0; bucket < length; bucket += 1) {
    const distance = readVarint();
    if (bucket === 0) {
      index = distance % 2 === 0 ? distance / 2 : -(distance + 1) / 2;
    } else {
      index += distance;
    }
    buckets.push([index, readCount()]);
  }
  return ExponentialHistogram.from({ scale, zeroCount, buckets });
}

/** Small numbers of either sign as small numbers without one. */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

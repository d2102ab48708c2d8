import fc from 'fast-check';
import { ByteWriter } from './bytes';
import {
  PACKED_BELOW,
  readPackedCounts,
  writePackedCounts,
} from './packedCounts';

const SIZE = 160;

function pack(counts: readonly number[]): Buffer {
  const writer = new ByteWriter();
  writePackedCounts(writer, Int32Array.from(counts), counts.length);
  return Buffer.from(writer.bytes);
}

function unpack(bytes: Buffer, size: number): number[] {
  const counts = new Int32Array(SIZE);
  expect(readPackedCounts(bytes, 0, counts, size)).toBe(bytes.length);
  return [...counts.subarray(0, size)];
}

describe('packed counts', () => {
  it.each([
    ['few', 3],
    ['some', 300],
    ['as many as there may be', PACKED_BELOW - 1],
  ])('are read as they were written: %s', (_, max) => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constant(0), fc.integer({ min: 0, max }), fc.nat(20)),
          { maxLength: SIZE },
        ),
        counts => {
          expect(unpack(pack(counts), counts.length)).toEqual(counts);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('take less than three bits where a minute counts one call in each bucket', () => {
    const counts = Array.from({ length: 80 }, (_, at) => (at * 7) % 3);
    expect(pack(counts).length).toBeLessThan((80 * 3) / 8);
  });

  it('take less than a byte where an hour counts a hundred', () => {
    const counts = Array.from({ length: 100 }, (_, at) =>
      Math.round(100 * Math.sin((at + 1) / 32) ** 2 + ((at * 7) % 11)),
    );
    expect(pack(counts).length).toBeLessThan(75);
  });

  it('that are cut off are refused', () => {
    const counts = Array.from({ length: 50 }, (_, at) => at);
    const bytes = pack(counts);
    expect(() =>
      readPackedCounts(bytes.subarray(0, 20), 0, new Int32Array(50), 50),
    ).toThrow(RangeError);
  });
});

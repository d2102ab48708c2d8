import fc from 'fast-check';
import { OtlpError } from './OtlpError';
import { readJsonText } from './readJsonText';

const bytesOf = (text: string) => Buffer.from(text);
const isLong = (value: bigint) => value <= -(10n ** 15n) || value >= 10n ** 15n;

describe('readJsonText', () => {
  it('reads what JSON.parse reads, and long integers digit for digit', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\', '"', '[1234567890123456789', '\\"'),
      fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(value), fc.boolean(), (values, isSpaced) => {
        const texts = values.map(item =>
          typeof item === 'bigint' ? String(item) : JSON.stringify(item),
        );
        // Doubles are written out in full from 2 to the power of 53 on, too.
        const expected = texts.map(text =>
          /^-?\d+$/.test(text) && isLong(BigInt(text))
            ? text
            : JSON.parse(text),
        );
        const text = `[${texts.join(isSpaced ? ' , ' : ',')}]`;
        expect(readJsonText(bytesOf(text))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not kept busy by quotes that never end', () => {
    const text = `[1234567890123456,${'"\\"\\\\'.repeat(200_000)}`;
    expect(() => readJsonText(bytesOf(text))).toThrow(OtlpError);
  });
});

/**
 * Whether a number is a whole multiple of another, in decimal arithmetic: 0.3 is a
 * multiple of 0.1, which floating point would deny.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(divisor) || divisor === 0) {
    return false;
  }
  const places = Math.max(decimalPlaces(value), decimalPlaces(divisor));
  return scaled(value, places) % scaled(divisor, places) === 0n;
}

function decimalPlaces(value: number): number {
  const [mantissa, exponent] = String(value).split('e');
  const fraction = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent ?? 0));
}

function scaled(value: number, places: number): bigint {
  const [mantissa, exponent] = String(value).split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const shift = places - fraction.length + Number(exponent ?? 0);
  return BigInt(whole + fraction) * 10n ** BigInt(shift);
}

/** The smallest number that all of these divide, in decimal arithmetic; nothing for none. */
export function leastCommonMultiple(
  divisors: readonly number[],
): number | undefined {
  const usable = divisors.filter(
    divisor => Number.isFinite(divisor) && divisor > 0,
  );
  if (usable.length === 0 || usable.length < divisors.length) {
    return undefined;
  }
  const places = Math.max(...usable.map(decimalPlaces));
  const whole = usable
    .map(divisor => scaled(divisor, places))
    .reduce((one, other) => (one / greatestDivisor(one, other)) * other);
  const found = unscaled(whole, places);
  // What doesn't fit into a number any more is left alone.
  return usable.every(divisor => isMultipleOf(found, divisor))
    ? found
    : undefined;
}

function greatestDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatestDivisor(other, one % other);
}

function unscaled(whole: bigint, places: number): number {
  return Number(`${whole}e-${places}`);
}

/** The multiples of a number between two others, both included, if they are so many at most. */
export function multiplesBetween(
  from: number,
  to: number,
  step: number,
  most: number,
): number[] | undefined {
  const first = multipleFrom(from, step, 1);
  const last = multipleFrom(to, step, -1);
  const count = Math.round((last - first) / step) + 1;
  if (!Number.isFinite(count) || count > most) {
    return undefined;
  }
  const places = Math.max(decimalPlaces(first), decimalPlaces(step));
  const [start, distance] = [scaled(first, places), scaled(step, places)];
  return Array.from({ length: Math.max(0, count) }, (_, at) =>
    unscaled(start + distance * BigInt(at), places),
  );
}

/** The multiple that comes first from a number on, upwards (1) or downwards (-1). */
export function multipleFrom(
  value: number,
  step: number,
  sign: 1 | -1,
): number {
  if (!Number.isFinite(value)) {
    return value;
  }
  const places = Math.max(decimalPlaces(value), decimalPlaces(step));
  const [from, distance] = [scaled(value, places), scaled(step, places)];
  const beyond = from % distance;
  if (beyond === 0n) {
    return value;
  }
  // Division of big integers cuts towards zero.
  const down = beyond < 0n ? from - beyond - distance : from - beyond;
  return unscaled(sign === 1 ? down + distance : down, places);
}

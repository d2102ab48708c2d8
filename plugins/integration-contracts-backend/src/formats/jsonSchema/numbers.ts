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

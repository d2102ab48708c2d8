const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size in the unit in which it is at least 1: `324 B`, `1.4 MiB`. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: digits })}\u00a0${UNITS[unit]}`;
}

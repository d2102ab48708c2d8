const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** A count for people: `2,140`. */
export function formatCount(count: number): string {
  return numbers.format(Math.round(count));
}

/** A share for people, as pages write it: `31.4 %`, `0.02 %`, `2 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const digits = percent < 0.095 ? 2 : 1;
  return percent > 0 && percent < 0.005
    ? 'less than 0.01 %'
    : `${Number(percent.toFixed(digits))} %`;
}

/** A span of time for people, in its two largest units: `5 h 10 min`. */
export function formatDuration(durationMs: number): string {
  const minutes = Math.max(0, Math.floor(durationMs / 60_000));
  if (minutes < 1) {
    return 'less than a minute';
  }
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) {
    return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  }
  if (hours > 0) {
    return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  }
  return `${rest} min`;
}

/** `1 call`, `12 calls`. */
export function countOf(count: number, noun: string): string {
  const shown = formatCount(count);
  return `${shown} ${shown === '1' ? noun : `${noun}s`}`;
}

const FRACTIONS: Array<[share: number, words: string]> = [
  [1 / 10, 'a tenth'],
  [1 / 5, 'a fifth'],
  [1 / 4, 'a quarter'],
  [1 / 3, 'a third'],
  [1 / 2, 'half'],
  [2 / 3, 'two thirds'],
  [3 / 4, 'three quarters'],
];

/** A share as one would say it: `a fifth`; in percent where no simple fraction is near. */
export function describeFraction(share: number): string {
  const near = FRACTIONS.find(
    ([fraction]) => Math.abs(share - fraction) <= 0.08 * fraction,
  );
  return near?.[1] ?? formatShare(share);
}

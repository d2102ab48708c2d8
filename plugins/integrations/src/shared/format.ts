/** No break between a number and its unit. */
const NBSP = '\u00a0';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A number with its unit apart, so that the unit can be set smaller. */
export interface Quantity {
  value: string;
  unit: string;
}

/** At most two significant digits below 10, whole numbers from there on. */
function shortNumber(value: number): string {
  const digits = Math.abs(value) < 9.95 ? 1 : 0;
  const text = value.toLocaleString('en-GB', { maximumFractionDigits: digits });
  return text === '-0' ? '0' : text;
}

/** Whole numbers with thousands separated: `48,210`. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/**
 * How long something took: `180 ms`, `1.9 s`, `6 min 10 s`, `2 h 5 min`.
 */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0.95) {
    return `${shortNumber(durationMs)}${NBSP}ms`;
  }
  if (Math.round(durationMs) < SECOND_MS) {
    return `${Math.round(durationMs)}${NBSP}ms`;
  }
  if (durationMs < MINUTE_MS - SECOND_MS / 2) {
    return `${shortNumber(durationMs / SECOND_MS)}${NBSP}s`;
  }
  const seconds = Math.round(durationMs / SECOND_MS);
  return seconds < 3600
    ? twoUnits(Math.floor(seconds / 60), 'min', seconds % 60, 's')
    : formatElapsed(durationMs);
}

/**
 * How long ago, in two units at most: `20 s`, `41 min`, `1 h 19 min`, `2 d 4 h`.
 */
export function formatElapsed(elapsedMs: number): string {
  const elapsed = Math.max(0, elapsedMs);
  if (elapsed < MINUTE_MS) {
    return `${Math.floor(elapsed / SECOND_MS)}${NBSP}s`;
  }
  if (elapsed < HOUR_MS) {
    return `${Math.floor(elapsed / MINUTE_MS)}${NBSP}min`;
  }
  if (elapsed < DAY_MS) {
    const minutes = Math.floor(elapsed / MINUTE_MS);
    return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  }
  const hours = Math.floor(elapsed / HOUR_MS);
  return twoUnits(
    Math.floor(hours / 24),
    'd',
    hours >= 7 * 24 ? 0 : hours % 24,
    'h',
  );
}

function twoUnits(
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
): string {
  const first = `${large}${NBSP}${largeUnit}`;
  return small ? `${first}${NBSP}${small}${NBSP}${smallUnit}` : first;
}

/**
 * A rate in the unit in which it is at least 1: `454 /min`, `12 /h`, `12 /day`.
 *
 * @param perMinute - calls, messages or files a minute
 */
export function formatRate(perMinute: number): Quantity {
  if (perMinute === 0 || perMinute >= 0.95) {
    return { value: shortNumber(perMinute), unit: '/min' };
  }
  const perHour = perMinute * 60;
  return perHour >= 0.95
    ? { value: shortNumber(perHour), unit: '/h' }
    : { value: shortNumber(perHour * 24), unit: '/day' };
}

/** A share of 0 to 1 in percent: `31.4 %`, `0.02 %`, `100 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const digits = percent > 0 && percent < 0.095 ? 2 : 1;
  const text = percent.toLocaleString('en-GB', {
    maximumFractionDigits: percent >= 99.95 ? 0 : digits,
  });
  return `${text}${NBSP}%`;
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** Clock time in the reader's time zone: `09:12`. */
export function formatClock(instant: string | Date): string {
  return new Date(instant).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** `16 Nov`, and with its year where that is another one. */
export function formatDay(instant: string, now: Date): string {
  const date = new Date(instant);
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
}

/** Clock time today, else the day with the clock time: `09:12`, `16 Nov 05:30`. */
export function formatMoment(instant: string, now: Date): string {
  return isSameDay(new Date(instant), now)
    ? formatClock(instant)
    : `${formatDay(instant, now)} ${formatClock(instant)}`;
}

/** How long ago an instant was. */
export function formatAge(instant: string, now: Date): string {
  return formatElapsed(now.getTime() - Date.parse(instant));
}

/** Date and time in full, to the second, for tooltips: `18 Nov 2025, 09:53:20`. */
export function formatInstant(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** Date and time to the minute, for table cells: `18 Nov 2025, 09:53`. */
export function formatMinute(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** Clock time to the second: `09:53:20`. */
export function formatSecond(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB');
}

/** A sentence in which no number breaks apart from its percent sign. */
export function unbroken(text: string): string {
  return text.replaceAll(' %', `${NBSP}%`);
}

const instantInText = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A sentence of the backend, its instants in the reader's time zone. */
export function withLocalTimes(text: string): string {
  return text.replace(instantInText, formatInstant);
}

/** Where an indicator has been over some weeks; not what it read on a day. */
export interface ObservedLevel {
  /** The lower end of the range in which most days are. */
  low: number;
  /** The median of the days. */
  level: number;
  high: number;
  /** In words, for example `telemetry (metrics, caller), 14 days`. */
  source: string;
}

/** What is observed of that which decisions assume; what is missing is not known. */
export interface ObservedLevels {
  /** Calls, messages or records a day. */
  volume?: ObservedLevel;
  /** The 95th percentile in milliseconds. */
  latency?: ObservedLevel;
  /** Who reads or calls it. */
  consumers?: ObservedLevel;
  /** A month, in the currency of the price list. */
  cost?: ObservedLevel;
}

/** Whole days that are looked at. */
export const LEVEL_DAYS = 14;

/** Fewer days with traffic make no level. */
const FEWEST_DAYS = 7;

/** At each end a quarter of the days, rounded down, may be anything. */
const LEFT_OUT = 4;

/**
 * The median of daily values, with the range of the days that remain when the
 * lowest and the highest quarter are left out. One noisy day moves neither end
 * far. Undefined where too few days have a value.
 */
export function levelOf(
  daily: ReadonlyArray<number | null | undefined>,
  source: string,
): ObservedLevel | undefined {
  const days = daily
    .filter(value => typeof value === 'number')
    .sort((left, right) => left - right);
  if (days.length < FEWEST_DAYS) {
    return undefined;
  }
  const leftOut = Math.floor(days.length / LEFT_OUT);
  const middle = (days.length - 1) / 2;
  return {
    low: days[leftOut],
    level: (days[Math.floor(middle)] + days[Math.ceil(middle)]) / 2,
    high: days[days.length - 1 - leftOut],
    source,
  };
}

/** What a trend is looked for in. */
export const TREND_INDICATORS = [
  'latency',
  'error-rate',
  'throughput',
  'dead-letter-inflow',
  'batch-duration',
] as const;

export type TrendIndicator = (typeof TREND_INDICATORS)[number];

export type TrendDirection = 'up' | 'down';

/** How an indicator's points are to be read. */
export interface IndicatorTraits {
  /** What is summed are events, whose number alone makes it uncertain. */
  countsEvents: boolean;
  /** A level is per hour, whatever the number of calls. */
  isPerHour: boolean;
  /** Which ways of changing are worth telling somebody. */
  directions: readonly TrendDirection[];
  /** Fewer calls (or runs) in a day than this make no level of the day. */
  fewestADay: number;
  /** Of a level per hour: where fewer are usual in a day, nothing is raised. */
  fewestUsualADay: number;
}

const MEAN: IndicatorTraits = {
  countsEvents: false,
  isPerHour: false,
  directions: ['up'],
  fewestADay: 20,
  fewestUsualADay: 0,
};

const TRAITS: Record<TrendIndicator, IndicatorTraits> = {
  latency: MEAN,
  // A nightly job is one run.
  'batch-duration': { ...MEAN, fewestADay: 1 },
  'error-rate': { ...MEAN, countsEvents: true },
  throughput: {
    countsEvents: true,
    isPerHour: true,
    directions: ['up', 'down'],
    fewestADay: 1,
    // A dozen a day become seven by chance, a few days in a row.
    fewestUsualADay: 50,
  },
  'dead-letter-inflow': {
    countsEvents: true,
    isPerHour: true,
    directions: ['up'],
    fewestADay: 1,
    fewestUsualADay: 0,
  },
};

export function traitsOf(indicator: TrendIndicator): IndicatorTraits {
  return TRAITS[indicator];
}

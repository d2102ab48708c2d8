import { HOUR_MS } from './HourGrid';

/** When a fitted level is a change. Levels are natural logarithms of ratios to the usual. */
export interface TrendRule {
  /** A rule that asks for a fifth sees half of the changes by a fifth: it asks for less. */
  fire: number;
  /** A frozen baseline is given up below this. */
  clear: number;
  /** So many standard errors, and more where no day is like another. */
  errors: number;
  errorsWhereNoisy: number;
  noisySigma: number;
  /** So many of the newest days that are judged have to be above. */
  daysAbove: number;
  daysLooked: number;
  /** Above is what is not farther below `fire` than so many standard deviations of a day, and at least `leastAbove`. */
  belowSigmas: number;
  leastAbove: number;
  /** Of the three days before, the last has at least this share: what halves each day is a recovery, however slow. */
  stays: number;
  /** How long it has to look changed: two looks a day apart, less what a look may come early. */
  lastingMs: number;
  /** How long it may look otherwise in between. */
  rememberedMs: number;
}

/** Chosen on the benchmark's tuning seeds. */
export const TREND_RULE: TrendRule = {
  fire: Math.log(1.15),
  clear: Math.log(1.1),
  errors: 2.2,
  errorsWhereNoisy: 3,
  noisySigma: 0.07,
  daysAbove: 4,
  daysLooked: 5,
  belowSigmas: 1.6,
  leastAbove: 0.05,
  stays: 0.65,
  lastingMs: 20 * HOUR_MS,
  rememberedMs: 50 * HOUR_MS,
};

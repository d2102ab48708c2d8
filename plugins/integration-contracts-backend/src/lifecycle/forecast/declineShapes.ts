export const WEEK_DAYS = 7;

/** Half a year: what was before says little of a decline. */
export const MOST_WEEKS = 26;

/** When a decline may have begun, in days ago. */
const BEGINNINGS = [
  3, 7, 10, 14, 21, 28, 35, 42, 49, 56, 66, 77, 91, 105, 126, 150, 182,
];

/** When a line may come to its end, in days ahead. */
export const ENDINGS = [
  1, 2, 3, 4.5, 6.5, 9, 12, 16, 21, 28, 38, 50, 67, 90, 120, 160, 215,
];
/** How a line bends, with how many do so: it falls late, is straight, or falls early. */
const BENDS = [
  { bend: 0.5, share: 0.25 },
  { bend: 1, share: 0.5 },
  { bend: 2, share: 0.25 },
];

/** In how many days a decay loses all but a share of 1/e. */
export const LIFETIMES = [4, 6, 8.5, 12, 17, 24, 34, 48, 68];

/** How many consumers are on a line, or decay, before looking. */
const LINE_PRIOR = 0.11;
const DECAY_PRIOR = 0.04;

/** How many of the beginnings lie about each of those, which are nearer to each other at first. */
const SHARES = BEGINNINGS.map((ago, at) => {
  const before = BEGINNINGS[at - 1] ?? 0;
  const after = BEGINNINGS[at + 1] ?? ago;
  return (after - before) / (2 * BEGINNINGS[BEGINNINGS.length - 1]);
});

export interface Shape {
  beganAgo: number;
  /** How many consumers that are there decline so, before looking: one that has just begun is rare. */
  prior: number;
  /** The mean of each week up to yesterday, the latest first, as a share of what was before the decline. */
  weeks: Float64Array;
}

export interface LineShape extends Shape {
  endsInDays: number;
  bend: number;
}

export interface DecayShape extends Shape {
  lifetimeDays: number;
}

/** Lines down to an end that is still to come. */
export const LINES: readonly LineShape[] = BEGINNINGS.flatMap((beganAgo, at) =>
  ENDINGS.flatMap(endsInDays =>
    BENDS.map(({ bend, share }) => ({
      beganAgo,
      prior: (LINE_PRIOR * share * SHARES[at]) / ENDINGS.length,
      endsInDays,
      bend,
      weeks: meanOfWeeks(ago => leftOfLine(ago, beganAgo, endsInDays, bend)),
    })),
  ),
);

/** Exponential decays. */
export const DECAYS: readonly DecayShape[] = BEGINNINGS.flatMap(
  (beganAgo, at) =>
    LIFETIMES.map(lifetimeDays => ({
      beganAgo,
      prior: (DECAY_PRIOR * SHARES[at]) / LIFETIMES.length,
      lifetimeDays,
      weeks: meanOfWeeks(ago => leftOfDecay(ago, beganAgo, lifetimeDays)),
    })),
);

/** @param left - what is still to be called from so many days ago on, in days at the full level */
function meanOfWeeks(left: (ago: number) => number): Float64Array {
  return Float64Array.from(
    { length: MOST_WEEKS },
    (_, week) =>
      (left((week + 1) * WEEK_DAYS) - left(week * WEEK_DAYS)) / WEEK_DAYS,
  );
}

/** What a line still has to go; at less than 0 days ago that is in the future. */
export function leftOfLine(
  ago: number,
  beganAgo: number,
  endsInDays: number,
  bend: number,
): number {
  const whole = beganAgo + endsInDays;
  const share = Math.max(0, Math.min(beganAgo, ago) + endsInDays) / whole;
  return (
    Math.max(0, ago - beganAgo) + (whole / (bend + 1)) * share ** (bend + 1)
  );
}

function leftOfDecay(
  ago: number,
  beganAgo: number,
  lifetimeDays: number,
): number {
  const since = Math.min(0, ago - beganAgo);
  return (
    Math.max(0, ago - beganAgo) + lifetimeDays * Math.exp(since / lifetimeDays)
  );
}

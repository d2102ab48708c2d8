import { STATED_IS_MEANT } from './stated';

/** What was seen of one consumer since the announcement, in days since then. */
export interface Observed {
  /** When it was first seen; 0 where it was seen before. */
  fromDays: number;
  /** When it was last seen. */
  seenDays: number;
  /** Until when it would have been seen again, if it were there. */
  missedDays: number;
  /** How likely one that is there is as quiet as it is. */
  chanceOfPause: number;
  /** How likely it is on its way out, if it is there. */
  chanceMoving: number;
  /** When it said that it will leave, where it did; that is later than it was seen. */
  statedDays?: number;
}

/**
 * How the hazard of leaving goes on: it stays as it is, or it rises, the more
 * so where consumers move towards a date. The exponents of a Weibull
 * distribution, with how many versions are so.
 */
const COURSES: readonly [number, number][] = [
  [1, 0.35],
  [1.5, 0.25],
  [2.5, 0.2],
  [5, 0.1],
  [9, 0.1],
];

/** The scales of the distribution that are thought of, in days. */
const SHORTEST_DAYS = 4;
const LONGEST_DAYS = 6_000;
const SCALES = 30;

/** Before anybody was seen to leave: 63 % have after so many days, give or take a factor. */
const USUAL_DAYS = 130;
const USUAL_SPREAD = 0.7;

/** Who is on its way out began about so long ago. */
const MOVE_DAYS = 30;

/** From how long before a stated date on, and within how many days, most of those that state one leave. */
const STATED_EARLY_DAYS = 20;
const STATED_WITHIN_DAYS = 90;
const LEAST_PRESENT = 0.1;

const NEGLIGIBLE = 0.001;

/** One way in which the consumers of a version leave: a Weibull distribution of days since the announcement. */
export class LeavingLaw {
  constructor(
    readonly scaleDays: number,
    readonly exponent: number,
  ) {}

  /** The cumulative hazard of that many days since the announcement. */
  hazard(days: number): number {
    return (days / this.scaleDays) ** this.exponent;
  }

  /** How likely one that was there after `sinceDays` has left `days` later. */
  chanceLeft(sinceDays: number, days: number): number {
    return -Math.expm1(this.hazard(sinceDays) - this.hazard(sinceDays + days));
  }
}

/**
 * At what pace consumers of a version leave, as laws and how likely each is:
 * from few consumers, many are likely.
 */
export class Pace {
  private constructor(
    readonly laws: readonly { law: LeavingLaw; weight: number }[],
  ) {}

  /** Learns from who left, and from who did not although it could. */
  static learn(observed: readonly Observed[]): Pace {
    const step = Math.log(LONGEST_DAYS / SHORTEST_DAYS) / (SCALES - 1);
    const laws = COURSES.flatMap(([exponent, prior]) =>
      Array.from({ length: SCALES }, (_, at) => {
        const scaleDays = SHORTEST_DAYS * Math.exp(at * step);
        const law = new LeavingLaw(scaleDays, exponent);
        const off = Math.log(scaleDays / USUAL_DAYS) / USUAL_SPREAD;
        const log = Math.log(prior) - off ** 2 / 2 + explain(law, observed);
        return { law, log };
      }),
    );
    const highest = Math.max(...laws.map(({ log }) => log));
    const likely = laws
      .map(({ law, log }) => ({ law, weight: Math.exp(log - highest) }))
      .filter(({ weight }) => weight > NEGLIGIBLE);
    const sum = likely.reduce((all, { weight }) => all + weight, 0);
    return new Pace(
      likely.map(({ law, weight }) => ({ law, weight: weight / sum })),
    );
  }

  /** How likely one that was there so many days after the announcement has left `days` later. */
  chanceLeft(sinceDays: number, days: number): number {
    return this.laws.reduce(
      (sum, { law, weight }) => sum + weight * law.chanceLeft(sinceDays, days),
      0,
    );
  }
}

/** The logarithm of how likely a law makes what was seen. */
function explain(law: LeavingLaw, observed: readonly Observed[]): number {
  return observed.reduce((sum, one) => {
    const { fromDays, seenDays, missedDays } = one;
    const seen = law.hazard(seenDays);
    const leaves = law.chanceLeft(seenDays, missedDays - seenDays);
    const begunDays = Math.max(fromDays, seenDays - MOVE_DAYS);
    const moves = law.chanceLeft(begunDays, seenDays - begunDays);
    const stays =
      1 -
      one.chanceMoving +
      one.chanceMoving * Math.min(1, moves / (1 - moves));
    const seenAsIs = leaves + (1 - leaves) * one.chanceOfPause * stays;
    return (
      sum +
      law.hazard(fromDays) -
      seen +
      Math.log(seenAsIs + 1e-12) +
      explainStated(law, one)
    );
  }, 0);
}

/** A stated date is worth about as much as a departure within the months around it. */
function explainStated(
  law: LeavingLaw,
  { seenDays, statedDays, chanceOfPause }: Observed,
): number {
  if (statedDays === undefined || chanceOfPause < LEAST_PRESENT) {
    return 0;
  }
  const fromDays = Math.max(seenDays, statedDays - STATED_EARLY_DAYS);
  const waits = law.chanceLeft(seenDays, fromDays - seenDays);
  const leaves = law.chanceLeft(fromDays, STATED_WITHIN_DAYS);
  return Math.log(1 - STATED_IS_MEANT + STATED_IS_MEANT * (1 - waits) * leaves);
}

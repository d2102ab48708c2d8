import { DAYS_AHEAD } from './daysAhead';
import { LastUse } from './LastUse';
import { LeavingLaw } from './Pace';

/** How long a move takes once it has begun, in days, with how many take so long: a population of clients takes long. */
const MOVES = [
  [0, 0.8],
  [30, 0.15],
  [150, 0.05],
];

/** A job leaves at once, but its last run may come some days later than usual. */
const RUNS = [
  [0, 0.6],
  [3, 0.4],
];

/** How likely consumers that go on have switched by each of {@link DAYS_AHEAD}, under a law. */
export class Switches {
  readonly #law: LeavingLaw;
  readonly #announcedAgo: number;
  /** Most pause alike, for a day or two. */
  readonly #byPause = new Map<number, Float64Array>();

  constructor(law: LeavingLaw, announcedAgo: number) {
    this.#law = law;
    this.#announcedAgo = announcedAgo;
  }

  chances(use: LastUse): Float64Array {
    if (use.isJob) {
      return this.#chancesOf(use);
    }
    const pause = use.pauseAfter(0);
    const known = this.#byPause.get(pause);
    if (known) {
      return known;
    }
    const chances = this.#chancesOf(use);
    this.#byPause.set(pause, chances);
    return chances;
  }

  #chancesOf(use: LastUse): Float64Array {
    const moves = use.isJob ? RUNS : MOVES;
    return Float64Array.from(DAYS_AHEAD, days => {
      let chance = 0;
      for (const [takesDays, share] of moves) {
        const until = days - takesDays;
        if (until >= 0) {
          chance += share * this.#chanceBegun(until + use.pauseAfter(until));
        }
      }
      return chance;
    });
  }

  #chanceBegun(days: number): number {
    return this.#law.chanceLeft(this.#announcedAgo, days);
  }
}

import { LastUse } from './LastUse';
import { LeavingLaw, Pace } from './Pace';

/** Each day up to here, then steps by a twentieth, up to ten years. */
const DAILY_DAYS = 60;
const STEP = 1.05;
export const FARTHEST_DAYS = 3_650;

const BEFORE_TODAY = -1;

const DAYS = daysAhead();

/** Where a range may begin, as shares of what may lie before it. */
const STEPS = 20;

/** The distribution of the last day on which any of several consumers calls. */
export class LastDay {
  /** How likely all of them have called for the last time, by each of {@link DAYS}. */
  readonly #chances: Float64Array;
  /** Who may be the last, with how likely that is, the likeliest first. */
  readonly likeliest: readonly { key: string; chance: number }[];

  constructor(uses: readonly LastUse[], { laws }: Pace, announcedAgo: number) {
    const count = DAYS.length;
    const known = uses.map(use =>
      Float64Array.from(DAYS, days => use.chanceBy(days)),
    );
    const chances = uses.map(() => new Float64Array(count));
    const last = new Float64Array(uses.length);
    this.#chances = new Float64Array(count);
    for (const { law, weight } of laws) {
      const switched = new Switches(law, announcedAgo);
      const all = new Float64Array(count).fill(1);
      uses.forEach((use, who) => {
        const ofSwitch = use.chanceOfSwitch;
        const bySwitch = switched.chances(use);
        for (let step = 0; step < count; step += 1) {
          const chance = known[who][step] + ofSwitch * bySwitch[step];
          chances[who][step] = chance;
          all[step] *= chance;
        }
      });
      for (let step = 0; step < count; step += 1) {
        this.#chances[step] += weight * all[step];
      }
      chances.forEach((chance, who) => {
        for (let step = 1; step < count; step += 1) {
          const rise = chance[step] - chance[step - 1];
          if (rise > 0) {
            last[who] += (weight * all[step] * rise) / chance[step];
          }
        }
      });
    }
    this.likeliest = uses
      .map(({ key }, who) => ({ key, chance: last[who] }))
      .sort((left, right) => right.chance - left.chance);
  }

  /** How likely nobody is left who will call today or later. */
  get chanceOver(): number {
    return this.#chances[0];
  }

  /** The day, from today, by which all are gone with a chance; -1 is before today, Infinity is in more than ten years. */
  dayBy(chance: number): number {
    let step = 0;
    while (step < DAYS.length && this.#chances[step] < chance) {
      step += 1;
    }
    if (step === 0) {
      return BEFORE_TODAY;
    }
    if (step === DAYS.length) {
      return Infinity;
    }
    const [before, after] = [this.#chances[step - 1], this.#chances[step]];
    const share = (chance - before) / (after - before);
    return Math.ceil(DAYS[step - 1] + share * (DAYS[step] - DAYS[step - 1]));
  }

  /** The shortest range in which the last day lies with a chance. */
  shortestRange(chance: number): [number, number] {
    let best: [number, number] = [BEFORE_TODAY, Infinity];
    for (let step = 0; step <= STEPS; step += 1) {
      const skipped = ((1 - chance) * step) / STEPS;
      const from = this.dayBy(Math.max(1e-6, skipped));
      const until = this.dayBy(Math.min(1 - 1e-9, skipped + chance));
      if (until - from < best[1] - best[0] || step === 0) {
        best = [from, until];
      }
    }
    return best;
  }
}

/** How likely consumers have switched by each of {@link DAYS}, under a law; most of them alike. */
class Switches {
  readonly #byPause = new Map<number, Float64Array>();

  constructor(
    readonly law: LeavingLaw,
    readonly announcedAgo: number,
  ) {}

  chances(use: LastUse): Float64Array {
    if (use.isJob) {
      return this.#chancesOf(use);
    }
    const pause = use.pauseAfter(0);
    let chances = this.#byPause.get(pause);
    if (!chances) {
      chances = this.#chancesOf(use);
      this.#byPause.set(pause, chances);
    }
    return chances;
  }

  #chancesOf(use: LastUse): Float64Array {
    return Float64Array.from(DAYS, days =>
      days < 0
        ? 0
        : this.law.chanceLeft(this.announcedAgo, days + use.pauseAfter(days)),
    );
  }
}

function daysAhead(): number[] {
  const days = [BEFORE_TODAY];
  for (
    let day = 0;
    day < FARTHEST_DAYS;
    day = day < DAILY_DAYS ? day + 1 : Math.ceil(day * STEP)
  ) {
    days.push(day);
  }
  return [...days, FARTHEST_DAYS];
}

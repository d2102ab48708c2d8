import { BEFORE_TODAY, DAYS_AHEAD } from './daysAhead';
import { LastUse } from './LastUse';
import { Pace } from './Pace';
import { Switches } from './Switches';

/** Where a range may begin, as shares of what may lie before it. */
const STEPS = 20;

/** How likely at most a job that is in time will not run again. */
const MOST_BEFORE_RUN = 0.4;
const CERTAIN = 1 - 1e-6;

/** The distribution of the last day on which any of several consumers calls. */
export class LastDay {
  /** How likely all of them have called for the last time, by each of {@link DAYS_AHEAD}. */
  readonly #chances: Float64Array;
  /** Who may be the last, with how likely that is, the likeliest first. */
  readonly likeliest: readonly { key: string; chance: number }[];

  constructor(uses: readonly LastUse[], { laws }: Pace, announcedAgo: number) {
    const count = DAYS_AHEAD.length;
    const known = uses.map(use =>
      Float64Array.from(DAYS_AHEAD, days => use.chanceBy(days)),
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
        }
        waitForRun(chances[who], use.nextRunInDays);
        for (let step = 0; step < count; step += 1) {
          all[step] *= chances[who][step];
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
    while (step < DAYS_AHEAD.length && this.#chances[step] < chance) {
      step += 1;
    }
    if (step === 0) {
      return BEFORE_TODAY;
    }
    if (step === DAYS_AHEAD.length) {
      return Infinity;
    }
    const [before, after] = [this.#chances[step - 1], this.#chances[step]];
    const share = (chance - before) / (after - before);
    return Math.ceil(
      DAYS_AHEAD[step - 1] + share * (DAYS_AHEAD[step] - DAYS_AHEAD[step - 1]),
    );
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

/** However fast others leave: a job that is in time is likelier to run once more than not. */
function waitForRun(chances: Float64Array, nextRunInDays = 0): void {
  const next = DAYS_AHEAD.findIndex(days => days >= nextRunInDays);
  const before = nextRunInDays > 0 ? chances[next - 1] : 0;
  if (before <= MOST_BEFORE_RUN) {
    return;
  }
  chances.forEach((chance, step) => {
    const since = before < CERTAIN ? (chance - before) / (1 - before) : 1;
    chances[step] =
      step < next
        ? Math.min(chance, MOST_BEFORE_RUN)
        : MOST_BEFORE_RUN + (1 - MOST_BEFORE_RUN) * since;
  });
}

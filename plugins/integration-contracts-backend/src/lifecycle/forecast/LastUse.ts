import { leftOfLine } from './declineShapes';
import { LineEnding } from './fitDecline';
import { Pace } from './Pace';
import { Signs } from './Signs';
import { chanceLeftAsStated, STATED_IS_MEANT } from './stated';

/** Ends of lines are a seventh apart: one between two is as likely as they are. */
const LINE_BLUR = 1.15;

/** Movers stall before the end: how many, and by what share of the time that they had left, at least some days. */
const STALLS = 0.2;
const STALL_SHARE = 0.4;
const STALL_LEAST_DAYS = 6;

/** The last clients of a population are slower than most. */
const SLOW_CLIENTS = [1, 1.3];

/** How much what a mover said counts against the course of its move. */
const STATED_OF_MOVERS = 0.4;

/** One that fell by a step takes the rest at about the pace of the step. */
const STEP_DAYS = 14;

/** Of those on their way out, so many a day go at once. */
const SWITCH_OF_MOVERS = 0.01;

/** A job is in time while it is likelier than this that one that is there is so quiet. */
const IN_TIME = 0.5;

/** When a consumer will have called for the last time, as chances. */
export class LastUse {
  readonly key: string;
  /** How likely it has left already. */
  readonly chanceLeft: number;
  readonly #signs: Signs;

  constructor(signs: Signs, pace: Pace) {
    this.key = signs.key;
    this.#signs = signs;
    this.chanceLeft = weighLeft(signs, pace);
  }

  /**
   * How likely it has called for the last time before today (where `days` is
   * less than 0), or by the end of the day that is so many days ahead, apart
   * from a switch that nothing foretells.
   */
  chanceBy(days: number): number {
    if (days < 0) {
      return this.chanceLeft;
    }
    const { decline, movesInDays } = this.#signs;
    const { lines, decays, stepped, steppedDaysAgo, steady } = decline;
    let chance = stepped * chanceAfterStep(steppedDaysAgo, days);
    let moving = stepped;
    for (const line of lines) {
      chance += line.weight * chanceOnLine(line, days);
      moving += line.weight;
    }
    if (movesInDays !== undefined) {
      const until = days + this.pauseAfter(days);
      const asStated = chanceLeftAsStated(movesInDays, until);
      chance += STATED_OF_MOVERS * (moving * asStated - chance);
      chance += STATED_IS_MEANT * steady * asStated;
    }
    for (const { weight, callsADay, lifetimeDays } of decays) {
      chance += weight * chanceOfDecay(callsADay, lifetimeDays, days);
    }
    return this.chanceLeft + (1 - this.chanceLeft) * chance;
  }

  /** How likely a switch at the pace of all is what ends its use. */
  get chanceOfSwitch(): number {
    const { hasStated, decline } = this.#signs;
    const unstated = hasStated ? 1 - STATED_IS_MEANT : 1;
    return (1 - this.chanceLeft) * decline.steady * unstated;
  }

  /** Whether it runs now and then, so that the pause after a day depends on the day. */
  get isJob(): boolean {
    return this.#signs.pauses.runsEveryDays !== undefined;
  }

  /** Days until the next run of a job that is not overdue; until then it can't show that it is there. */
  get nextRunInDays(): number | undefined {
    return this.isJob && this.#signs.chanceOfPause > IN_TIME
      ? this.pauseAfter(0)
      : undefined;
  }

  /** From a day to the next on which it would be seen if it were there: who leaves in between was last seen before. */
  pauseAfter(days: number): number {
    const { runsEveryDays, usualDays } = this.#signs.pauses;
    if (!runsEveryDays) {
      return Math.round(usualDays);
    }
    // What is overdue is expected tomorrow.
    const since = days + Math.min(this.#signs.seenAgo, runsEveryDays - 1);
    return runsEveryDays * (Math.floor(since / runsEveryDays) + 1) - since;
  }
}

/** Weighs having left against just pausing. */
function weighLeft(signs: Signs, pace: Pace): number {
  const { seenAgo, announcedAgo, movesInDays, missedDays } = signs;
  if (seenAgo === 0) {
    return 0;
  }
  const sinceDays = Math.max(0, announcedAgo - seenAgo);
  const atPace = pace.chanceLeft(sinceDays, missedDays);
  const asStated =
    movesInDays === undefined
      ? 0
      : chanceLeftAsStated(movesInDays + seenAgo, missedDays);
  const atOnce = signs.chanceMoving * SWITCH_OF_MOVERS * missedDays;
  const leaves = Math.min(0.9, atPace + STATED_IS_MEANT * asStated + atOnce);
  return leaves / (leaves + (1 - leaves) * signs.chanceOfPause);
}

function chanceAfterStep(steppedDaysAgo: number, days: number): number {
  return 1 - (1 + days / (2 * (STEP_DAYS + steppedDaysAgo))) ** -2;
}

/** The line's end is blurred, some movers stall, and few calls end before the line does. */
function chanceOnLine(line: LineEnding, days: number): number {
  const { endsInDays, beganAgo, level, bend } = line;
  const until = days + 1;
  const from = endsInDays / LINE_BLUR;
  const end = endsInDays * LINE_BLUR;
  const passed = Math.max(0, Math.min(1, (until - from) / (end - from)));
  const callsLeft = level * leftOfLine(-until, beganAgo, end, bend);
  const chance = Math.max(passed, Math.exp(-callsLeft));
  const scale = STALL_LEAST_DAYS + STALL_SHARE * endsInDays;
  const late = 1 - (1 + Math.max(0, until - endsInDays) / (2 * scale)) ** -2;
  return (1 - STALLS) * chance + STALLS * Math.min(chance, late);
}

/** The last call of a population of which less and less is left (Gumbel's distribution). */
function chanceOfDecay(
  callsADay: number,
  lifetimeDays: number,
  days: number,
): number {
  return (
    SLOW_CLIENTS.reduce((sum, slower) => {
      const lifetime = lifetimeDays * slower;
      const left = callsADay * lifetime * Math.exp(-(days + 1) / lifetime);
      return sum + Math.exp(-left);
    }, 0) / SLOW_CLIENTS.length
  );
}

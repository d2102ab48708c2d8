import { Decline, fitDecline, LineEnding, STEADY } from './fitDecline';
import { leftOfLine } from './declineShapes';
import { learnPauses, Pauses } from './learnPauses';
import { Observed, Pace } from './Pace';
import { History } from './readHistory';
import { chanceLeftAsStated, STATED_IS_MEANT } from './stated';

/** Ends of lines are a seventh apart: one between two is as likely as they are. */
const LINE_BLUR = 1.15;

/** Movers stall before the end: how many, and by what share of the time that they had left, at least some days. */
const STALLS = 0.2;
const STALL_SHARE = 0.4;
const STALL_LEAST_DAYS = 6;

/** The last clients of a population are slower than most. */
const SLOW_CLIENTS = [1, 1.15];

/** One that fell by a step takes the rest at about the pace of the step. */
const STEP_DAYS = 14;

/** Of those on their way out, so many a day go at once. */
const SWITCH_OF_MOVERS = 0.01;

const LIKELY = 0.5;

/** A pause is longer than usual where one that is there is less likely than this to make it. */
const UNUSUAL = 0.2;

/** When a consumer will have called for the last time, as chances. */
export class LastUse {
  readonly key: string;
  /** Days ago that it was last seen. */
  readonly seenAgo: number;
  readonly hasStated: boolean;
  chanceLeft = 0;
  readonly #history: History;
  readonly #pauses: Pauses;
  readonly #decline: Decline;
  readonly #announcedAgo: number;

  constructor(history: History, announcedAgo: number) {
    this.key = history.key;
    [this.seenAgo] = history.usedAgo;
    this.hasStated = history.movesInDays !== undefined;
    this.#history = history;
    this.#pauses = learnPauses(history);
    this.#announcedAgo = announcedAgo;
    // Of a job that runs now and then, no week is like another.
    const isJob = (this.#pauses.runsEveryDays ?? 0) > 7;
    this.#decline = isJob ? STEADY : fitDecline(history);
  }

  /** How likely it is on its way out, if it is still there. */
  get chanceMoving(): number {
    return 1 - this.#decline.steady;
  }

  /** Whether it left, which is to say that it is quiet for longer than it usually is. */
  get hasLeft(): boolean {
    const { chanceOf } = this.#pauses;
    return this.chanceLeft > LIKELY && chanceOf(this.seenAgo) < UNUSUAL;
  }

  /** Whether it left, or is on its way out. */
  get leaves(): boolean {
    return this.hasLeft || this.chanceMoving > LIKELY;
  }

  /** Weighs being gone against just pausing. */
  weighLeft(pace: Pace): void {
    const quiet = this.seenAgo;
    if (quiet === 0) {
      this.chanceLeft = 0;
      return;
    }
    const { usualDays, chanceOf } = this.#pauses;
    const sinceDays = Math.max(0, this.#announcedAgo - quiet);
    const window = Math.min(quiet, usualDays);
    let leaves = pace.chanceLeft(sinceDays, window);
    const { movesInDays } = this.#history;
    if (movesInDays !== undefined) {
      leaves +=
        STATED_IS_MEANT *
        chanceLeftAsStated(movesInDays + quiet, Math.max(1, window));
    }
    leaves += this.chanceMoving * SWITCH_OF_MOVERS * window;
    const chance = Math.min(0.9, leaves);
    const pauses = (1 - chance) * chanceOf(quiet);
    this.chanceLeft = chance / (chance + pauses);
  }

  /** What it tells of the pace of all; nothing where it was not seen since the announcement. */
  observe(): Observed | undefined {
    const { usedAgo, movesInDays } = this.#history;
    const firstAgo = usedAgo[usedAgo.length - 1];
    const fromDays = Math.max(0, this.#announcedAgo - firstAgo);
    const seenDays = this.#announcedAgo - this.seenAgo;
    const { usualDays, chanceOf } = this.#pauses;
    return seenDays < 0
      ? undefined
      : {
          fromDays,
          seenDays,
          missedDays: seenDays + Math.min(this.seenAgo, usualDays),
          chanceOfPause: chanceOf(this.seenAgo),
          chanceMoving: this.chanceMoving,
          ...(movesInDays !== undefined &&
            movesInDays > -this.seenAgo && {
              statedDays: this.#announcedAgo + movesInDays,
            }),
        };
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
    const { lines, decays, stepped, steppedDaysAgo, steady } = this.#decline;
    let chance = stepped * chanceAfterStep(steppedDaysAgo, days);
    for (const line of lines) {
      chance += line.weight * chanceOnLine(line, days);
    }
    for (const { weight, callsADay, lifetimeDays } of decays) {
      chance += weight * chanceOfDecay(callsADay, lifetimeDays, days);
    }
    const { movesInDays } = this.#history;
    if (movesInDays !== undefined) {
      const until = days + this.pauseAfter(days);
      chance +=
        steady * STATED_IS_MEANT * chanceLeftAsStated(movesInDays, until);
    }
    return this.chanceLeft + (1 - this.chanceLeft) * chance;
  }

  /** How likely a switch at the pace of all is what ends its use. */
  get chanceOfSwitch(): number {
    const unstated = this.hasStated ? 1 - STATED_IS_MEANT : 1;
    return (1 - this.chanceLeft) * this.#decline.steady * unstated;
  }

  /** Whether the pause after a day is the same for all days. */
  get isJob(): boolean {
    return this.#pauses.runsEveryDays !== undefined;
  }

  /** From a day to the next on which it would be seen if it were there: who leaves in between was last seen before. */
  pauseAfter(days: number): number {
    const { runsEveryDays, usualDays } = this.#pauses;
    if (!runsEveryDays) {
      return Math.round(usualDays);
    }
    const since = days + this.seenAgo;
    return runsEveryDays * (Math.floor(since / runsEveryDays) + 1) - since;
  }
}

function chanceAfterStep(steppedDaysAgo: number, days: number): number {
  return 1 - (1 + days / (2 * (STEP_DAYS + steppedDaysAgo))) ** -2;
}

/** The line's end is blurred, some movers stall, and few calls end before the line does. */
function chanceOnLine(line: LineEnding, days: number): number {
  const { endsInDays, beganAgo, level, bend } = line;
  const until = days + 1;
  const from = endsInDays / LINE_BLUR;
  const width = endsInDays * LINE_BLUR - from;
  const passed = Math.max(0, Math.min(1, (until - from) / width));
  const callsLeft = level * leftOfLine(-until, beganAgo, endsInDays, bend);
  const chance = passed > 0 ? passed : Math.exp(-callsLeft);
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

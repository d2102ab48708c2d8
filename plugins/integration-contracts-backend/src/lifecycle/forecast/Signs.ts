import { Decline, fitDecline, STEADY } from './fitDecline';
import { learnPauses, Pauses } from './learnPauses';
import { Observed } from './Pace';
import { History } from './readHistory';

const LIKELY = 0.5;

/** A pause is longer than usual where one that is there is less likely than this to make it. */
const UNUSUAL = 0.01;

/** Who is quiet for so long that this is the chance of it has left, however its use declined. */
const HARDLY = 1e-6;

/** What is seen of one consumer by itself, before the others are known. */
export class Signs {
  readonly key: string;
  readonly pauses: Pauses;
  /** What it does if it is there. */
  readonly decline: Decline;
  /** Days ago that it was last seen. */
  readonly seenAgo: number;
  readonly announcedAgo: number;
  /** Days from today, where a date was stated; less than 0 where it has passed. */
  readonly movesInDays?: number;
  /** How likely one that is there is as quiet as it is. */
  readonly chanceOfPause: number;
  readonly #firstAgo: number;

  /** @param isFitted - whether to look for a decline, which takes nearly all of the time */
  constructor(history: History, announcedAgo: number, isFitted: boolean) {
    const { key, usedAgo, movesInDays } = history;
    this.key = key;
    this.announcedAgo = announcedAgo;
    this.movesInDays = movesInDays;
    [this.seenAgo] = usedAgo;
    this.#firstAgo = usedAgo[usedAgo.length - 1];
    this.pauses = learnPauses(history);
    const asBefore = this.pauses.chanceOf(this.seenAgo);
    // Of a job that runs now and then, no week is like another.
    const isRare = (this.pauses.runsEveryDays ?? 0) > 7;
    this.decline =
      isFitted && !isRare && asBefore >= HARDLY
        ? fitDecline(history, announcedAgo)
        : STEADY;
    this.chanceOfPause = Math.min(
      1,
      asBefore + chanceOfQuietTail(this.decline, this.seenAgo),
    );
  }

  get hasStated(): boolean {
    return this.movesInDays !== undefined;
  }

  /** How likely it is on its way out, if it is there. */
  get chanceMoving(): number {
    return 1 - this.decline.steady;
  }

  /** Whether it left, which is to say that it is quiet for longer than it usually is, or is on its way out. */
  get leaves(): boolean {
    return this.chanceOfPause < UNUSUAL || this.chanceMoving > LIKELY;
  }

  /** How many of the days since it was last seen it can have left on: from then on it would have been seen again. */
  get missedDays(): number {
    return Math.min(this.seenAgo, this.pauses.usualDays);
  }

  /** What it tells of the pace of all; nothing where it was not seen since the announcement. */
  observe(): Observed | undefined {
    const seenDays = this.announcedAgo - this.seenAgo;
    if (seenDays < 0) {
      return undefined;
    }
    const isAhead = (this.movesInDays ?? -Infinity) > -this.seenAgo;
    return {
      fromDays: Math.max(0, this.announcedAgo - this.#firstAgo),
      seenDays,
      missedDays: seenDays + this.missedDays,
      chanceOfPause: this.chanceOfPause,
      chanceMoving: this.chanceMoving,
      ...(isAhead && { statedDays: this.announcedAgo + this.movesInDays! }),
    };
  }
}

/** How likely the last clients of a population, of which few are left, have not called for so many days. */
function chanceOfQuietTail({ decays }: Decline, days: number): number {
  return decays.reduce((sum, { weight, callsADay, lifetimeDays }) => {
    const calls = callsADay * lifetimeDays * Math.expm1(days / lifetimeDays);
    return sum + weight * Math.exp(-calls);
  }, 0);
}

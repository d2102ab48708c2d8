import { History } from './readHistory';

/** Shorter pauses are nights, weekends and holidays. */
const LONG_PAUSE_DAYS = 5;

/** So much of the time between first and last use has to lie in long pauses for it to be a job that runs now and then. */
const JOB_SHARE = 0.6;

/** So many of the long pauses have to be alike. */
const REGULAR_SHARE = 0.7;
const ALIKE = 1.25;

/** Use changes: only the latest pauses say which are usual now. */
const LATEST_PAUSES = 12;

/** Where nothing is known of a consumer's pauses. */
const UNKNOWN_PAUSE_DAYS = 30;

/** A job leaves out a run at times. */
const SKIPS_A_RUN = 0.04;

/** How a consumer pauses between uses. */
export interface Pauses {
  /** How long it usually is until it is seen again. */
  usualDays: number;
  /** From one run to the next, where it is a job that runs regularly. */
  runsEveryDays?: number;
  /** How likely it is that one that has not left pauses for at least so long. */
  chanceOf(days: number): number;
}

/** What a consumer's pauses are like, from its days of use and from what it declares. */
export function learnPauses({ usedAgo, cadenceDays }: History): Pauses {
  const pauses = usedAgo.slice(1).map((ago, at) => ago - usedAgo[at]);
  const learnt = regularPause(pauses);
  const span = usedAgo[usedAgo.length - 1] - usedAgo[0] + 1;
  const isRare = usedAgo.length / span < 0.3 || usedAgo.length <= 3;
  const declared = isRare ? cadenceDays : undefined;
  const runsEveryDays =
    learnt ?? (declared && declared >= LONG_PAUSE_DAYS ? declared : undefined);
  const longest = Math.max(learnt ?? 0, cadenceDays ?? 0);
  const irregular = irregularPauses(pauses);
  if (longest === 0) {
    return irregular;
  }
  return {
    usualDays: runsEveryDays ? longest : irregular.usualDays,
    runsEveryDays,
    chanceOf: days =>
      Math.max(overdue(days, longest), irregular.chanceOf(days)),
  };
}

/** The time between runs of what runs regularly. */
function regularPause(pauses: readonly number[]): number | undefined {
  const long = pauses
    .filter(days => days >= LONG_PAUSE_DAYS)
    .sort((left, right) => left - right);
  const sum = (values: readonly number[]) =>
    values.reduce((all, value) => all + value, 0);
  if (long.length === 0 || sum(long) < JOB_SHARE * sum(pauses)) {
    return undefined;
  }
  const middle = long[Math.floor((long.length - 1) / 2)];
  const alike = long.filter(
    days => days <= middle * ALIKE && days >= middle / ALIKE,
  );
  if (alike.length < REGULAR_SHARE * long.length) {
    return undefined;
  }
  // One run has several days: from its end to the next one's beginning it is less than from beginning to beginning.
  const short = pauses.filter(days => days < LONG_PAUSE_DAYS);
  return middle + sum(short) / (long.length + 1);
}

/** How likely a run is still to come after so many days, on a calendar with weekends and months of several lengths. */
function overdue(days: number, longest: number): number {
  const late = (expected: number) =>
    Math.exp(-Math.max(0, days - 1.05 * expected - 2) / (0.08 * expected + 1));
  return Math.max(late(longest), SKIPS_A_RUN * late(2 * longest));
}

function irregularPauses(all: readonly number[]): Pauses {
  const pauses = all.slice(0, LATEST_PAUSES);
  const { length } = pauses;
  if (length === 0) {
    return {
      usualDays: UNKNOWN_PAUSE_DAYS,
      chanceOf: days => 1 / (1 + (days / UNKNOWN_PAUSE_DAYS) ** 2),
    };
  }
  const longest = Math.max(...pauses);
  const usualDays = pauses.reduce((sum, days) => sum + days, 0) / length;
  const scale = Math.max(usualDays, longest / 2);
  return {
    usualDays,
    chanceOf: days => {
      const asLong = pauses.filter(pause => pause >= days).length;
      const beyond = Math.exp(-Math.max(0, days - longest) / scale);
      return ((asLong + 0.5) / (length + 1)) * beyond;
    },
  };
}

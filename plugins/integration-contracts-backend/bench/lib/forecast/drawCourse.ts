import { Dice } from './Dice';
import { drawConsumer, DrawnConsumer, Movement } from './drawConsumer';
import { Kind } from './drawShape';
import { World } from './World';

export const DAY_MS = 86_400_000;

/** A Monday. */
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);

/** How far the truth is known after the look. */
export const KNOWN_DAYS = 3 * 365;

/** Before the look: as much history as there may be, and announced so long ago at most. */
const BEFORE_DAYS = 400;

/** A deprecated version with all its consumers, and the moment at which it is looked at. */
export interface Course {
  consumers: DrawnConsumer[];
  /** Days of the course. */
  lookDay: number;
  announcedOn: number;
  historyDays: number;
  /** The true last day on which anybody calls; undefined where that is more than three years after the look. */
  lastDay?: number;
  /** The kind of who calls last. */
  lastKind: Kind;
}

const MOST_CONSUMERS = 40;

/** Draws until at least one consumer is still there at the look, and was seen in what is kept of the history. */
export function drawCourse(name: string, world: World): Course {
  for (let attempt = 0; ; attempt += 1) {
    const course = tryCourse(new Dice(`${name} ${attempt}`), world);
    if (course) {
      return course;
    }
  }
}

function tryCourse(dice: Dice, world: World): Course | undefined {
  const lookDay = BEFORE_DAYS;
  const announcedOn = lookDay - dice.whole(14, 300);
  const historyDays = dice.whole(30, 400);
  const days = lookDay + KNOWN_DAYS;
  const count = dice.whole(1, MOST_CONSUMERS);
  const movement = drawMovement(dice, announcedOn, world);
  const consumers = Array.from({ length: count }, (_, at) =>
    drawConsumer(dice, `consumer ${at + 1}`, { days, movement, world }),
  );
  // One in two hundred versions has somebody who never moves.
  if (dice.isTrue(0.005)) {
    const never = { announcedOn, drawDays: () => 10 * KNOWN_DAYS };
    consumers[0] = drawConsumer(dice, 'consumer 1', {
      days,
      movement: never,
      world,
    });
  }
  // Who was never seen isn't known of, and is no part of the truth.
  const known = consumers.filter(({ calls }) =>
    calls.subarray(lookDay - historyDays, lookDay).some(called => called > 0),
  );
  const lasts = known.map(({ calls }) =>
    calls.findLastIndex(called => called > 0),
  );
  const last = Math.max(-1, ...lasts);
  if (last < lookDay) {
    return undefined;
  }
  // Quarter-ends of one who never moves lie up to a quarter apart.
  const isKnown = last < days - 100;
  return {
    consumers: known,
    lookDay,
    announcedOn,
    historyDays,
    ...(isKnown && { lastDay: last }),
    lastKind: known[lasts.indexOf(last)].kind,
  };
}

/** Versions differ in how fast they are left: at a steady rate, by consumers who are unlike each other, or towards a date. */
function drawMovement(dice: Dice, announcedOn: number, world: World): Movement {
  const mean = dice.logBetween(...world.moveDays);
  const deadline = dice.between(...world.deadlineDays);
  const spread = dice.between(0.1, 0.5);
  return dice.pick<Movement>([
    [{ announcedOn, drawDays: own => own.exponential(mean) }, 1],
    [
      {
        announcedOn,
        drawDays: own =>
          own.exponential(mean * own.logBetween(...world.ownFactor)),
      },
      1,
    ],
    [
      {
        announcedOn,
        drawDays: own => deadline * Math.exp(spread * own.normal()),
      },
      1,
    ],
  ]);
}

/** What a forecast is made from. The day of the look has just begun. */
export function lookAt(course: Course) {
  const { consumers, lookDay, historyDays, announcedOn } = course;
  return {
    consumers: consumers.map(({ key, calls, cadenceDays, movesOnDay }) => ({
      key,
      days: Array.from(
        calls.subarray(lookDay - historyDays, lookDay),
        (count, at) => ({
          date: new Date(toMs(lookDay - historyDays + at))
            .toISOString()
            .slice(0, 10),
          calls: count,
        }),
      ).filter(({ calls: count }) => count > 0),
      cadenceDays,
      ...(movesOnDay !== undefined && { movesAtMs: toMs(movesOnDay) }),
    })),
    announcedMs: toMs(announcedOn),
    nowMs: toMs(lookDay) + DAY_MS / 4,
  };
}

export function toMs(day: number): number {
  return FIRST_DAY_MS + day * DAY_MS;
}

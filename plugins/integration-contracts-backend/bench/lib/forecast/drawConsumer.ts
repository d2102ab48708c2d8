import { Dice } from './Dice';

export const KINDS = [
  'switch',
  'steps',
  'line',
  'decay',
  'straggler',
  'job',
] as const;

export type Kind = (typeof KINDS)[number];

/** A consumer as it truly is: how many calls on each day of the course. */
export interface DrawnConsumer {
  key: string;
  kind: Kind;
  calls: Float64Array;
  cadenceDays?: number;
  /** A day of the course. */
  movesOnDay?: number;
}

/** When consumers of a version begin to move. */
export interface Movement {
  /** Days from the announcement on. */
  drawDays(dice: Dice): number;
  /** A day of the course. */
  announcedOn: number;
}

const KIND_WEIGHTS: [Kind, number][] = [
  ['switch', 30],
  ['steps', 12],
  ['line', 16],
  ['decay', 12],
  ['straggler', 14],
  ['job', 16],
];

/** In which share of full use a consumer is on a day. */
type Shape = (day: number) => number;

/** @param days - how long the course is, of which the first is a Monday */
export function drawConsumer(
  dice: Dice,
  key: string,
  days: number,
  movement: Movement,
): DrawnConsumer {
  const kind = dice.pick(KIND_WEIGHTS);
  const slower = kind === 'straggler' ? dice.between(1, 1.6) : 1;
  const moves = Math.round(
    movement.announcedOn + slower * movement.drawDays(dice),
  );
  const shape = drawShape(dice, kind, moves, movement.announcedOn);
  const arrives = dice.isTrue(0.1)
    ? dice.whole(0, movement.announcedOn + 30)
    : 0;
  const job = kind === 'job' ? drawJob(dice) : undefined;
  const daily = job ?? drawDaily(dice, kind);
  const calls = new Float64Array(days);
  for (let day = arrives; day < days; day += 1) {
    const share = shape(day);
    calls[day] = share > 0 ? dice.poisson(share * daily.callsOn(day)) : 0;
  }
  const isStated = kind !== 'decay' && dice.isTrue(0.25);
  return {
    key,
    kind,
    calls,
    ...(job && dice.isTrue(0.7) && { cadenceDays: job.cadenceDays }),
    ...(isStated && { movesOnDay: stateDate(dice, endOf(shape, moves, days)) }),
  };
}

/** The first day without any share, from a day on. */
function endOf(shape: Shape, from: number, days: number): number {
  let day = Math.max(0, from);
  while (day < days && shape(day) > 0) {
    day += 1;
  }
  return day;
}

/** What an owner says of a day on which it will truly have moved: half are right, most others have slipped. */
function stateDate(dice: Dice, moved: number): number {
  const slipped = dice.pick<() => number>([
    [() => dice.between(-2, 5), 50],
    [() => -dice.exponential(12), 12],
    [() => 5 + dice.exponential(20), 25],
    [() => 5 + dice.exponential(90), 13],
  ]);
  return Math.round(moved - slipped());
}

function drawShape(
  dice: Dice,
  kind: Kind,
  moves: number,
  announcedOn: number,
): Shape {
  switch (kind) {
    case 'steps': {
      const shares = dice.pick([
        [[0.75, 0.5, 0.25], 3],
        [[0.9, 0.5], 2],
        [[0.99, 0.95, 0.75, 0.5], 2],
        [[0.8, 0.6, 0.4, 0.2, 0.05], 2],
      ] as const);
      const stepDays = dice.logBetween(1, 21);
      const starts: number[] = [moves];
      for (const _ of shares) {
        starts.push(
          starts[starts.length - 1] + stepDays * dice.logBetween(0.5, 2),
        );
      }
      return day => {
        const taken = starts.filter(start => day >= start).length;
        return taken === 0 ? 1 : (shares[taken - 1] ?? 0);
      };
    }
    case 'line': {
      const takes = dice.logBetween(8, 140);
      const bend = dice.logBetween(0.6, 1.7);
      const pauses = dice.isTrue(0.25);
      const pauseAt = dice.between(0.2, 0.8) * takes;
      const pause = pauses ? dice.between(0.1, 0.8) * takes : 0;
      return day => {
        const since = day - moves;
        const worked =
          since < pauseAt ? since : Math.max(pauseAt, since - pause);
        return Math.max(0, 1 - Math.max(0, worked) / takes) ** bend;
      };
    }
    case 'decay': {
      // A new version of the app comes out soon after the announcement, or whenever its team gets to it.
      const begins = dice.isTrue(0.5)
        ? announcedOn + dice.between(-20, 30)
        : moves;
      const fast = dice.logBetween(4, 30);
      const slow = fast * dice.between(1, 1.8);
      const slowShare = dice.between(0.05, 0.4);
      const cut = dice.isTrue(0.15)
        ? begins + fast * dice.between(3, 9)
        : Infinity;
      return day => {
        const since = Math.max(0, day - begins);
        return day >= cut
          ? 0
          : (1 - slowShare) * Math.exp(-since / fast) +
              slowShare * Math.exp(-since / slow);
      };
    }
    default: {
      // Some go back once more before they stay away.
      const back = dice.isTrue(0.1) ? dice.whole(2, 9) : 0;
      const stays = dice.whole(1, 10);
      return day => {
        const since = day - moves;
        return since < 0 || (back > 0 && since >= back && since < back + stays)
          ? 1
          : 0;
      };
    }
  }
}

/** A usual day: its level, the shape of its week, growth, noise of which each day keeps some, and days off. */
function drawDaily(dice: Dice, kind: Kind) {
  const level =
    kind === 'straggler'
      ? dice.logBetween(0.15, 6)
      : dice.logBetween(4, kind === 'decay' ? 8_000 : 60_000);
  const weekend = dice.pick([
    [0, 2],
    [dice.between(0.02, 0.4), 4],
    [dice.between(0.5, 1.1), 4],
  ]);
  const perYear = dice.between(-0.15, 0.5);
  const noise = dice.logBetween(0.04, 0.5);
  const keeps = dice.between(0.1, 0.6);
  const offFrom = dice.isTrue(0.3) ? dice.whole(0, 700) : -1;
  const offDays = dice.whole(2, 12);
  let now = 0;
  return {
    callsOn(day: number): number {
      now = keeps * now + Math.sqrt(1 - keeps * keeps) * dice.normal();
      const isOff = offFrom >= 0 && day >= offFrom && day < offFrom + offDays;
      const ofWeek = day % 7 >= 5 ? weekend : 1;
      return isOff && kind !== 'decay'
        ? 0
        : level *
            ofWeek *
            Math.exp((perYear * day) / 365 + noise * now - noise ** 2 / 2);
    },
  };
}

/** A job that runs each week, at the end of months or of quarters, for some days, and at times leaves out a run. */
function drawJob(dice: Dice) {
  const cadence = dice.pick([
    ['week', 3],
    ['month', 4],
    ['quarter', 4],
  ] as const);
  const takes = cadence === 'week' ? 1 : dice.whole(1, 4);
  const at = dice.whole(0, 6);
  const level = dice.logBetween(2, 20_000);
  const month = 365.25 / 12;
  const every = cadence === 'month' ? month : 3 * month;
  const phase = dice.between(0, every);
  const isLeftOut = new Map<number, boolean>();
  const runs = (day: number) => {
    if (cadence === 'week') {
      return { run: Math.floor(day / 7), since: (day % 7) - at };
    }
    const run = Math.floor((day + phase) / every);
    return { run, since: Math.floor((day + phase) % every) };
  };
  return {
    cadenceDays: { week: 7, month: 31, quarter: 92 }[cadence],
    callsOn(day: number): number {
      const { run, since } = runs(day);
      if (!isLeftOut.has(run)) {
        isLeftOut.set(run, dice.isTrue(0.02));
      }
      return isLeftOut.get(run) || since < 0 || since >= takes
        ? 0
        : level * Math.exp(0.2 * dice.normal());
    },
  };
}

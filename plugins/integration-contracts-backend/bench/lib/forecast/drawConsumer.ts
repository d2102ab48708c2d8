import { Dice } from './Dice';
import { drawShape, Kind, Shape } from './drawShape';
import { drawDaily, drawJob } from './drawUse';
import { World } from './World';

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

/** What all consumers of a version have in common. */
export interface Surroundings {
  /** How long the course is, of which the first day is a Monday. */
  days: number;
  movement: Movement;
  world: World;
}

const KIND_WEIGHTS: [Kind, number][] = [
  ['switch', 30],
  ['steps', 12],
  ['line', 16],
  ['decay', 12],
  ['straggler', 14],
  ['job', 16],
];

export function drawConsumer(
  dice: Dice,
  key: string,
  { days, movement, world }: Surroundings,
): DrawnConsumer {
  const kind = dice.pick(KIND_WEIGHTS);
  const slower = kind === 'straggler' ? dice.between(1, 1.6) : 1;
  const moves = Math.round(
    movement.announcedOn + slower * movement.drawDays(dice),
  );
  const shape = drawShape(dice, kind, {
    moves,
    announcedOn: movement.announcedOn,
    world,
  });
  const arrives = dice.isTrue(0.1)
    ? dice.whole(0, movement.announcedOn + 30)
    : 0;
  const job = kind === 'job' ? drawJob(dice) : undefined;
  const daily = job ?? drawDaily(dice, kind, world);
  const calls = new Float64Array(days);
  for (let day = arrives; day < days; day += 1) {
    const share = shape(day);
    calls[day] = share > 0 ? dice.poisson(share * daily.callsOn(day)) : 0;
  }
  const isStated = kind !== 'decay' && dice.isTrue(world.statedShare);
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

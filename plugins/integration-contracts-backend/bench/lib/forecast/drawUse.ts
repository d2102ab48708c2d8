import { Dice } from './Dice';
import { Kind } from './drawShape';
import { World } from './World';

/** A usual day: its level, the shape of its week, growth, noise of which each day keeps some, and days off. */
export function drawDaily(dice: Dice, kind: Kind, world: World) {
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
  const noise = dice.logBetween(...world.dayNoise);
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
export function drawJob(dice: Dice) {
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

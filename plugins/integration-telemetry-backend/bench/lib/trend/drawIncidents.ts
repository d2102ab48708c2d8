import { Dice } from './Dice';

/** What an hour's traffic and durations are multiplied by. */
export interface HourFactors {
  traffic: Float64Array;
  duration: Float64Array;
}

const INCIDENTS_EVERY_HOURS = 8 * 24;
const SHUTDOWNS_EVERY_HOURS = 180 * 24;

/** Multiplies what happened into the factors: outages, dips, bursts, slow recoveries and shutdowns. */
export function drawIncidents(dice: Dice, factors: HourFactors): void {
  const { length } = factors.traffic;
  const during = (
    from: number,
    hours: number,
    traffic: number,
    duration: number,
  ) => {
    const until = Math.min(length, from + hours);
    for (let at = from; at < until; at += 1) {
      factors.traffic[at] *= traffic;
      factors.duration[at] *= duration;
    }
  };
  /** Slower by `excess` at first, and by half as much after each half-life. */
  const recover = (from: number, excess: number, halfLifeHours: number) => {
    for (let at = from; at < length; at += 1) {
      const left = excess * 2 ** (-(at - from) / halfLifeHours);
      if (left < 0.005) {
        return;
      }
      factors.duration[at] *= 1 + left;
    }
  };
  for (let at = 0; at < length; at += 1) {
    if (dice.isTrue(1 / INCIDENTS_EVERY_HOURS)) {
      const kind = dice.next();
      if (kind < 0.35) {
        const hours = Math.round(dice.logBetween(1, 36));
        const isFast = dice.isTrue(0.5);
        during(
          at,
          hours,
          dice.between(0, 0.15),
          isFast ? dice.between(0.1, 0.5) : dice.between(3, 10),
        );
        if (dice.isTrue(0.6)) {
          recover(at + hours, dice.between(0.4, 2), dice.logBetween(3, 24));
        }
      } else if (kind < 0.6) {
        const hours = Math.round(dice.logBetween(2, 48));
        during(at, hours, dice.between(0.15, 0.7), dice.between(0.75, 1.1));
      } else if (kind < 0.8) {
        during(at, dice.whole(1, 12), 1, dice.between(1.3, 4));
      } else {
        recover(at, dice.between(0.3, 2), dice.logBetween(3, 24));
      }
    }
    if (dice.isTrue(1 / SHUTDOWNS_EVERY_HOURS)) {
      during(
        at,
        24 * dice.whole(3, 9),
        dice.between(0.05, 0.5),
        dice.between(0.85, 1),
      );
    }
  }
}

import { HourGrid } from '../../../src/trends/HourGrid';
import { Dice } from './Dice';
import {
  drawNoise,
  drawTraffic,
  riseAt,
  SERIES_START_MS,
  SeriesPlan,
} from './generateLatency';

const BURSTS_EVERY_HOURS = 8 * 24;

/** Hourly calls of an operation, and how many failed; `errorsAWeek` is what usually fails in a week. */
export function generateFailures(
  plan: SeriesPlan & { errorsAWeek: number },
): HourGrid {
  const dice = new Dice(plan.seed);
  const hours = 24 * plan.days;
  const traffic = drawTraffic(dice, plan, hours);
  const days = drawNoise(dice, plan.dayNoise, 0.3, plan.days);
  const bursts = new Float64Array(hours).fill(1);
  if (plan.hasIncidents) {
    drawBursts(new Dice(`${plan.seed} bursts`), bursts);
  }
  const usual = plan.errorsAWeek / 7 / plan.callsADay;
  const excess = (plan.rise?.ratio ?? 1) - 1;
  const counts = new Float64Array(hours);
  const sums = new Float64Array(hours);
  for (let at = 0; at < hours; at += 1) {
    const count = dice.poisson(traffic[at]);
    const share =
      usual *
      Math.exp(days[Math.floor(at / 24)]) *
      bursts[at] *
      riseAt(plan.rise, excess, at);
    counts[at] = count;
    sums[at] = Math.min(count, dice.poisson(count * Math.min(0.9, share)));
  }
  return {
    startMs: SERIES_START_MS,
    hours,
    operations: [{ operation: 'operation 1', counts, sums }],
  };
}

/** Hours in which much more fails. */
function drawBursts(dice: Dice, bursts: Float64Array): void {
  for (let at = 0; at < bursts.length; at += 1) {
    if (dice.isTrue(1 / BURSTS_EVERY_HOURS)) {
      const hours = dice.whole(1, 8);
      bursts.fill(dice.logBetween(4, 60), at, at + hours);
    }
  }
}

import { FrozenBaseline } from './TrendFinding';

/** Operations that are kept of a frozen baseline: the largest, by their share. */
const MOST_FROZEN = 40;

const round = (value: number) => Number(value.toPrecision(4));

/** Four digits are more than anybody can see of a level. */
export function freeze(baseline: FrozenBaseline): FrozenBaseline {
  const usual = [...baseline.usual]
    .sort((left, right) => right.weight - left.weight)
    .filter((one, nth) => one.weight > 0 && nth < MOST_FROZEN)
    .map(({ operation, weight, levels }) => ({
      operation,
      weight: round(weight),
      levels: Array.from(levels, round),
    }));
  return { ...baseline, usual };
}

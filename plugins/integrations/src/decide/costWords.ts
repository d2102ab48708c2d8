import { Pattern } from '@tieline/plugin-integrations-common';
import {
  BreakEven,
  RankedPattern,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';
import { formatVolume, isRuledOut } from './decideWords';
import { figureWords } from '../shared/figureWords';

/** From which volume on another is cheaper. */
export function breakEvenWords(one: BreakEven): string {
  const { cheaperBelow, cheaperAbove, volumePerDay, low, high } = one;
  const ends = [
    low === undefined ? undefined : `from ${formatVolume(low)}`,
    high === undefined ? undefined : `up to ${formatVolume(high)}`,
  ].filter(Boolean);
  const range =
    low !== undefined && high !== undefined
      ? `, ${formatVolume(low)} to ${formatVolume(high)}`
      : ends.map(end => `, ${end}`).join('');
  return `Even at ${formatVolume(volumePerDay)} a day${range}: below it ${cheaperBelow} is cheaper, above it ${cheaperAbove}.`;
}

/** The expected cheapest of those that are not ruled out. */
export function cheapestOf(
  ranked: readonly RankedPattern[],
): Pattern | undefined {
  const candidates = ranked.filter(one => !isRuledOut(one));
  return candidates.reduce<RankedPattern | undefined>(
    (left, right) =>
      left && left.cost.total.expected <= right.cost.total.expected
        ? left
        : right,
    undefined,
  )?.pattern;
}

/** Whether an assumption alone tips what is cheapest, and where. */
export function tipWords({ flipsAt, expected, unit, to }: Sensitivity): string {
  return flipsAt === undefined
    ? 'does not tip it'
    : `${flipsAt < expected ? 'below' : 'above'} ${figureWords(flipsAt, unit)} ${to} is the cheapest`;
}

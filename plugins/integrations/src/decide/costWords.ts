import { Pattern } from '@tieline/plugin-integrations-common';
import {
  BreakEven,
  CostRange,
  RankedPattern,
  Recommendation,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';
import { formatVolume, isRuledOut } from './decideWords';
import { formatFigure } from '../shared/formatMoney';

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

/** A figure of the price list with its unit. */
export function figureWords(value: number, unit: string): string {
  return `${formatFigure(value)}\u00a0${unit}`;
}

/** A figure's range with its unit; one number where it has none. */
export function figureRangeWords(
  { low, expected, high }: CostRange,
  unit: string,
): string {
  return low === high
    ? figureWords(expected, unit)
    : `${formatFigure(low)} to ${figureWords(high, unit)}, expected ${formatFigure(expected)}`;
}

/** Whether an assumption alone tips what is cheapest, and where. */
export function tipWords({ flipsAt, expected, unit, to }: Sensitivity): string {
  return flipsAt === undefined
    ? 'does not tip it'
    : `${flipsAt < expected ? 'below' : 'above'} ${figureWords(flipsAt, unit)} ${to} is the cheapest`;
}

/** How much of the prices is the organisation's own. */
export function pricesWords({
  prices,
}: Pick<Recommendation, 'prices'>): string {
  return `${prices.own} of ${prices.total} are your organisation’s own, so costs are for comparing only.`;
}

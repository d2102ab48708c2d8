import {
  CostRange,
  RunCostPage,
} from '@tieline/plugin-integrations-common/governance';
import { formatFigure } from './formatMoney';

/** An answer that says how many of the unit prices behind it are whose. */
export type Priced = Pick<RunCostPage, 'prices'>;

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

/** How much of the prices is the organisation's own. */
export function pricesWords({ prices }: Priced): string {
  return `${prices.own} of ${prices.total} are your organisation’s own, so costs are for comparing only.`;
}

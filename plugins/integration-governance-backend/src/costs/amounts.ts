import { CostTerm, PartRecipe } from './patternParts';
import { VolumeOverTime } from './VolumeOverTime';

/** The figure that a price is taken at. */
export type PriceOf = (id: string) => number;

/** Where the tiers of the iPaaS tariff end, in transactions a month. */
export type TierEnds = readonly [first: number, second: number];

/** A product of prices, so many times. */
export interface Amount {
  prices: readonly string[];
  quantity: number;
}

/** What a part has in it at a volume; prices are yet to come. */
export function amountsOf(
  part: PartRecipe,
  volume: VolumeOverTime,
  ends: TierEnds,
): Amount[] {
  return part.terms.map(({ prices, times, by }) => ({
    prices,
    quantity: quantityOf(times, by, volume, ends),
  }));
}

/** Not rounded: money is rounded once, where it is shown. */
export function sumOf(amounts: readonly Amount[], priceOf: PriceOf): number {
  return amounts.reduce(
    (sum, { prices, quantity }) =>
      sum + prices.reduce((product, id) => product * priceOf(id), 1) * quantity,
    0,
  );
}

function quantityOf(
  times: number,
  by: CostTerm['by'],
  volume: VolumeOverTime,
  ends: TierEnds,
): number {
  if (by === undefined) {
    return times;
  }
  if (by === 'millions') {
    return times * (volume.total / 1e6);
  }
  const start = by === 1 ? 0 : ends[by - 2];
  const end = by === 3 ? Infinity : ends[by - 1];
  const inside = volume.months.reduce(
    (sum, month) => sum + Math.max(0, Math.min(month * times, end) - start),
    0,
  );
  return inside / 1000;
}

/**
 * The volumes at which some month enters another tier, where `unit` is what
 * the months have at a volume of 1. Between two of them every cost is a
 * straight line, so that crossings can be calculated instead of searched.
 */
export function kinksOf(
  parts: readonly PartRecipe[],
  unit: VolumeOverTime,
  ends: TierEnds,
): number[] {
  const months = [...new Set(unit.months)].filter(month => month > 0);
  return parts
    .flatMap(({ terms }) => terms)
    .flatMap(({ times, by }) =>
      by === 1 || by === 2
        ? months.map(month => ends[by - 1] / (month * times))
        : [],
    );
}

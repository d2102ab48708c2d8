import {
  BreakEven,
  Price,
} from '@tieline/plugin-integrations-common/governance';
import { Amount, PriceOf, sumOf } from './amounts';
import { handovers, risesAbove } from './crossings';
import { Candidate } from './Candidate';
import { PriceBook } from './PriceBook';

/**
 * Where the cheapest changes, with the range of where it may be when any one
 * price takes its lowest or highest figure.
 *
 * @param points - in ascending order; between two, costs are straight lines

 */
export function findBreakEvens(
  book: PriceBook,
  candidates: readonly Candidate[],
  points: readonly number[],
): BreakEven[] {
  const amounts = candidates.map(({ amountsAt }) => points.map(amountsAt));
  const line = (candidate: number, priceOf: PriceOf) =>
    amounts[candidate].map(at => sumOf(at, priceOf));
  const expected: PriceOf = id => book.get(id).expected;
  const found = handovers(
    points,
    candidates.map((_, index) => line(index, expected)),
  );
  return found.map(({ at, from, to }): BreakEven => {
    let low: number | undefined = at;
    let high: number | undefined = at;
    const varied = pricesIn([...amounts[from], ...amounts[to]], book);
    for (const [price, figure] of varied) {
      const priceOf: PriceOf = id => (id === price.id ? figure : expected(id));
      const lower = line(from, priceOf);
      const upper = line(to, priceOf);
      const crossing = nearest(risesAbove(points, lower, upper), at);
      if (crossing !== undefined) {
        low = low === undefined ? low : Math.min(low, crossing);
        high = high === undefined ? high : Math.max(high, crossing);
      } else if (lower[0] > upper[0]) {
        low = undefined;
      } else {
        high = undefined;
      }
    }
    return {
      cheaperBelow: candidates[from].pattern,
      cheaperAbove: candidates[to].pattern,
      volumePerDay: at,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
    };
  });
}

/** Each price with its lowest and its highest figure. */
function pricesIn(
  amounts: ReadonlyArray<readonly Amount[]>,
  book: PriceBook,
): Array<[Price, number]> {
  const ids = new Set(amounts.flat().flatMap(({ prices }) => prices));
  return [...ids].flatMap((id): Array<[Price, number]> => {
    const price = book.get(id);
    return [
      [price, price.low],
      [price, price.high],
    ];
  });
}

function nearest(values: readonly number[], to: number): number | undefined {
  return values.reduce<number | undefined>(
    (best, value) =>
      best === undefined || Math.abs(value - to) < Math.abs(best - to)
        ? value
        : best,
    undefined,
  );
}

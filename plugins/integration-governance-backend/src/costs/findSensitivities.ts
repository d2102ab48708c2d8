import {
  Profile,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';
import { PriceOf, sumOf } from './amounts';
import { Candidate } from './Candidate';
import { PriceBook } from './PriceBook';
import { VolumeOverTime } from './VolumeOverTime';

const SHOWN = 12;
/** Those whose assumptions are shown even where they don't tip the choice. */
const COMPARED = 3;
/** A power of two, so that steps add up to one exactly. */
const STEPS = 32;
const HALVINGS = 40;

/** Where, and to which candidate, the cheapest changes. */
interface Flip {
  at: number;
  /** Of the way from what is expected to the end of the range. */
  share: number;
  to: number;
}

/** The costs of all candidates where one assumption has a value, the others what is expected. */
type CostsAt = (value: number) => number[];

interface Assumption {
  id: string;
  title: string;
  unit: string;
  low: number;
  expected: number;
  high: number;
  costsAt: CostsAt;
  /** Whether every cost is a straight line over it. */
  isLinear: boolean;
}

/**
 * Each assumption alone from its lowest to its highest figure: those that make
 * another candidate the cheapest first, then by how far they move the cheapest
 * against its rivals.
 */
export function findSensitivities(
  book: PriceBook,
  candidates: readonly Candidate[],
  profile: Profile,
): Sensitivity[] {
  const volume = VolumeOverTime.of(profile);
  const amounts = candidates.map(({ amountsFor }) => amountsFor(volume));
  const expected: PriceOf = id => book.get(id).expected;
  const costs = amounts.map(each => sumOf(each, expected));
  const order = costs
    .map((_, index) => index)
    .sort((left, right) => costs[left] - costs[right]);
  const compared = order.slice(0, COMPARED);
  const idsOf = (indices: readonly number[]) =>
    new Set(
      indices.flatMap(index => amounts[index].flatMap(({ prices }) => prices)),
    );
  const near = idsOf(compared);
  const assumptions = [...idsOf(order)].map((id): Assumption => {
    const { title, unit, low, high } = book.get(id);
    return {
      id,
      title,
      unit,
      low,
      expected: expected(id),
      high,
      isLinear: true,
      costsAt: value =>
        amounts.map(each =>
          sumOf(each, other => (other === id ? value : expected(other))),
        ),
    };
  });
  assumptions.push(volumeAssumption(candidates, profile, expected));
  return assumptions
    .filter(({ low, high }) => low < high)
    .map(assumption => ({
      assumption,
      flip: nearestFlip(assumption, order[0]),
      swing: swingOf(assumption, compared),
    }))
    .filter(
      ({ assumption: { id }, flip }) =>
        flip || near.has(id) || id === 'volumePerDayInTwoYears',
    )
    .sort(
      (left, right) =>
        Number(!left.flip) - Number(!right.flip) || right.swing - left.swing,
    )
    .slice(0, SHOWN)
    .map(({ assumption, flip }): Sensitivity => {
      const { costsAt: _, isLinear: __, id, ...rest } = assumption;
      return {
        inputId: id,
        ...rest,
        ...(flip && { flipsAt: flip.at, to: candidates[flip.to].pattern }),
      };
    });
}

/** The forecast may be wrong by half or double; the estimate takes it as it is. */
function volumeAssumption(
  candidates: readonly Candidate[],
  profile: Profile,
  expected: PriceOf,
): Assumption {
  const now = profile.volumePerDay;
  const later = profile.volumePerDayInTwoYears ?? now;
  return {
    id: 'volumePerDayInTwoYears',
    title: 'Volume in two years, half to double',
    unit: 'a day',
    low: later / 2,
    expected: later,
    high: later * 2,
    isLinear: false,
    costsAt: value => {
      const volume = new VolumeOverTime(now, value);
      return candidates.map(({ amountsFor }) =>
        sumOf(amountsFor(volume), expected),
      );
    },
  };
}

function swingOf(
  { costsAt, low, high }: Assumption,
  [cheapest, ...rivals]: readonly number[],
): number {
  const atLow = costsAt(low);
  const atHigh = costsAt(high);
  return Math.max(
    0,
    ...rivals.map(rival =>
      Math.abs(
        atHigh[rival] - atHigh[cheapest] - (atLow[rival] - atLow[cheapest]),
      ),
    ),
  );
}

/** The flip that is the smaller part of the way to its end of the range. */
function nearestFlip(
  assumption: Assumption,
  cheapest: number,
): Flip | undefined {
  const { low, high } = assumption;
  return [low, high]
    .flatMap(end => firstFlip(assumption, cheapest, end) ?? [])
    .sort((left, right) => left.share - right.share)[0];
}

function firstFlip(
  { costsAt, expected, isLinear }: Assumption,
  cheapest: number,
  end: number,
): Flip | undefined {
  if (end === expected) {
    return undefined;
  }
  const at = (share: number) => expected + (end - expected) * share;
  const gaps = (share: number) => {
    const costs = costsAt(at(share));
    return costs.map(cost => cost - costs[cheapest]);
  };
  const found = isLinear ? calculateFlip(gaps(0), gaps(1)) : searchFlip(gaps);
  return found && { ...found, at: at(found.share) };
}

/** Where the first of some gaps, each a straight line, gets below zero. */
function calculateFlip(before: readonly number[], after: readonly number[]) {
  return after
    .map((gap, to) => ({ gap, to, share: before[to] / (before[to] - gap) }))
    .filter(({ gap }) => gap < 0)
    .sort((left, right) => left.share - right.share || left.gap - right.gap)[0];
}

/** The same for gaps that bend: step by step, then halving the step. */
function searchFlip(gaps: (share: number) => number[]) {
  const isFlipped = (share: number) => gaps(share).some(gap => gap < 0);
  let high = 1 / STEPS;
  while (high <= 1 && !isFlipped(high)) {
    high += 1 / STEPS;
  }
  if (high > 1) {
    return undefined;
  }
  let low = high - 1 / STEPS;
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (isFlipped(middle)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  const there = gaps(high);
  return { share: high, to: there.indexOf(Math.min(...there)) };
}

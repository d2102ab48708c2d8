import { Pattern, PATTERNS } from '@tieline/plugin-integrations-common';
import {
  BreakEven,
  CostCurve,
  CostEstimate,
  CostPart,
  CostRange,
  PriceList,
  Profile,
  Sensitivity,
} from '@tieline/plugin-integrations-common/governance';
import { amountsOf, kinksOf, sumOf, TierEnds } from './amounts';
import { Candidate } from './Candidate';
import { CostCircumstances, CostModel } from './CostModel';
import { findBreakEvens } from './findBreakEvens';
import { findSensitivities } from './findSensitivities';
import { leavingPart, PartRecipe, patternParts } from './patternParts';
import { PriceBook } from './PriceBook';
import { VolumeOverTime, YEARS } from './VolumeOverTime';

const BOUNDS = ['low', 'expected', 'high'] as const;
const CURVE_STEPS = 24;
/** How far beyond the profile's volume break-evens are looked for. */
const LOOKS_AHEAD = 10;
const LOOKS_AT_LEAST = 10_000;

/** Costs from a list of unit prices, every one a range. */
export class PriceListCostModel implements CostModel {
  readonly prices: PriceList;
  readonly #book: PriceBook;
  readonly #tierEnds: TierEnds;

  constructor(book: PriceBook) {
    this.#book = book;
    this.prices = book.list;
    this.#tierEnds = [
      book.get('tier-ipaas-1').expected,
      book.get('tier-ipaas-2').expected,
    ];
  }

  estimate(
    pattern: Pattern,
    profile: Profile,
    circumstances?: CostCircumstances,
  ): CostEstimate {
    const parts = recipesOf(pattern, profile, circumstances).map(part =>
      this.#toPart(part, profile),
    );
    return {
      years: YEARS,
      currency: this.prices.currency,
      total: addUp(parts.map(({ range }) => range)),
      parts,
    };
  }

  leaving(pattern: Pattern, profile: Profile): CostRange {
    return this.#toPart(leavingPart(pattern, profile), profile).range;
  }

  curves(profile: Profile, circumstances?: CostCircumstances): CostCurve[] {
    const breakEvens = this.breakEvens(profile, circumstances).map(
      ({ volumePerDay }) => volumePerDay,
    );
    const peak = VolumeOverTime.peakOf(profile);
    const ahead = breakEvens.find(volume => volume > peak) ?? 0;
    const end = Math.max(2 * peak, 1.25 * ahead) || LOOKS_AT_LEAST;
    const volumes = [
      ...Array.from(
        { length: CURVE_STEPS + 1 },
        (_, step) => (end * step) / CURVE_STEPS,
      ),
      profile.volumePerDay,
      peak,
      profile.volumePerDayInTwoYears ?? peak,
      ...breakEvens.filter(volume => volume <= end),
    ];
    const points = ascending(volumes).map(volumePerDay => ({
      volumePerDay,
      volume: VolumeOverTime.scaled(profile, volumePerDay),
    }));
    return PATTERNS.map(pattern => {
      const recipes = recipesOf(pattern, profile, circumstances);
      return {
        pattern,
        points: points.map(({ volumePerDay, volume }) => ({
          volumePerDay,
          ...addUp(recipes.map(part => this.#range(part, volume))),
        })),
      };
    });
  }

  breakEvens(profile: Profile, circumstances?: CostCircumstances): BreakEven[] {
    const recipes = PATTERNS.flatMap(pattern =>
      recipesOf(pattern, profile, circumstances),
    );
    const limit = Math.max(
      LOOKS_AHEAD * VolumeOverTime.peakOf(profile),
      LOOKS_AT_LEAST,
    );
    const kinks = kinksOf(
      recipes,
      VolumeOverTime.scaled(profile, 1),
      this.#tierEnds,
    );
    return findBreakEvens(
      this.#book,
      this.#candidates(profile, circumstances),
      ascending([0, ...kinks.filter(volume => volume < limit), limit]),
    );
  }

  sensitivities(
    profile: Profile,
    circumstances?: CostCircumstances,
  ): Sensitivity[] {
    return findSensitivities(
      this.#book,
      this.#candidates(profile, circumstances),
      profile,
    );
  }

  #candidates(
    profile: Profile,
    circumstances?: CostCircumstances,
  ): Candidate[] {
    return PATTERNS.filter(
      pattern => circumstances?.candidates?.has(pattern) ?? true,
    ).map(pattern => {
      const recipes = recipesOf(pattern, profile, circumstances);
      const amountsFor = (volume: VolumeOverTime) =>
        recipes.flatMap(part => amountsOf(part, volume, this.#tierEnds));
      return {
        pattern,
        amountsFor,
        amountsAt: peak => amountsFor(VolumeOverTime.scaled(profile, peak)),
      };
    });
  }

  /** Rounded once, to the cent; what is rounded adds up. */
  #range(part: PartRecipe, volume: VolumeOverTime): CostRange {
    const amounts = amountsOf(part, volume, this.#tierEnds);
    const [low, expected, high] = BOUNDS.map(
      bound =>
        Math.round(sumOf(amounts, id => this.#book.get(id)[bound]) * 100) / 100,
    );
    return { low, expected, high };
  }

  #toPart(part: PartRecipe, profile: Profile): CostPart {
    const volume = VolumeOverTime.of(profile);
    const { id, title, formula, terms, uses } = part;
    const tiers = terms.some(({ by }) => typeof by === 'number')
      ? ['tier-ipaas-1', 'tier-ipaas-2']
      : [];
    const ids = new Set([...terms.flatMap(({ prices }) => prices), ...tiers]);
    return {
      id,
      title,
      formula,
      range: this.#range(part, volume),
      inputs: [
        ...[...ids].map(priceId => {
          const price = this.#book.get(priceId);
          const { low, expected, high } = price;
          return {
            id: priceId,
            title: price.title,
            value: { low, expected, high },
            unit: price.unit,
            source: price.source,
          };
        }),
        ...[
          ...uses,
          ...(terms.some(({ by }) => by) ? volumeInputs(profile, volume) : []),
        ].map(({ value, ...rest }) => ({
          ...rest,
          value: { low: value, expected: value, high: value },
          source: 'profile',
        })),
      ],
    };
  }
}

function recipesOf(
  pattern: Pattern,
  profile: Profile,
  circumstances?: CostCircumstances,
): PartRecipe[] {
  return patternParts(
    pattern,
    profile,
    circumstances?.withPlatform?.has(pattern) ?? false,
  );
}

function volumeInputs(profile: Profile, volume: VolumeOverTime) {
  const { volumePerDay: now, volumePerDayInTwoYears: later = now } = profile;
  return [
    { id: 'volumePerDay', title: 'Volume now', value: now, unit: 'a day' },
    {
      id: 'volumePerDayInTwoYears',
      title: 'Volume in two years',
      value: later,
      unit: 'a day',
    },
    {
      id: 'millions',
      title: `Volume in ${YEARS} years`,
      value: volume.total / 1e6,
      unit: 'million',
    },
  ];
}

/** In whole cents, so that the sum is what a reader gets who adds what is shown. */
export function addUp(ranges: readonly CostRange[]): CostRange {
  const [low, expected, high] = BOUNDS.map(
    bound =>
      ranges.reduce(
        (cents, range) => cents + Math.round(range[bound] * 100),
        0,
      ) / 100,
  );
  return { low, expected, high };
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}

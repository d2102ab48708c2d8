import { Pattern } from '@tieline/plugin-integrations-common';
import {
  BreakEven,
  CostRange,
  DecisionWarning,
  Profile,
  RankedPattern,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import { grouped } from '../checklist/checks/words';
import { CostCircumstances, CostModel } from '../costs/CostModel';
import { DecisionMatrix } from './DecisionMatrix';
import { unansweredFields } from './needs';
import { NearbyPlatform, rankPatterns, ScoredPattern } from './rankPatterns';
import { warnOfProfile } from './warnings';

/** What is known besides the profile. */
export interface Situation {
  /** What runs nearby; undefined where nobody said where the integration is. */
  platforms?: NearbyPlatform[];
  /** The pattern of the integration that exists. */
  current?: Pattern;
  /** What its evidence warns of. */
  warnings?: DecisionWarning[];
}

/** What is built beside what would be chosen today. */
export interface Comparison {
  recommended: Pattern;
  /** Of what is built. */
  rank: number;
  /** Whether what is built is as good as the first, without being it. */
  isNearTie: boolean;
  /** Why what is built is the first, or is not. */
  reason: string;
  /** Of three years, without what building it took: that is spent. */
  costToday: CostRange;
  /** Of three years. */
  costRecommended: CostRange;
  /** Once; missing where nothing would move. */
  costOfMoving?: CostRange;
  /** Recommended and the move, less today's: what is negative is saved. */
  difference: CostRange;
  warnings: DecisionWarning[];
}

/** What of a cost is spent once it is built. */
export const SPENT_PARTS = ['development', 'training'];

/** Ranks all patterns for a profile, with costs and reasons. Pure: it keeps nothing. */
export class Recommender {
  readonly #matrix: DecisionMatrix;
  readonly #costs: CostModel;

  constructor(options: { matrix: DecisionMatrix; costs: CostModel }) {
    this.#matrix = options.matrix;
    this.#costs = options.costs;
  }

  recommend(profile: Profile, situation: Situation = {}): Recommendation {
    const { file } = this.#matrix;
    const ranked = rankPatterns(file, profile, situation.platforms);
    const around = circumstancesOf(ranked, situation.platforms);
    const breakEvens = this.#costs.breakEvens(profile, around);
    const { items } = this.#costs.prices;
    const evidence = situation.warnings ?? [];
    const warnings = [
      ...warnOfProfile(file, profile, ranked, situation.current),
      ...evidence,
    ];
    return {
      profile,
      matrixVersion: this.#matrix.version,
      matrixOwnerRef: file.owner,
      matrixReviewedOn: file.reviewedOn,
      ranked: ranked.map((one, index): RankedPattern => {
        const { item, platform } = one;
        return {
          pattern: item.pattern,
          rank: index + 1,
          score: Number(one.score.toFixed(1)),
          platform: platform && {
            entityRef: platform.entityRef,
            title: platform.title,
            hasRoom: platform.hasRoom,
            detail: platform.detail,
          },
          matched: one.needs.filter(({ fits }) => fits).length,
          needs: one.needs.length,
          fits: one.needs.map(({ points, ...fit }) => fit),
          reason:
            index === 0
              ? whyFirst(one, ranked[1], breakEvens)
              : whyNotFirst(one, ranked[0], breakEvens),
          nearTieWith: one.nearTieWith,
          stepUp: item.stepUp,
          leaving: {
            text: item.leaving,
            cost: this.#costs.leaving(item.pattern, profile),
          },
          cost: this.#costs.estimate(item.pattern, profile, around),
        };
      }),
      unanswered: unansweredFields(profile),
      warnings,
      curves: this.#costs.curves(profile, around),
      breakEvens,
      sensitivities: this.#costs.sensitivities(profile, around),
      prices: {
        total: items.length,
        own: items.filter(({ isExample }) => !isExample).length,
      },
    };
  }

  /** What is built beside the first of the ranking: less than a recommendation, for many at once. */
  compare(
    profile: Profile,
    current: Pattern,
    platforms: NearbyPlatform[],
  ): Comparison {
    const { file } = this.#matrix;
    const ranked = rankPatterns(file, profile, platforms);
    const around = circumstancesOf(ranked, platforms);
    const breakEvens = this.#costs.breakEvens(profile, around);
    const [first, second] = ranked;
    const index = ranked.findIndex(({ item }) => item.pattern === current);
    const built = ranked[index];
    const isFirst = index === 0;
    const today = this.#costs.estimate(current, profile, {
      ...around,
      withPlatform: new Set([...around.withPlatform, current]),
    });
    const costToday = today.parts
      .filter(({ id }) => SPENT_PARTS.includes(id))
      .reduce((left, { range }) => minus(left, range), today.total);
    const costRecommended = isFirst
      ? costToday
      : this.#costs.estimate(first.item.pattern, profile, around).total;
    const costOfMoving = isFirst
      ? undefined
      : this.#costs.leaving(current, profile);
    return {
      recommended: first.item.pattern,
      rank: index + 1,
      isNearTie:
        !isFirst &&
        built.isRuledOut === first.isRuledOut &&
        Math.abs(first.score - built.score) < file.nearTie,
      reason: isFirst
        ? whyFirst(first, second, breakEvens)
        : whyNotFirst(built, first, breakEvens),
      costToday,
      costRecommended,
      costOfMoving,
      difference: costOfMoving
        ? {
            low: costRecommended.low + costOfMoving.low - costToday.high,
            expected:
              costRecommended.expected +
              costOfMoving.expected -
              costToday.expected,
            high: costRecommended.high + costOfMoving.high - costToday.low,
          }
        : { low: 0, expected: 0, high: 0 },
      warnings: warnOfProfile(file, profile, ranked, current),
    };
  }
}

function circumstancesOf(
  ranked: readonly ScoredPattern[],
  platforms: readonly NearbyPlatform[] = [],
) {
  return {
    withPlatform: new Set(
      platforms.filter(({ hasRoom }) => hasRoom).map(({ pattern }) => pattern),
    ),
    // What is ruled out is no choice, however cheap it would be.
    candidates: new Set(
      ranked
        .filter(({ isRuledOut }) => !isRuledOut)
        .map(({ item }) => item.pattern),
    ),
  } satisfies CostCircumstances;
}

function minus(left: CostRange, right: CostRange): CostRange {
  return {
    low: left.low - right.low,
    expected: left.expected - right.expected,
    high: left.high - right.high,
  };
}

function whyFirst(
  first: ScoredPattern,
  second: ScoredPattern,
  breakEvens: readonly BreakEven[],
): string {
  if (first.isRuledOut) {
    return `Every pattern is ruled out; of this one the least speaks against: ${knockout(first)}.`;
  }
  const cost = costClause(first.item.pattern, second.item.pattern, breakEvens);
  if (first.score < second.score) {
    return `It is nearly equal to ${second.item.pattern}, ${gap(first, second)}, and simpler to run${cost}.`;
  }
  const need = mostAhead(first, second);
  return `It is ahead of ${second.item.pattern}, ${gap(first, second)}${need ? `, most of all because ${need.text}` : ''}${cost}.`;
}

function whyNotFirst(
  one: ScoredPattern,
  first: ScoredPattern,
  breakEvens: readonly BreakEven[],
): string {
  if (one.isRuledOut) {
    return `It is ruled out: ${knockout(one)}.`;
  }
  const cost = costClause(one.item.pattern, first.item.pattern, breakEvens);
  if (one.score > first.score) {
    return `It is nearly equal to ${first.item.pattern}, ${gap(one, first)}, which is simpler to run${cost}.`;
  }
  const lead = mostAhead(first, one);
  const own =
    lead && one.needs.find(({ needId }) => needId === lead.needId)?.text;
  const why = [
    ...(own ? [own] : []),
    ...(lead ? [`with ${first.item.pattern} ${lead.text}`] : []),
  ].join(', while ');
  return `It is behind ${first.item.pattern}, ${gap(one, first)}${why ? `: ${why}` : ''}${cost}.`;
}

/** The need that speaks most for one against the other. */
function mostAhead(one: ScoredPattern, other: ScoredPattern) {
  const against = new Map(
    other.needs.map(({ needId, points }) => [needId, points]),
  );
  const leads = one.needs
    .map(need => ({
      need,
      lead: need.points - (against.get(need.needId) ?? 0),
    }))
    .sort((left, right) => right.lead - left.lead);
  return leads[0]?.lead > 0 ? leads[0].need : undefined;
}

function knockout(one: ScoredPattern): string {
  return one.needs
    .filter(({ isKnockout }) => isKnockout)
    .map(({ text }) => text)
    .join('; ');
}

function gap(one: ScoredPattern, other: ScoredPattern): string {
  return `${one.score.toFixed(1)} to ${other.score.toFixed(1)} points`;
}

function costClause(
  pattern: Pattern,
  other: Pattern,
  breakEvens: readonly BreakEven[],
): string {
  for (const { cheaperBelow, cheaperAbove, volumePerDay } of breakEvens) {
    const isPair =
      [cheaperBelow, cheaperAbove].includes(pattern) &&
      [cheaperBelow, cheaperAbove].includes(other);
    if (isPair) {
      return `; it is cheaper ${cheaperBelow === pattern ? 'below' : 'above'} ${grouped(volumePerDay)} a day`;
    }
  }
  return '';
}

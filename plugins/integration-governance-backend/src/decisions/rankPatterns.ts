import { Pattern } from '@tieline/plugin-integrations-common';
import {
  NeedFit,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import { MatrixFile, MatrixPatternItem } from './DecisionMatrix';
import { answerTo, stepFor } from './needs';

/** From this score on a need counts as met. */
const FITS_FROM = 0.6;
/** What is not known or not answered moves no pattern past another. */
const NEUTRAL = 0.5;
/** What a pattern that is ruled out keeps of its score. */
const RULED_OUT = 0.5;

/** What the organisation runs nearby. */
export interface NearbyPlatform {
  pattern: Pattern;
  entityRef: string;
  title?: string;
  /** Missing where nobody knows. */
  hasRoom?: boolean;
  /** In words, with numbers. */
  detail: string;
}

/** How a pattern meets one need. */
export interface ScoredNeed extends NeedFit {
  /** What it adds to the score or takes from it, seen from a need that says nothing. */
  points: number;
}

/** A pattern with its score and what led to it, in the order of the ranking. */
export interface ScoredPattern {
  item: MatrixPatternItem;
  /** 0 to 100. */
  score: number;
  isRuledOut: boolean;
  /** What speaks for it first. */
  needs: ScoredNeed[];
  nearTieWith?: Pattern;
  platform?: NearbyPlatform;
}

/**
 * All patterns for a profile, the best first; of near equals the simpler
 * first, and what is ruled out last. It reads nothing but what it is given.
 *
 * @param platforms - what runs nearby; undefined where nobody said where the integration is
 */
export function rankPatterns(
  matrix: MatrixFile,
  profile: Profile,
  platforms?: readonly NearbyPlatform[],
): ScoredPattern[] {
  const open = matrix.patterns.map(item =>
    scorePattern(matrix, item, profile, platforms),
  );
  const ranked: ScoredPattern[] = [];
  while (open.length > 0) {
    const candidates = open.filter(
      one => one.isRuledOut === open.every(other => other.isRuledOut),
    );
    const best = candidates.reduce((left, right) =>
      inOrder(left, right) <= 0 ? left : right,
    );
    const [next] = candidates
      .filter(one => best.score - one.score < matrix.nearTie || one === best)
      .sort(bySimplicity);
    if (next !== best) {
      next.nearTieWith = best.item.pattern;
      best.nearTieWith ??= next.item.pattern;
    }
    ranked.push(next);
    open.splice(open.indexOf(next), 1);
  }
  markTiesInOrder(ranked, matrix.nearTie);
  return ranked;
}

/** A tie is one also where the simpler has the better score. */
function markTiesInOrder(ranked: ScoredPattern[], nearTie: number): void {
  const [first, second] = ranked;
  if (
    first.isRuledOut === second.isRuledOut &&
    Math.abs(first.score - second.score) < nearTie
  ) {
    first.nearTieWith ??= second.item.pattern;
    second.nearTieWith ??= first.item.pattern;
  }
}

function scorePattern(
  matrix: MatrixFile,
  item: MatrixPatternItem,
  profile: Profile,
  platforms: readonly NearbyPlatform[] | undefined,
): ScoredPattern {
  const total = matrix.needs.reduce((sum, { weight }) => sum + weight, 0);
  const platform = bestPlatform(item.pattern, platforms);
  const needs: ScoredNeed[] = [];
  let score = NEUTRAL * 100;
  for (const { id, weight } of matrix.needs) {
    const met =
      id === 'platform'
        ? platforms && platformFit(item, platform)
        : needFit(id, item, profile);
    if (met) {
      const points = (100 * weight * (met.score - NEUTRAL)) / total;
      score += points;
      needs.push({
        needId: id,
        fits: met.score >= FITS_FROM,
        isKnockout: met.knockout,
        text: met.text,
        points,
      });
    }
  }
  const isRuledOut = needs.some(need => need.isKnockout);
  return {
    item,
    score: isRuledOut ? score * RULED_OUT : score,
    isRuledOut,
    needs: needs.sort((left, right) => right.points - left.points),
    platform,
  };
}

interface Met {
  score: number;
  text: string;
  knockout?: boolean;
}

function needFit(
  needId: string,
  item: MatrixPatternItem,
  profile: Profile,
): Met | undefined {
  const answer = answerTo(needId, profile, item);
  // Growth is judged like the volume, unless the matrix says otherwise.
  const steps =
    item.fits[needId] ?? (needId === 'growth' ? item.fits.volume : undefined);
  const step = answer && steps && stepFor(steps, answer, profile);
  return (
    step && {
      score: step.score,
      text: step.text.replaceAll('{value}', answer!.text),
      knockout: step.knockout,
    }
  );
}

function platformFit(
  item: MatrixPatternItem,
  platform: NearbyPlatform | undefined,
): Met {
  if (!platform) {
    return {
      score: item.platformMissing,
      text: `no platform for ${item.pattern} runs nearby`,
    };
  }
  const name = platform.title ?? nameIn(platform.entityRef);
  if (platform.hasRoom === undefined) {
    return {
      // Unknown is never good: not better than having none.
      score: Math.min(item.platformMissing, NEUTRAL),
      text: `${name} runs nearby, but nobody knows whether it has room`,
    };
  }
  return platform.hasRoom
    ? { score: 1, text: `${name} runs nearby and has room: ${platform.detail}` }
    : { score: 0, text: `${name} runs nearby but is full: ${platform.detail}` };
}

/** One with room before one of which nobody knows, and that before one that is full. */
function bestPlatform(
  pattern: Pattern,
  platforms: readonly NearbyPlatform[] = [],
): NearbyPlatform | undefined {
  const order = [true, undefined, false];
  return platforms
    .filter(platform => platform.pattern === pattern)
    .sort(
      (left, right) =>
        order.indexOf(left.hasRoom) - order.indexOf(right.hasRoom) ||
        (left.entityRef < right.entityRef ? -1 : 1),
    )[0];
}

function inOrder(left: ScoredPattern, right: ScoredPattern): number {
  return right.score - left.score || bySimplicity(left, right);
}

function bySimplicity(left: ScoredPattern, right: ScoredPattern): number {
  return (
    left.item.simplicity - right.item.simplicity ||
    right.score - left.score ||
    (left.item.pattern < right.item.pattern ? -1 : 1)
  );
}

function nameIn(entityRef: string): string {
  return entityRef.slice(entityRef.indexOf('/') + 1);
}

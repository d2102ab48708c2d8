import { TrendShape } from './fitChange';
import { TrendDirection, TrendIndicator } from './indicators';
import { UsualOperation } from './measureDays';

/**
 * - `raised`: the level changed by about a fifth or more, and has not gone back;
 * - `steady`: it did not, and such a change would have been seen;
 * - `blurred`: nothing was seen, but a change by a quarter could have been missed;
 * - `unjudged`: there is too little to say anything.
 */
export type TrendOutcome = 'raised' | 'steady' | 'blurred' | 'unjudged';

/** Why a change by a quarter could be missed, or nothing be said. */
export type TrendLimit = 'too-new' | 'too-few' | 'too-noisy' | 'quiet-week';

/** What is known of an indicator's trend. */
export interface TrendFinding {
  indicator: TrendIndicator;
  outcome: TrendOutcome;
  /** The end of the last hour that was looked at. */
  judgedMs: number;
  limit?: TrendLimit;
  /** The smallest change that would be seen here in some nine of ten cases, as a ratio above 1. */
  smallestVisibleRatio?: number;
  direction?: TrendDirection;
  /** The level now as a ratio to the usual at the same hours of earlier weeks, by its fit. */
  ratio?: number;
  /** The ratio is farther from 1 than this with 95 % confidence. */
  boundRatio?: number;
  /** When the change began. */
  sinceMs?: number;
  /** When a ramp had come to its new level, where it has; of a step, when it began. */
  settledMs?: number;
  shape?: TrendShape;
  /** In the indicator's own unit, for this week's hours and mix of operations. */
  usualLevel?: number;
  level?: number;
  /** What the level is held against. */
  baseline?: {
    fromMs: number;
    untilMs: number;
    isFrozen: boolean;
  };
}

/** What the level was before it changed: kept, so that the new one doesn't become usual unnoticed. */
export interface FrozenBaseline {
  fromMs: number;
  untilMs: number;
  usual: UsualOperation[];
  /** The middle of the baseline's days, as the natural logarithm of a ratio to the usual. */
  centre: number;
  /** Standard deviation of a day, of the natural logarithm. */
  sigma: number;
  /** Lag-1 autocorrelation of days. */
  correlation: number;
  /** What its days are worth together. */
  days: number;
}

/** What is remembered of an indicator from one look to the next; plain JSON. */
export interface TrendState {
  /** Since when it has looked as if it changed, and which way, and when it last did. */
  suspected?: { sinceMs: number; lastMs: number; direction: TrendDirection };
  raised?: {
    atMs: number;
    sinceMs: number;
    settledMs: number;
    shape: TrendShape;
    direction: TrendDirection;
    baseline: FrozenBaseline;
    /** Since when it has looked as if it went back. */
    backSinceMs?: number;
  };
  /** New levels that the owner accepted, while there are older hours to be read accordingly. */
  accepted?: AcceptedLevel[];
}

/** What was before it is multiplied by `ratio`, and what was while it came is left out. */
export interface AcceptedLevel {
  fromMs: number;
  untilMs: number;
  ratio: number;
}

export interface TrendJudgement {
  finding: TrendFinding;
  /** To be passed in at the next look. */
  state: TrendState;
}

import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { formatCount, formatDuration } from '../health/wording';
import { QueueLevelPoint } from './QueueReader';

const HOUR_MS = 3_600_000;

/** Fewer messages than this are somebody's test, not a trend. */
const FEWEST_GROWN = 20;

/** What a queue holds, and how it came to that. */
export interface QueueState {
  queue: string;
  /** Messages that lie there. */
  depth: number;
  /** Of the last level. */
  atMs: number;
  /** Of the oldest message: measured, else at least since it began to fill. */
  oldestMs?: number;
  /** Whether somebody measures the age. */
  isAgeMeasured: boolean;
  /** Messages more than an hour before; undefined where that is not known. */
  growthPerHour?: number;
  /** Since when it holds more and more, and how much it held before. */
  grownSince?: { atMs: number; fromDepth: number };
  /** When it was last empty; undefined where it never was as far as is known. */
  drainedAtMs?: number;
}

/**
 * Follows a queue's levels back from the last one.
 *
 * @param levels - oldest first; the last is the level now
 */
export function followQueue(
  queue: string,
  levels: readonly QueueLevelPoint[],
  measured: { ageMs?: number; nowMs: number },
): QueueState | undefined {
  const last = levels[levels.length - 1];
  if (!last) {
    return undefined;
  }
  const grown = findOnset(levels);
  const drained = levels.findLast(({ lowest }) => lowest === 0);
  // Within its last minute it may have been empty, and filled again.
  const filled =
    levels.find(({ atMs }) => atMs > (drained?.atMs ?? -Infinity)) ?? last;
  const filledSinceMs = last.value > 0 ? filled.atMs : undefined;
  return {
    queue,
    depth: last.value,
    atMs: last.atMs,
    oldestMs:
      measured.ageMs ??
      (filledSinceMs === undefined
        ? undefined
        : measured.nowMs - filledSinceMs),
    isAgeMeasured: measured.ageMs !== undefined,
    growthPerHour: growthPerHour(levels),
    grownSince: grown && { atMs: grown.atMs, fromDepth: grown.value },
    drainedAtMs: drained?.atMs,
  };
}

/** The level from which on it only rose, and by more than a few messages. */
function findOnset(
  levels: readonly QueueLevelPoint[],
): QueueLevelPoint | undefined {
  const last = levels[levels.length - 1];
  let onset = last;
  for (let at = levels.length - 2; at >= 0; at -= 1) {
    const level = levels[at];
    // Somebody replayed or deleted some: what rose before that is over.
    if (level.value > onset.value + Math.max(2, 0.02 * onset.value)) {
      break;
    }
    if (level.value < onset.value) {
      onset = level;
    }
  }
  return last.value - onset.value >= FEWEST_GROWN ? onset : undefined;
}

function growthPerHour(levels: readonly QueueLevelPoint[]): number | undefined {
  const last = levels[levels.length - 1];
  const before = levels.findLast(({ atMs }) => atMs <= last.atMs - HOUR_MS);
  return before && last.value - before.value;
}

/** Why a dead-letter queue needs somebody; undefined where it does not. */
export function judgeDeadLetters(
  state: QueueState,
  nowMs: number,
): HealthReason | undefined {
  const { depth, oldestMs, growthPerHour: growth, grownSince } = state;
  if (!grownSince) {
    return undefined;
  }
  const isGrowing = growth === undefined || growth > 0;
  const neverDrained =
    state.drainedAtMs === undefined || state.drainedAtMs <= grownSince.atMs
      ? ' and was never drained'
      : '';
  const rate =
    growth === undefined
      ? (depth - grownSince.fromDepth) /
        Math.max((nowMs - grownSince.atMs) / HOUR_MS, 1 / 60)
      : growth;
  const oldest =
    oldestMs === undefined ? '' : `, the oldest ${formatDuration(oldestMs)}`;
  return {
    code: 'dead-letters',
    status: 'degraded',
    headline: isGrowing
      ? `Dead-letter queue grows by ${formatCount(Math.max(1, rate))} an hour${neverDrained}`
      : `${formatCount(depth)} messages lie in the dead-letter queue`,
    short: isGrowing
      ? `dead letters +${formatCount(Math.max(1, rate))}/h`
      : `${formatCount(depth)} dead letters`,
    detail: `${formatCount(depth)} messages in ${state.queue}${oldest}.`,
    since: new Date(grownSince.atMs).toISOString(),
  };
}

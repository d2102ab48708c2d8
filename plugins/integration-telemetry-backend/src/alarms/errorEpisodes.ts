import { DEGRADED_FROM, FAILING_FROM } from '../health/judgeCalls';
import { formatCount, formatShare } from '../health/wording';
import { PointCounts } from '../series/addUpCounts';
import { MINUTE_MS } from '../series/SeriesBatch';
import { AlarmEpisode } from './AlarmEpisode';

const HOUR_MS = 60 * MINUTE_MS;

/** An hour is four windows of fifteen minutes: fewer calls or errors than these would be chance. */
const FEWEST_CALLS = 80;
const FEWEST_FAILED = 10;

/** A good hour between two bad ones does not end what is wrong. */
const LONGEST_PAUSE_MS = HOUR_MS;

/**
 * When too many calls failed, from what is left of a time of which only the
 * hours are kept.
 *
 * @param hours - oldest first
 * @param noun - `call` or `message`
 */
export function errorEpisodes(
  hours: readonly PointCounts[],
  noun: string,
): AlarmEpisode[] {
  const stretches: PointCounts[][] = [];
  for (const hour of hours) {
    if (!isBad(hour)) {
      continue;
    }
    const stretch = stretches[stretches.length - 1];
    const last = stretch?.[stretch.length - 1];
    const pauseMs = last
      ? (hour.startMinute - last.startMinute) * MINUTE_MS - HOUR_MS
      : Infinity;
    if (pauseMs <= LONGEST_PAUSE_MS) {
      stretch.push(hour);
    } else {
      stretches.push([hour]);
    }
  }
  return stretches.map(stretch => toEpisode(stretch, noun));
}

function isBad({ count, failed }: PointCounts): boolean {
  return (
    count >= FEWEST_CALLS &&
    failed >= FEWEST_FAILED &&
    failed >= DEGRADED_FROM * count
  );
}

function toEpisode(stretch: PointCounts[], noun: string): AlarmEpisode {
  const worst = Math.max(...stretch.map(({ count, failed }) => failed / count));
  const sum = (of: 'count' | 'failed') =>
    stretch.reduce((total, hour) => total + hour[of], 0);
  const count = sum('count');
  const failed = sum('failed');
  const startMs = stretch[0].startMinute * MINUTE_MS;
  const endMs = stretch[stretch.length - 1].startMinute * MINUTE_MS + HOUR_MS;
  const status = worst >= FAILING_FROM ? 'failing' : 'degraded';
  const headline = `${formatShare(failed / count)} of ${noun}s failed`;
  return {
    onsetMs: startMs,
    endMs,
    status,
    reason: {
      code: 'errors',
      status,
      headline,
      detail: `${formatCount(failed)} of ${formatCount(count)} ${noun}s, at worst ${formatShare(worst)} in an hour`,
      since: new Date(startMs).toISOString(),
    },
  };
}

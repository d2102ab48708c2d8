import { addDays, daysFrom } from './days';
import { GoalPoint, JudgedForecast } from './Goal';

/** The pace is that of the last so many days. */
export const FORECAST_DAYS = 90;
/** Fewer days say nothing of the next ones. */
const LEAST_DAYS = 7;
/** A date that is farther away is no date. */
const FARTHEST_DAYS = 3650;

/** So many came nearer in so many days. */
interface Stretch {
  gained: number;
  days: number;
}

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/**
 * When the last integration will be there, at the pace of the last ninety days
 * or of as many as there are. The range is that of the slower and the faster of
 * both halves of that time: what the pace was, it can be again.
 *
 * @param points - by day, the last one of today; on days that are missing it
 *   was as on the day before
 */
export function forecastGoal(points: readonly GoalPoint[]): JudgedForecast {
  const today = points.at(-1);
  if (!today || today.total === 0) {
    return {
      pace: 'none',
      basis: 'It applies to no integration.',
    };
  }
  const left = leftOf(today);
  if (left === 0) {
    return { pace: 'none', basis: 'All are there.' };
  }
  const earliest = addDays(today.day, -FORECAST_DAYS);
  const first = points[0].day > earliest ? points[0].day : earliest;
  const days = daysFrom(first, today.day);
  if (days < LEAST_DAYS) {
    return {
      pace: 'none',
      basis: `It is known for ${inDays(days)}, and a pace takes ${LEAST_DAYS}.`,
    };
  }
  const middle = addDays(first, Math.floor(days / 2));
  const leftOn = (day: string) =>
    leftOf(points.findLast(point => point.day <= day)!);
  const stretchOf = (from: string, to: string): Stretch => ({
    gained: leftOn(from) - leftOn(to),
    days: daysFrom(from, to),
  });
  const whole = stretchOf(first, today.day);
  const [slower, faster] = [
    stretchOf(first, middle),
    stretchOf(middle, today.day),
  ].sort((one, other) => one.gained * other.days - other.gained * one.days);
  const moved = `${inDays(days)} ago ${leftOn(first)} were missing, today ${left}`;
  if (whole.gained === 0) {
    return {
      pace: 'none',
      basis:
        faster.gained > 0
          ? `${moved}: what was gained was lost again.`
          : `${moved}: nothing has moved.`,
    };
  }
  if (whole.gained < 0) {
    return { pace: 'away', basis: `${moved}: it moves away from the goal.` };
  }
  const dayAt = ({ gained, days: taken }: Stretch) => {
    // In whole numbers up to the division, so that no day is lost to rounding.
    const needed = Math.ceil((left * taken) / gained);
    return gained > 0 && needed <= FARTHEST_DAYS
      ? addDays(today.day, needed)
      : undefined;
  };
  const by = dayAt(whole);
  if (by === undefined) {
    return {
      pace: 'away',
      basis: `${moved}: at this pace it takes more than ten years.`,
    };
  }
  const latest = dayAt(slower);
  const noLatest =
    slower.gained > 0
      ? 'at that of the slower one it takes more than ten years'
      : 'in the slower one nothing came nearer, so there is no latest day';
  return {
    pace: 'towards',
    by,
    earliest: dayAt(faster),
    latest,
    basis: `${moved}: ${numbers.format((whole.gained * 7) / whole.days)} a week. The range is that of the slower and the faster half of these days${
      latest ? '' : `; ${noLatest}`
    }.`,
  };
}

function leftOf({ total, met }: GoalPoint): number {
  return total - met;
}

function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

import { FARTHEST_DAYS } from './readHistory';

/** Each day up to here, then steps by a twentieth. */
const DAILY_DAYS = 60;
const STEP = 1.05;

export const BEFORE_TODAY = -1;

/** The days for which chances are kept: what lies before today, today, and days ahead, later ones farther apart. */
export const DAYS_AHEAD: readonly number[] = listDays();

function listDays(): number[] {
  const days = [BEFORE_TODAY];
  let day = 0;
  while (day < FARTHEST_DAYS) {
    days.push(day);
    day = day < DAILY_DAYS ? day + 1 : Math.ceil(day * STEP);
  }
  return [...days, FARTHEST_DAYS];
}

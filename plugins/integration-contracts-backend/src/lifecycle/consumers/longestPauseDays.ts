import { CronExpressionParser } from 'cron-parser';

const DAY_MS = 86_400_000;

/** As many occurrences as are looked at: a job of each quarter has its longest pause among them. */
const OCCURRENCES = 32;

/**
 * The longest pause between two runs of a schedule, in days.
 *
 * @param fromMs - the runs after this are looked at
 * @returns undefined where the schedule can't be read
 */
export function longestPauseDays(
  schedule: { cron: string; timeZone?: string },
  fromMs: number,
): number | undefined {
  try {
    const runs = CronExpressionParser.parse(schedule.cron, {
      currentDate: new Date(fromMs),
      tz: schedule.timeZone ?? 'UTC',
    });
    let before = runs.next().getTime();
    let longestMs = 0;
    for (let at = 1; at < OCCURRENCES; at += 1) {
      const next = runs.next().getTime();
      longestMs = Math.max(longestMs, next - before);
      before = next;
    }
    return longestMs / DAY_MS;
  } catch {
    return undefined;
  }
}

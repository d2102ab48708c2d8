import { TrendIndicator, traitsOf } from './indicators';

export const HOUR_MS = 3_600_000;
export const DAY_HOURS = 24;
export const WEEK_HOURS = 168;

/** What is known of an operation in an hour. */
export interface HourPoint {
  operation: string;
  /** Of the hour, UTC. */
  startMs: number;
  /** Calls, or runs of a batch. */
  count: number;
  /**
   * Latency and batch duration: of the durations in milliseconds. Error rate:
   * failed calls. Throughput and dead-letter inflow: calls or messages.
   */
  sum: number;
}

/** An operation's hours, without gaps. */
export interface HourlyOperation {
  operation: string;
  counts: Float64Array;
  sums: Float64Array;
}

/** Hours that follow one another, for all operations of an integration. */
export interface HourGrid {
  /** Of the first hour, UTC. */
  startMs: number;
  hours: number;
  operations: HourlyOperation[];
}

/**
 * Points in the order of time. Hours without a point have no calls; what is
 * per hour has a level of 0 there.
 *
 * @param range - whole hours, UTC; points outside are left out
 */
export function toHourGrid(
  points: Iterable<HourPoint>,
  indicator: TrendIndicator,
  range: { fromMs: number; untilMs: number },
): HourGrid {
  const startMs = Math.floor(range.fromMs / HOUR_MS) * HOUR_MS;
  const hours = Math.max(0, Math.floor((range.untilMs - startMs) / HOUR_MS));
  const { isPerHour } = traitsOf(indicator);
  const operations = new Map<string, HourlyOperation>();
  for (const { operation, startMs: atMs, count, sum } of points) {
    const hour = Math.floor((atMs - startMs) / HOUR_MS);
    if (hour < 0 || hour >= hours) {
      continue;
    }
    let hourly = operations.get(operation);
    if (!hourly) {
      hourly = {
        operation,
        counts: new Float64Array(hours),
        sums: new Float64Array(hours),
      };
      operations.set(operation, hourly);
    }
    hourly.counts[hour] += count;
    hourly.sums[hour] += sum;
  }
  const sorted = [...operations.values()].sort((left, right) =>
    left.operation < right.operation ? -1 : 1,
  );
  if (isPerHour) {
    const first = sorted.length > 0 ? firstHour(sorted) : hours;
    for (const { counts } of sorted) {
      counts.fill(0, 0, first);
      counts.fill(1, first);
    }
  }
  return { startMs, hours, operations: sorted };
}

/** Before it nothing was known, which is not the same as no calls. */
function firstHour(operations: readonly HourlyOperation[]): number {
  return Math.min(
    ...operations.map(({ sums }) => {
      const at = sums.findIndex(sum => sum > 0);
      return at < 0 ? sums.length : at;
    }),
  );
}

/** The last hours of a grid, without copying. */
export function lastHours(grid: HourGrid, hours: number): HourGrid {
  const skipped = Math.max(0, grid.hours - hours);
  return {
    startMs: grid.startMs + skipped * HOUR_MS,
    hours: grid.hours - skipped,
    operations: grid.operations.map(({ operation, counts, sums }) => ({
      operation,
      counts: counts.subarray(skipped),
      sums: sums.subarray(skipped),
    })),
  };
}

/** 0 for the first hour of a Thursday, UTC, as 1970 began. */
export function hourOfWeek(startMs: number): number {
  return Math.floor(startMs / HOUR_MS) % WEEK_HOURS;
}

/** Whether an hour of the week is on a Saturday or Sunday, UTC. */
export function isWeekend(hour: number): boolean {
  const day = Math.floor(hour / DAY_HOURS);
  return day === 2 || day === 3;
}

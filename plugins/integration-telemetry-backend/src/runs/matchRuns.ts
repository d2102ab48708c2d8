import { IntegrationSchedule } from '@tieline/plugin-integrations-common';
import {
  Run,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import { Occurrence } from './schedule';

/** A run may begin this long before its time and still be the scheduled one. */
const LONGEST_LEAD_MS = 2 * 3_600_000;

/** An occurrence of the schedule, or a run that belongs to none. */
export interface MatchedOccurrence extends RunOccurrence {
  atMs: number;
  /** Undefined for a run outside the schedule. */
  dueMs?: number;
}

/** Records that a run brought, where it says so. */
export function recordsOf(run: Run): number | undefined {
  return run.recordsIn ?? run.recordsOut;
}

function stateOf(
  run: Run | undefined,
  occurrence: Occurrence,
  minRecords: number | undefined,
  nowMs: number,
): RunOccurrence['state'] {
  const { dueMs } = occurrence;
  if (!run) {
    return nowMs <= dueMs ? 'expected' : 'missing';
  }
  if (run.result === 'running') {
    return nowMs <= dueMs ? 'running' : 'late';
  }
  if (run.result === 'failed') {
    return 'failed';
  }
  const records = recordsOf(run);
  if (
    minRecords !== undefined &&
    records !== undefined &&
    records < minRecords
  ) {
    return 'short';
  }
  return Date.parse(run.endedAt ?? run.startedAt) > dueMs ? 'late' : 'on-time';
}

/** The run that stands for an occurrence: what succeeded, else the latest. */
function pickRun(runs: Run[]): Run | undefined {
  const succeeded = runs.filter(run => run.result === 'succeeded');
  const from = succeeded.length > 0 ? succeeded : runs;
  return from[from.length - 1];
}

/**
 * Lays runs against a schedule, oldest first. A run belongs to the latest
 * occurrence that it does not come before, but for a little lead.
 *
 * @param knownSinceMs - before it nobody reported runs, so that none is missing
 */
export function matchRuns(options: {
  schedule: IntegrationSchedule;
  occurrences: Occurrence[];
  runs: Run[];
  knownSinceMs: number | undefined;
  nowMs: number;
}): MatchedOccurrence[] {
  const { schedule, occurrences, runs, knownSinceMs, nowMs } = options;
  const byOccurrence = occurrences.map(() => [] as Run[]);
  const matched: MatchedOccurrence[] = [];
  const unscheduled = (run: Run) =>
    matched.push({
      state: 'unscheduled',
      run,
      atMs: Date.parse(run.startedAt),
    });

  for (const run of runs) {
    const startedMs = Date.parse(run.startedAt);
    let at = occurrences.length - 1;
    while (at >= 0) {
      const before = occurrences[at - 1] ?? occurrences[at + 1];
      const gapMs = before
        ? Math.abs(occurrences[at].scheduledMs - before.scheduledMs)
        : LONGEST_LEAD_MS;
      const leadMs = Math.min(LONGEST_LEAD_MS, gapMs / 4);
      if (startedMs >= occurrences[at].scheduledMs - leadMs) {
        break;
      }
      at -= 1;
    }
    if (at < 0) {
      unscheduled(run);
    } else {
      byOccurrence[at].push(run);
    }
  }

  occurrences.forEach((occurrence, at) => {
    const run = pickRun(byOccurrence[at]);
    byOccurrence[at].filter(item => item !== run).forEach(unscheduled);
    const state = stateOf(run, occurrence, schedule.minRecords, nowMs);
    const isBeforeFirst =
      knownSinceMs === undefined || occurrence.dueMs < knownSinceMs;
    if (state === 'missing' && isBeforeFirst) {
      return;
    }
    matched.push({
      state,
      scheduledAt: new Date(occurrence.scheduledMs).toISOString(),
      expectedBy: new Date(occurrence.dueMs).toISOString(),
      ...(schedule.minRecords !== undefined && {
        minRecords: schedule.minRecords,
      }),
      run,
      atMs: occurrence.scheduledMs,
      dueMs: occurrence.dueMs,
    });
  });
  return matched.sort((left, right) => left.atMs - right.atMs);
}

/** Without what the wire does not carry. */
export function toRunOccurrence(matched: MatchedOccurrence): RunOccurrence {
  const { atMs: _atMs, dueMs: _dueMs, ...occurrence } = matched;
  return occurrence;
}

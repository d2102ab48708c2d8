import {
  IntegrationSchedule,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import {
  Run,
  RunOccurrence,
  UsualRun,
} from '@tieline/plugin-integrations-common/telemetry';
import { Occurrence } from './schedule';
import { recordsOf, usualOf } from './usualOf';

/** A run may begin this long before its time and still be the scheduled one. */
const LONGEST_LEAD_MS = 2 * 3_600_000;

/** An occurrence of the schedule, or a run that belongs to none. */
export interface MatchedOccurrence extends RunOccurrence {
  atMs: number;
  /** Undefined for a run outside the schedule. */
  dueMs?: number;
}

/** How long a run took, or takes so far. */
export function durationOf(run: Run, nowMs: number): number | undefined {
  return run.result === 'running'
    ? Math.max(0, nowMs - Date.parse(run.startedAt))
    : run.durationMs;
}

/** What a run may take at most; undefined where nobody can tell. */
export function longestOf(
  schedule: IntegrationSchedule | undefined,
  usual: UsualRun | undefined,
): number | undefined {
  const { maxDuration } = schedule ?? {};
  return (maxDuration && parseDurationMs(maxDuration)) || usual?.longestMs;
}

function isLong(
  run: Run,
  schedule: IntegrationSchedule | undefined,
  usual: UsualRun | undefined,
  nowMs: number,
): boolean {
  const longestMs = longestOf(schedule, usual);
  const durationMs = durationOf(run, nowMs);
  return (
    longestMs !== undefined &&
    durationMs !== undefined &&
    durationMs > longestMs
  );
}

function stateOf(
  run: Run | undefined,
  dueMs: number,
  schedule: IntegrationSchedule,
  usual: UsualRun | undefined,
  nowMs: number,
): RunOccurrence['state'] {
  if (!run) {
    return nowMs <= dueMs ? 'expected' : 'missing';
  }
  const isTooLong = isLong(run, schedule, usual, nowMs);
  if (run.result === 'running') {
    if (nowMs > dueMs) {
      return 'late';
    }
    return isTooLong ? 'long' : 'running';
  }
  if (run.result === 'failed') {
    return 'failed';
  }
  const { minRecords } = schedule;
  const records = recordsOf(run);
  if (
    minRecords !== undefined &&
    records !== undefined &&
    records < minRecords
  ) {
    return 'short';
  }
  if (Date.parse(run.endedAt ?? run.startedAt) > dueMs) {
    return 'late';
  }
  return isTooLong ? 'long' : 'on-time';
}

/** The run that stands for an occurrence: what succeeded, else the latest. */
function pickRun(runs: Run[]): Run | undefined {
  // What the receiver did with a file tells more than that it was sent.
  const received = runs.filter(run => run.side !== 'sender');
  const known = received.length > 0 ? received : runs;
  const succeeded = known.filter(run => run.result === 'succeeded');
  const from = succeeded.length > 0 ? succeeded : known;
  return from[from.length - 1];
}

/** Runs by the position of the occurrence that each belongs to, -1 for those that belong to none. */
function groupRuns(occurrences: Occurrence[], runs: Run[]): Map<number, Run[]> {
  const groups = new Map<number, Run[]>();
  let at = -1;
  for (const run of runs) {
    const startedMs = Date.parse(run.startedAt);
    while (
      at + 1 < occurrences.length &&
      startedMs >= occurrences[at + 1].scheduledMs - leadOf(occurrences, at + 1)
    ) {
      at += 1;
    }
    groups.set(at, [...(groups.get(at) ?? []), run]);
  }
  return groups;
}

/** How long before its time a run may begin: a quarter of the time between two, at most. */
function leadOf(occurrences: Occurrence[], at: number): number {
  const neighbour = occurrences[at - 1] ?? occurrences[at + 1];
  const gapMs = neighbour
    ? Math.abs(occurrences[at].scheduledMs - neighbour.scheduledMs)
    : LONGEST_LEAD_MS;
  return Math.min(LONGEST_LEAD_MS, gapMs / 4);
}

/**
 * Lays runs against a schedule, oldest first. A run belongs to the latest
 * occurrence that it does not come before, but for a little lead.
 *
 * @param runs - oldest first
 * @param knownSinceMs - before it nobody reported runs, so that none is missing
 * @param usualFor - for so many of the latest it is found out what is usual
 */
export function matchRuns(options: {
  schedule: IntegrationSchedule;
  occurrences: Occurrence[];
  runs: Run[];
  knownSinceMs: number | undefined;
  nowMs: number;
  usualFor: number;
}): MatchedOccurrence[] {
  const { schedule, occurrences, runs, knownSinceMs, nowMs } = options;
  const groups = groupRuns(occurrences, runs);
  const matched: MatchedOccurrence[] = (groups.get(-1) ?? []).map(unscheduled);
  const earlier: Run[] = matched
    .map(({ run }) => run!)
    .filter(({ result }) => result === 'succeeded');

  occurrences.forEach(({ scheduledMs, dueMs }, at) => {
    const group = groups.get(at) ?? [];
    const run = pickRun(group);
    matched.push(...group.filter(item => item !== run).map(unscheduled));
    const usual =
      run && at >= occurrences.length - options.usualFor
        ? usualOf(earlier)
        : undefined;
    const state = stateOf(run, dueMs, schedule, usual, nowMs);
    // Short runs would make few records usual.
    if (run?.result === 'succeeded' && state !== 'short') {
      earlier.push(run);
    }
    const isBeforeFirst = knownSinceMs === undefined || dueMs < knownSinceMs;
    if (state === 'missing' && isBeforeFirst) {
      return;
    }
    matched.push({
      state,
      scheduledAt: new Date(scheduledMs).toISOString(),
      expectedBy: new Date(dueMs).toISOString(),
      ...(schedule.minRecords !== undefined && {
        minRecords: schedule.minRecords,
      }),
      run,
      ...(usual && { usual }),
      atMs: scheduledMs,
      dueMs,
    });
  });
  return matched.sort((left, right) => left.atMs - right.atMs);
}

/** A run that no schedule expected. */
function unscheduled(run: Run): MatchedOccurrence {
  return { state: 'unscheduled', run, atMs: Date.parse(run.startedAt) };
}

/**
 * Runs of a job without schedule, oldest first: what is usual of them can be
 * told all the same.
 */
export function listUnscheduled(
  runs: Run[],
  nowMs: number,
  usualFor: number,
): MatchedOccurrence[] {
  const earlier: Run[] = [];
  return runs.map((run, at) => {
    const usual = at >= runs.length - usualFor ? usualOf(earlier) : undefined;
    if (run.result === 'succeeded') {
      earlier.push(run);
    }
    return {
      ...unscheduled(run),
      ...(run.result !== 'failed' &&
        isLong(run, undefined, usual, nowMs) && { state: 'long' as const }),
      ...(usual && { usual }),
    };
  });
}

/** Without what the wire does not carry. */
export function toRunOccurrence(matched: MatchedOccurrence): RunOccurrence {
  const { atMs: _atMs, dueMs: _dueMs, ...occurrence } = matched;
  return occurrence;
}

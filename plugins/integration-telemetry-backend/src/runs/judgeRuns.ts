import { IntegrationSchedule } from '@tieline/plugin-integrations-common';
import {
  HealthReason,
  Run,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { DateTime } from 'luxon';
import {
  countOf,
  describeFraction,
  formatCount,
  formatDuration,
} from '../health/wording';
import { durationOf, longestOf, MatchedOccurrence } from './matchRuns';
import { describeSchedule, timeZoneOf } from './schedule';
import { recordsOf } from './usualOf';

interface RunFacts {
  integration: ProjectedIntegration;
  schedule?: IntegrationSchedule;
  /** Oldest first. */
  occurrences: MatchedOccurrence[];
  nowMs: number;
}

interface JudgedFacts extends RunFacts {
  /** What a run brings, in words. */
  noun: string;
}

const HOUR_MS = 3_600_000;

/** A single run that took somewhat too long is no reason yet; one that took half as long again is. */
const SERIOUS_FACTOR = 1.5;

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The last ones in a row that something holds for, oldest first. */
function lastInARow(
  occurrences: readonly MatchedOccurrence[],
  holds: (occurrence: MatchedOccurrence) => boolean,
): MatchedOccurrence[] {
  let first = occurrences.length;
  while (first > 0 && holds(occurrences[first - 1])) {
    first -= 1;
  }
  return occurrences.slice(first);
}

function describeLast(
  run: Run,
  schedule: IntegrationSchedule | undefined,
): string {
  const at = DateTime.fromISO(run.endedAt ?? run.startedAt, {
    zone: schedule ? timeZoneOf(schedule) : 'UTC',
    locale: 'en-GB',
  });
  const records = recordsOf(run);
  const withRecords =
    records === undefined ? '' : ` with ${countOf(records, 'record')}`;
  return `Last one came on ${at.toFormat("d LLL 'at' HH:mm")}${withRecords}.`;
}

/** Whether nothing came of an occurrence although its time is over. */
function isOpen({ state, run }: MatchedOccurrence): boolean {
  return state === 'missing' || (state === 'late' && run?.result === 'running');
}

/** `3 days` where a run was missed on each of three days, else since when there was none. */
function describeAbsence(
  missing: readonly MatchedOccurrence[],
  lastMs: number,
  nowMs: number,
): string {
  const [first, second] = missing;
  const gapHours = second ? (second.atMs - first.atMs) / HOUR_MS : 0;
  // A day is 23 or 25 hours long when the clocks change.
  return gapHours >= 22 && gapHours <= 26
    ? `${missing.length} days`
    : formatDuration(nowMs - lastMs);
}

function judgeMissing(
  facts: JudgedFacts,
  missing: MatchedOccurrence[],
): HealthReason {
  const { schedule, occurrences, nowMs, noun } = facts;
  const [first] = missing;
  const lastRun = [...occurrences]
    .reverse()
    .find(({ run }) => run?.result === 'succeeded')?.run;
  const underWay = missing[missing.length - 1].run;
  const ago = describeAbsence(
    missing,
    lastRun ? Date.parse(lastRun.endedAt ?? lastRun.startedAt) : first.dueMs!,
    nowMs,
  );
  const expected = schedule ? `Expected ${describeSchedule(schedule)}` : '';
  const forSoLong =
    underWay && formatDuration(durationOf(underWay, nowMs) ?? 0);
  const what = forSoLong
    ? `still running after ${forSoLong}`
    : `no ${noun} for ${ago}`;
  return {
    code: 'late',
    status: 'failing',
    headline: `Late: ${what}. ${expected}`.trim(),
    short: `late: ${what}`,
    detail: lastRun && describeLast(lastRun, schedule),
    since: toIso(first.dueMs!),
  };
}

function judgeFailed(
  facts: JudgedFacts,
  failed: MatchedOccurrence[],
): HealthReason {
  const { nowMs } = facts;
  const last = failed[failed.length - 1].run!;
  const [{ run: first }] = failed;
  const why = last.message ? `: ${last.message}` : '';
  const which =
    failed.length === 1 ? 'The last run' : `The last ${failed.length} runs`;
  return {
    code: 'failed-run',
    status: 'failing',
    headline: `${which} failed${why}`,
    short:
      failed.length === 1 ? 'last run failed' : `${failed.length} runs failed`,
    detail: `The last one began ${formatDuration(nowMs - Date.parse(last.startedAt))} ago.`,
    since: first!.endedAt ?? first!.startedAt,
  };
}

function judgeShort(
  facts: JudgedFacts,
  short: MatchedOccurrence[],
): HealthReason {
  const { schedule } = facts;
  const { run, usual } = short[short.length - 1];
  const came = recordsOf(run!) ?? 0;
  const least = `at least ${formatCount(schedule?.minRecords ?? 0)} expected`;
  const usually = usual?.records;
  const fraction = usually && describeFraction(came / usually);
  const [{ run: first }] = short;
  return {
    code: 'too-few-records',
    status: 'degraded',
    headline: usually
      ? `Short: ${fraction} of its records. ${formatCount(usually)} usual, ${formatCount(came)} came`
      : `Short: ${countOf(came, 'record')} came, ${least}`,
    short: usually
      ? `short: ${fraction} of its records`
      : `short: ${countOf(came, 'record')}`,
    detail: [
      usually ? `${least[0].toUpperCase()}${least.slice(1)}.` : '',
      short.length > 1 ? `${short.length} in a row.` : '',
      describeLast(run!, schedule),
    ]
      .filter(Boolean)
      .join(' '),
    since: first!.endedAt ?? first!.startedAt,
  };
}

/** Whether a row of long runs is more than one that was a little too long by chance. */
function isSerious(facts: JudgedFacts, long: MatchedOccurrence[]): boolean {
  const { schedule, nowMs } = facts;
  const { run, usual } = long[long.length - 1];
  const durationMs = durationOf(run!, nowMs) ?? 0;
  const longestMs = longestOf(schedule, usual) ?? Infinity;
  return (
    long.length > 1 ||
    schedule?.maxDuration !== undefined ||
    durationMs > SERIOUS_FACTOR * longestMs
  );
}

function judgeLong(
  facts: JudgedFacts,
  long: MatchedOccurrence[],
): HealthReason {
  const { schedule, nowMs } = facts;
  const { run, usual } = long[long.length - 1];
  const took = formatDuration(durationOf(run!, nowMs) ?? 0);
  const isRunning = run!.result === 'running';
  const usually =
    usual?.durationMs === undefined
      ? ''
      : `, usually ${formatDuration(usual.durationMs)}`;
  const longestMs = longestOf(schedule, usual);
  const first = long[0];
  const firstLongestMs = longestOf(schedule, first.usual) ?? 0;
  return {
    code: 'too-long',
    status: 'degraded',
    headline: isRunning
      ? `Long: still running after ${took}${usually}`
      : `Long: the last run took ${took}${usually}`,
    short: isRunning ? `running for ${took}` : `took ${took}`,
    detail: [
      longestMs === undefined
        ? ''
        : `${schedule?.maxDuration ? 'At most' : 'Runs before it stayed below'} ${formatDuration(longestMs)}${schedule?.maxDuration ? ' is agreed' : ''}.`,
      long.length > 1 ? `${long.length} in a row.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    since: toIso(Date.parse(first.run!.startedAt) + firstLongestMs),
  };
}

/** What is to be said of a run that is no reason to do anything. */
function describeGood(last: MatchedOccurrence, noun: string): string {
  if (last.run?.result === 'running') {
    return `The last ${noun} is under way, and takes long`;
  }
  if (last.state === 'late') {
    return `The last ${noun} came, but late`;
  }
  return last.state === 'long'
    ? `The last ${noun} came, but took long`
    : `The last ${noun} came as expected`;
}

function judgeGood(facts: JudgedFacts, last: MatchedOccurrence): HealthReason {
  const { schedule, noun } = facts;
  return {
    code: 'within-limits',
    status: 'healthy',
    headline: describeGood(last, noun),
    short: last.state === 'late' ? `last ${noun} was late` : 'on time',
    detail: last.run && describeLast(last.run, schedule),
  };
}

/**
 * The status that runs lead to: a missed schedule or a failed run is failing;
 * too few records, or too long a run, are degraded.
 */
export function judgeRuns(options: RunFacts): HealthReason {
  const { integration, schedule, occurrences } = options;
  const noun = integration.facets.pattern === 'batch-file' ? 'file' : 'run';
  const facts: JudgedFacts = { ...options, noun };
  // With a schedule, what came besides was repeated, or made up for by another.
  const judged = occurrences.filter(
    ({ state, dueMs, run }) =>
      (!schedule || dueMs !== undefined) &&
      !['expected', 'running'].includes(state) &&
      !(state === 'unscheduled' && run?.result === 'running'),
  );
  const last = judged[judged.length - 1];
  if (!last) {
    return {
      code: 'no-telemetry',
      status: 'unknown',
      headline: `No ${noun} was ever reported`,
      short: `no ${noun} reported yet`,
      detail: schedule && `Expected ${describeSchedule(schedule)}.`,
    };
  }
  if (isOpen(last)) {
    return judgeMissing(facts, lastInARow(judged, isOpen));
  }
  const hasFailed = ({ run }: MatchedOccurrence) => run?.result === 'failed';
  if (hasFailed(last)) {
    return judgeFailed(facts, lastInARow(judged, hasFailed));
  }
  if (last.state === 'short' || last.state === 'long') {
    const { state } = last;
    const inARow = lastInARow(judged, item => item.state === state);
    if (state === 'short') {
      return judgeShort(facts, inARow);
    }
    if (isSerious(facts, inARow)) {
      return judgeLong(facts, inARow);
    }
  }
  return judgeGood(facts, last);
}

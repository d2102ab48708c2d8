import { IntegrationSchedule } from '@tieline/plugin-integrations-common';
import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { DateTime } from 'luxon';
import { countOf, formatDuration } from '../health/wording';
import { MatchedOccurrence, recordsOf } from './matchRuns';
import { describeSchedule, timeZoneOf } from './schedule';

interface RunFacts {
  integration: ProjectedIntegration;
  schedule?: IntegrationSchedule;
  /** Oldest first. */
  occurrences: MatchedOccurrence[];
  nowMs: number;
}

function judgeMissing(
  facts: RunFacts,
  missing: MatchedOccurrence[],
  noun: string,
): HealthReason {
  const { schedule, occurrences, nowMs } = facts;
  const [first] = missing;
  const lastRun = [...occurrences]
    .reverse()
    .find(({ run }) => run?.result === 'succeeded')?.run;
  const isDaily =
    missing.length > 1 &&
    missing[1].atMs - first.atMs <= 26 * 3_600_000 &&
    missing[1].atMs - first.atMs >= 22 * 3_600_000;
  const ago = isDaily
    ? `${missing.length} days`
    : formatDuration(
        nowMs -
          (lastRun
            ? Date.parse(lastRun.endedAt ?? lastRun.startedAt)
            : first.dueMs!),
      );
  const expected = schedule ? `Expected ${describeSchedule(schedule)}` : '';
  return {
    code: 'late',
    status: 'failing',
    headline: `Late: no ${noun} for ${ago}. ${expected}`.trim(),
    short: `late: no ${noun} for ${ago}`,
    detail: lastRun && describeLast(lastRun, schedule),
    since: new Date(first.dueMs!).toISOString(),
  };
}

function describeLast(
  run: NonNullable<MatchedOccurrence['run']>,
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

/**
 * The status that runs lead to: a missed schedule or a failed run is failing,
 * too few records are degraded.
 */
export function judgeRuns(facts: RunFacts): HealthReason {
  const { integration, schedule, occurrences, nowMs } = facts;
  const noun = integration.facets.pattern === 'batch-file' ? 'file' : 'run';
  const done = occurrences.filter(
    ({ state, dueMs }) =>
      !['expected', 'running'].includes(state) &&
      (state !== 'unscheduled' || dueMs === undefined),
  );
  const last = done[done.length - 1];
  if (!last) {
    return {
      code: 'no-telemetry',
      status: 'unknown',
      headline: `No ${noun} was ever reported`,
      short: `no ${noun} reported yet`,
      detail: schedule && `Expected ${describeSchedule(schedule)}.`,
    };
  }
  const missing: MatchedOccurrence[] = [];
  for (const occurrence of [...done].reverse()) {
    const isOpen =
      occurrence.state === 'missing' ||
      (occurrence.state === 'late' && occurrence.run?.result === 'running');
    if (!isOpen) {
      break;
    }
    missing.unshift(occurrence);
  }
  if (missing.length > 0) {
    return judgeMissing(facts, missing, noun);
  }
  const { run } = last;
  if (run?.result === 'failed') {
    const why = run.message ? `: ${run.message}` : '';
    return {
      code: 'failed-run',
      status: 'failing',
      headline: `The last run failed${why}`,
      short: 'last run failed',
      detail: `It ran ${formatDuration(nowMs - Date.parse(run.startedAt))} ago.`,
      since: run.endedAt ?? run.startedAt,
    };
  }
  if (last.state === 'short' && run) {
    const since = [...done]
      .reverse()
      .findIndex(({ state }) => state !== 'short');
    const first = since < 0 ? done[0] : done[done.length - since];
    return {
      code: 'too-few-records',
      status: 'degraded',
      headline: `Only ${countOf(recordsOf(run) ?? 0, 'record')}, at least ${countOf(schedule?.minRecords ?? 0, 'record')} expected`,
      short: `only ${countOf(recordsOf(run) ?? 0, 'record')}`,
      detail: describeLast(run, schedule),
      since: first.run?.endedAt ?? first.run?.startedAt,
    };
  }
  return {
    code: 'within-limits',
    status: 'healthy',
    headline:
      last.state === 'late'
        ? `The last ${noun} came, but late`
        : `The last ${noun} came as expected`,
    short: last.state === 'late' ? `last ${noun} was late` : 'on time',
    detail: run && describeLast(run, schedule),
  };
}

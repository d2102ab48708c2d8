import { CronExpressionParser } from 'cron-parser';
import { createHash } from 'node:crypto';
import { RunReport } from '@tieline/plugin-integrations-common/telemetry';
import { drawSeconds, latencyModel, slowed } from '../chance/LatencyModel';
import { Random } from '../chance/Random';
import { durationMs, momentMs } from '../scenario/fields';
import { Job, JobIncident } from '../scenario/job';
import { Period } from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';

/** No run takes longer than so many times what 95 of 100 take. */
const longestRun = 4;

/** One execution of a job. */
export interface JobRun {
  job: Job;
  scheduledMs: number;
  startedMs: number;
  endedMs: number;
  failed: boolean;
  message?: string;
  recordsIn?: number;
  recordsRejected?: number;
}

/** The runs of all jobs that end in a period, in the order in which they end. */
export function runsEnding(landscape: Landscape, period: Period): JobRun[] {
  return landscape.scenario.jobs
    .flatMap(job => runsAround(landscape, job, period))
    .filter(run => run.endedMs >= period.fromMs && run.endedMs < period.toMs)
    .sort((a, b) => a.endedMs - b.endedMs);
}

/** The runs of all jobs that are under way at an instant. */
export function runsUnderWay(landscape: Landscape, atMs: number): JobRun[] {
  const period = { fromMs: atMs, toMs: atMs };
  return landscape.scenario.jobs
    .flatMap(job => runsAround(landscape, job, period))
    .filter(run => run.startedMs <= atMs && run.endedMs > atMs);
}

/** As the telemetry plugin takes it; the id is the same whenever it is said again. */
export function toReport(run: JobRun, underWay: boolean): RunReport {
  const { job } = run;
  const scheduledAt = new Date(run.scheduledMs).toISOString();
  const report: RunReport = {
    id: `${job.name}/${scheduledAt}`,
    integration: job.integration,
    environment: job.environment,
    startedAt: new Date(run.startedMs).toISOString(),
    result: 'running',
    ...(job.file && { fileNameDigest: digest(job.file, scheduledAt) }),
  };
  if (underWay) {
    return report;
  }
  return {
    ...report,
    endedAt: new Date(run.endedMs).toISOString(),
    result: run.failed ? 'failed' : 'succeeded',
    ...(run.message && { message: run.message }),
    ...(run.recordsIn !== undefined && {
      recordsIn: run.recordsIn,
      recordsOut: run.failed ? 0 : run.recordsIn - (run.recordsRejected ?? 0),
      recordsRejected: run.recordsRejected,
    }),
  };
}

function digest(file: string, scheduledAt: string): string {
  const name = file
    .replace('{date}', scheduledAt.slice(0, 10).replace(/-/g, ''))
    .replace('{hour}', scheduledAt.slice(11, 13));
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

/** Every run that can be under way or end in the period. */
function runsAround(landscape: Landscape, job: Job, period: Period): JobRun[] {
  const slowest = Math.max(
    1,
    ...job.incidents.map(({ durationFactor }) => durationFactor),
  );
  const reachMs =
    durationMs(job.duration.p95) * longestRun * slowest +
    durationMs(job.jitter);
  const schedule = CronExpressionParser.parse(job.cron, {
    currentDate: new Date(period.fromMs - reachMs - 1),
    endDate: new Date(period.toMs + 1),
    tz: job.timeZone ?? landscape.scenario.timeZone,
  });
  const runs: JobRun[] = [];
  while (schedule.hasNext()) {
    const run = runAt(landscape, job, schedule.next().getTime());
    if (run) {
      runs.push(run);
    }
  }
  return runs;
}

function runAt(
  landscape: Landscape,
  job: Job,
  scheduledMs: number,
): JobRun | undefined {
  const random = Random.of(landscape.scenario.seed, job.name, scheduledMs);
  const incidents = job.incidents.filter(incident =>
    holds(incident, scheduledMs - landscape.anchorMs),
  );
  if (incidents.some(({ absent }) => absent)) {
    return undefined;
  }
  const product = (factor: (incident: JobIncident) => number) =>
    incidents.reduce((result, incident) => result * factor(incident), 1);
  const slowness = product(({ durationFactor }) => durationFactor);
  const duration = Math.min(
    drawSeconds(slowed(latencyModel(job.duration), slowness), random) * 1000,
    durationMs(job.duration.p95) * longestRun * slowness,
  );
  const startedMs =
    scheduledMs + Math.floor(random.uniform() * durationMs(job.jitter));
  const failing = incidents.find(incident => incident.failing);
  const failed = random.uniform() < job.failureShare || Boolean(failing);
  const records =
    job.records &&
    Math.max(
      0,
      Math.round(
        job.records *
          product(({ recordsFactor }) => recordsFactor) *
          (1 + job.recordsSpread * random.normal()),
      ),
    );
  return {
    job,
    scheduledMs,
    startedMs,
    endedMs: startedMs + Math.round(duration),
    failed,
    ...(failed && {
      message: failing?.message ?? 'The job ended with an error',
    }),
    ...(records !== undefined && {
      recordsIn: records,
      recordsRejected: random.binomial(records, job.rejectedShare),
    }),
  };
}

function holds(incident: JobIncident, offsetMs: number): boolean {
  return (
    (!incident.from || offsetMs >= momentMs(incident.from)) &&
    (!incident.to || offsetMs < momentMs(incident.to))
  );
}

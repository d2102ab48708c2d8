import {
  HealthSummary,
  Run,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  formatCount,
  formatDay,
  formatClock,
  formatDuration,
  formatInstant,
  formatRate,
  formatShare,
} from './format';
import { callEvidence, Measured, Unmeasured } from './Measured';
import styles from './shared.module.css';

type Health = HealthSummary | undefined;

/** Health before anybody has read it. */
const NOT_READ = 'its health has not been read yet';

function because(health: Health): string {
  return (
    health?.calls?.unmeasuredBecause ??
    health?.reasons[0]?.headline ??
    (health ? 'no telemetry' : NOT_READ)
  );
}

/** Calls a minute, or files that came today of those that were due. */
export function ThroughputValue(props: { health: Health }) {
  const { health } = props;
  const { calls, runs } = health ?? {};
  if (typeof calls?.throughputPerMinute === 'number') {
    const { value, unit } = formatRate(calls.throughputPerMinute);
    return (
      <Measured
        name="Throughput"
        evidence={{
          ...callEvidence(`${value} ${unit}`, calls),
          note: `${formatCount(calls.calls)} calls`,
        }}
      >
        <b className={styles.strong}>{value}</b>{' '}
        <span className={styles.unit}>{unit}</span>
      </Measured>
    );
  }
  if (runs) {
    const text = `${runs.arrivedToday} of ${runs.expectedToday}`;
    return (
      <Measured
        name="Runs"
        evidence={{
          value: `${text} today`,
          source: 'runs against the schedule',
          time: health && formatInstant(health.evaluatedAt),
        }}
      >
        <b className={styles.strong}>{text}</b>{' '}
        <span className={styles.unit}>today</span>
      </Measured>
    );
  }
  return <Unmeasured because={because(health)} />;
}

/** The share of errors, or of rejected records in the last run. */
export function ErrorsValue(props: { health: Health }) {
  const { health } = props;
  const { calls, runs } = health ?? {};
  if (typeof calls?.errorRate === 'number') {
    const text = formatShare(calls.errorRate);
    const isReason = health?.reasons.some(
      reason => reason.code === 'errors' && reason.status !== 'healthy',
    );
    return (
      <Measured
        name="Errors"
        evidence={{
          ...callEvidence(text, calls),
          note: `${formatCount(calls.errors)} of ${formatCount(calls.calls)} calls`,
        }}
      >
        <span
          className={
            isReason && health
              ? `${styles.strong} ${styles[health.status]}`
              : undefined
          }
        >
          {text}
        </span>
      </Measured>
    );
  }
  const run = runs?.lastRun;
  if (run?.recordsRejected !== undefined && run.recordsIn !== undefined) {
    const text = `${formatCount(run.recordsRejected)} of ${formatCount(run.recordsIn)}`;
    return (
      <Measured
        name="Rejected records"
        evidence={{ value: text, ...runEvidence(run) }}
      >
        <span className={styles.small}>{text}</span>
      </Measured>
    );
  }
  return <Unmeasured because={because(health)} />;
}

function runEvidence(run: Run) {
  return {
    source: `run ${run.id}, reported by its job`,
    time: formatInstant(run.endedAt ?? run.startedAt),
  };
}

/** Today's run is named by its hour, an earlier one by its day. */
export function runLabel(run: Run, now: Date): string {
  const started = new Date(run.startedAt);
  return started.toDateString() === now.toDateString()
    ? `run of ${formatClock(started)}`
    : `run of ${formatDay(run.startedAt, now)}`;
}

/** The 95th percentile, or how long the last run took. */
export function DurationValue(props: { health: Health }) {
  const { health } = props;
  const { calls, runs } = health ?? {};
  if (typeof calls?.p95Ms === 'number') {
    const text = formatDuration(calls.p95Ms);
    return (
      <Measured name="p95" evidence={callEvidence(text, calls)}>
        {text}
      </Measured>
    );
  }
  const run = runs?.lastRun;
  if (run?.durationMs !== undefined) {
    const text = formatDuration(run.durationMs);
    return (
      <span>
        <Measured
          name="Duration of the last run"
          evidence={{ value: text, ...runEvidence(run) }}
        >
          {text}
        </Measured>
        <span className={`${styles.small} ${styles.muted} ${styles.block}`}>
          {runLabel(run, new Date(health?.evaluatedAt ?? run.startedAt))}
        </span>
      </span>
    );
  }
  return <Unmeasured because={because(health)} />;
}

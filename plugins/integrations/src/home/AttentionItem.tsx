import {
  HealthReason,
  HealthSummary,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  EntityLink,
  IntegrationLink,
  OnCall,
  Route,
  RunbookLink,
} from '../shared/EntityLink';
import { formatDuration, formatRate, formatShare } from '../shared/format';
import { PatternIcon } from '../shared/icons';
import { Since } from '../shared/Since';
import { indicatorName, Sparkline } from '../shared/Sparkline';
import { StatusLabel } from '../shared/StatusLabel';
import shared from '../shared/shared.module.css';
import styles from './home.module.css';

/** The reason that explains the status best. */
export function mainReason(health: HealthSummary): HealthReason | undefined {
  return (
    health.reasons.find(reason => reason.status === health.status) ??
    health.reasons[0]
  );
}

function isBad(occurrence: RunOccurrence): boolean {
  return ['late', 'missing', 'failed'].includes(occurrence.state);
}

function RunBars(props: { recent: RunOccurrence[] }) {
  const due = props.recent.filter(run => run.state !== 'expected');
  const bad = due.filter(run => isBad(run)).length;
  return (
    <>
      <div
        className={styles.runs}
        role="img"
        aria-label={`${bad} of the last ${due.length} runs did not come`}
      >
        {due.map((run, index) => (
          <i
            key={index}
            data-bad={isBad(run) || undefined}
            data-short={run.state === 'short' || undefined}
          />
        ))}
      </div>
      <span className={shared.small}>
        <span className={shared.muted}>Runs</span>{' '}
        <b className={shared.strong}>
          {due.length - bad} of {due.length}
        </b>
      </span>
    </>
  );
}

function Trend(props: { health: HealthSummary }) {
  const { sparkline, runs, status } = props.health;
  if (sparkline) {
    const value = [...sparkline.values].reverse().find(item => item !== null);
    return (
      <>
        <Sparkline data={sparkline} status={status} width={112} height={32} />
        {typeof value === 'number' ? (
          <span className={shared.small}>
            <span className={shared.muted}>
              {indicatorName(sparkline.indicator)}
            </span>{' '}
            <b className={`${shared.strong} ${shared.noWrap}`}>
              {inWords(sparkline.indicator, value)}
            </b>
          </span>
        ) : null}
      </>
    );
  }
  return runs?.recent?.length ? <RunBars recent={runs.recent} /> : null;
}

function inWords(indicator: string, value: number): string {
  if (indicator === 'throughputPerMinute') {
    const rate = formatRate(value);
    return `${rate.value}\u00a0${rate.unit}`;
  }
  return indicator.endsWith('Rate')
    ? formatShare(value)
    : formatDuration(value);
}

/** One integration that needs somebody: why, since when, who, and what to do. */
export function AttentionItem(props: { health: HealthSummary; now: Date }) {
  const { health, now } = props;
  const { integration, status } = health;
  const reason = mainReason(health);
  return (
    <li className={styles.item} data-status={status}>
      <div className={styles.when}>
        <StatusLabel status={status} pill={status === 'failing'} />
        <Since
          className={styles.since}
          instant={reason?.since ?? health.since}
          now={now}
        />
      </div>
      <div className={styles.what}>
        <div className={shared.row}>
          <IntegrationLink
            integration={integration}
            tab="health"
            className={styles.name}
          />
          <span className={`${shared.row} ${shared.small} ${shared.muted}`}>
            {integration.pattern ? (
              <PatternIcon pattern={integration.pattern} labelled />
            ) : null}
            <span className={shared.ellipsis}>
              <Route integration={integration} />
            </span>
          </span>
        </div>
        <p className={styles.reason}>{reason?.headline}</p>
        {reason?.detail ? (
          <p className={`${styles.detail} ${shared.small} ${shared.muted}`}>
            {reason.detail}
          </p>
        ) : null}
      </div>
      <div className={styles.spark}>
        <Trend health={health} />
      </div>
      <div>
        {integration.ownerRef ? (
          <EntityLink entityRef={integration.ownerRef} />
        ) : (
          <span className={`${shared.small} ${shared.strong} ${shared.muted}`}>
            no owner
          </span>
        )}
        {integration.onCall ? (
          <div className={`${shared.small} ${shared.muted}`}>
            <OnCall onCall={integration.onCall} />
          </div>
        ) : null}
      </div>
      <div className={styles.actions}>
        {integration.runbook ? (
          <RunbookLink
            runbook={integration.runbook}
            primary={status === 'failing'}
          />
        ) : (
          <span className={`${shared.small} ${shared.muted}`}>no runbook</span>
        )}
      </div>
    </li>
  );
}

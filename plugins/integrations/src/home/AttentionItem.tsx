import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  Alarm,
  HealthReason,
  HealthSummary,
  IntegrationFacets,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import { Fragment } from 'react';
import { AlarmActions } from '../alarms/AlarmActions';
import { AlarmStatus } from '../alarms/AlarmStatus';
import { victimCount, whyWords } from '../alarms/alarmWords';
import { Subject } from '../alarms/Subject';
import { alarmsRouteRef, driftRouteRef } from '../routes';
import {
  EntityLink,
  IntegrationLink,
  OnCall,
  Route,
  RunbookLink,
  shortName,
} from '../shared/EntityLink';
import {
  formatDuration,
  formatRate,
  formatShare,
  unbroken,
} from '../shared/format';
import { PatternIcon } from '../shared/icons';
import { Since } from '../shared/Since';
import { indicatorName, Sparkline } from '../shared/Sparkline';
import { StatusLabel } from '../shared/StatusLabel';
import shared from '../shared/shared.module.css';
import { Attention } from './toAttention';
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

function CauseHead(props: { alarm: Alarm; victims: number }) {
  const { alarm, victims } = props;
  const href = useRouteRef(alarmsRouteRef)?.();
  return (
    <div className={shared.row}>
      <Link
        href={`${href}?alarm=${alarm.id}`}
        standalone
        className={styles.name}
      >
        <Subject alarm={alarm} />
      </Link>
      <span className={`${shared.small} ${shared.muted}`}>
        {alarm.kind === 'cause'
          ? victimCount(victims)
          : `From ${alarm.external?.source ?? 'another tool'}`}
      </span>
    </div>
  );
}

/** What nobody declared leads to where it can be adopted, attached or dismissed. */
function FlowHead(props: { alarm: Alarm; driftId: string }) {
  const { alarm, driftId } = props;
  const href = useRouteRef(driftRouteRef)?.();
  return (
    <div className={shared.row}>
      <Link href={`${href}?item=${driftId}`} standalone className={styles.name}>
        <Subject alarm={alarm} />
      </Link>
    </div>
  );
}

function Head(props: { attention: Attention }) {
  const { alarm, health } = props.attention;
  const integration = health?.integration ?? alarm?.integration;
  const [flow] = alarm?.flows ?? [];
  if (alarm && flow) {
    return <FlowHead alarm={alarm} driftId={flow.driftId} />;
  }
  return alarm && (alarm.kind !== 'own' || !integration) ? (
    <CauseHead alarm={alarm} victims={alarm.victims?.length ?? 0} />
  ) : (
    <IntegrationHead integration={integration!} />
  );
}

function IntegrationHead(props: { integration: IntegrationFacets }) {
  const { integration } = props;
  return (
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
  );
}

/** Whom a cause takes down, one click from each. */
function Victims(props: { alarm: Alarm; victims: HealthSummary[] }) {
  const { alarm, victims } = props;
  const told = alarm.told.find(({ error }) => !error);
  return (
    <p className={`${styles.detail} ${shared.small} ${shared.muted}`}>
      {victims.map(({ integration }, index) => (
        <Fragment key={integration.entityRef}>
          {index > 0 ? ', ' : null}
          <IntegrationLink
            integration={integration}
            tab="health"
            className={shared.link}
          />
        </Fragment>
      ))}{' '}
      {victims.length === 1 ? 'waits' : 'wait'} for it.
      {told ? ` One alarm, told once to ${shortName(told.to)}.` : null}
    </p>
  );
}

/** Why, in one sentence, with the evidence behind it. */
function Why(props: { attention: Attention }) {
  const { alarm, health, victims } = props.attention;
  const isOne = alarm?.kind !== 'cause' && health;
  const reason = isOne ? mainReason(health) : alarm;
  if (alarm?.kind === 'drift') {
    return <p className={styles.reason}>{unbroken(whyWords(alarm))}</p>;
  }
  return (
    <>
      <p className={styles.reason}>{unbroken(reason?.headline ?? '')}</p>
      {alarm?.kind === 'cause' && victims.length ? (
        <Victims alarm={alarm} victims={victims} />
      ) : null}
      {alarm?.kind !== 'cause' && reason?.detail ? (
        <p className={`${styles.detail} ${shared.small} ${shared.muted}`}>
          {reason.detail}
        </p>
      ) : null}
    </>
  );
}

/** One cause that needs somebody: why, since when, who, and what to do. */
export function AttentionItem(props: { attention: Attention; now: Date }) {
  const { attention, now } = props;
  const { status, alarm, health } = attention;
  const integration =
    alarm && alarm.kind !== 'own'
      ? alarm.integration
      : (health?.integration ?? alarm?.integration);
  const owner = alarm?.owner ?? integration?.ownerRef;
  const runbook = alarm?.runbook ?? integration?.runbook;
  const since =
    alarm?.since ??
    (health ? (mainReason(health)?.since ?? health.since) : undefined);
  return (
    <li className={styles.item} data-status={status}>
      <div className={styles.when}>
        {alarm?.kind === 'drift' ? (
          <AlarmStatus alarm={alarm} />
        ) : (
          <StatusLabel status={status} pill={status === 'failing'} />
        )}
        <Since className={styles.since} instant={since} now={now} />
      </div>
      <div className={styles.what}>
        <Head attention={attention} />
        <Why attention={attention} />
      </div>
      <div className={styles.spark}>
        {health ? <Trend health={health} /> : null}
      </div>
      <div>
        {owner ? (
          <EntityLink entityRef={owner} />
        ) : (
          <span className={`${shared.small} ${shared.strong} ${shared.muted}`}>
            no owner
          </span>
        )}
        {integration?.onCall ? (
          <div className={`${shared.small} ${shared.muted}`}>
            <OnCall onCall={integration.onCall} />
          </div>
        ) : null}
      </div>
      <div className={styles.actions}>
        {runbook ? (
          <RunbookLink runbook={runbook} primary={status === 'failing'} />
        ) : null}
        {runbook || alarm?.kind === 'drift' ? null : (
          <span className={`${shared.small} ${shared.muted}`}>no runbook</span>
        )}
        {alarm ? <AlarmActions alarm={alarm} now={now} isBrief /> : null}
      </div>
    </li>
  );
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  Alarm,
  Change,
  HealthDetail,
} from '@tieline/plugin-integrations-common/telemetry';
import { AlarmActions } from '../alarms/AlarmActions';
import { useAlarms } from '../alarms/useAlarms';
import { LogIntervention } from '../costs/LogIntervention';
import { alarmsRouteRef } from '../routes';
import { EntityLink, OnCall, RunbookLink } from '../shared/EntityLink';
import {
  formatAge,
  formatInstant,
  formatMoment,
  unbroken,
} from '../shared/format';
import { StatusIcon } from '../shared/icons';
import { StatusLabel } from '../shared/StatusLabel';
import shared from '../shared/shared.module.css';
import { beside, ChangeTitle } from './ChangeList';
import { useChanges } from './useChanges';
import styles from './health.module.css';

/** What is on for it, with what can be done about that. */
function OpenAlarms(props: { alarms: Alarm[]; now: Date }) {
  const { alarms, now } = props;
  const href = useRouteRef(alarmsRouteRef)?.();
  const own = alarms.find(({ kind }) => kind === 'own');
  const others = alarms.filter(alarm => alarm !== own);
  return (
    <>
      {own?.causeId ? (
        <Link
          href={`${href}?alarm=${own.causeId}`}
          standalone
          className={`${shared.link} ${shared.small}`}
        >
          One of several: see their cause
        </Link>
      ) : null}
      {others.map(alarm => (
        <Link
          key={alarm.id}
          href={`${href}?alarm=${alarm.id}`}
          standalone
          className={`${shared.link} ${shared.small}`}
        >
          {alarm.external?.source ?? 'Another tool'}: {alarm.headline}
        </Link>
      ))}
      {own ? <AlarmActions alarm={own} now={now} /> : null}
    </>
  );
}

function LastChange(props: {
  changes: Change[];
  since: string | undefined;
  now: Date;
}) {
  const { changes, since, now } = props;
  const [last] = changes;
  return last ? (
    <>
      <ChangeTitle change={last} />{' '}
      <time
        className={shared.muted}
        dateTime={last.at}
        title={formatInstant(last.at)}
      >
        {[formatMoment(last.at, now), beside(last.at, since)]
          .filter(Boolean)
          .join(', ')}
      </time>
    </>
  ) : (
    <span className={shared.muted}>none told in 35 days</span>
  );
}

/** Status, its reasons, since when, and who can do what about it. */
export function HealthHeader(props: { health: HealthDetail; now: Date }) {
  const { health, now } = props;
  const { integration } = health;
  const changes = useChanges(health);
  const alarms = useAlarms({
    subject: integration.entityRef,
    environment: health.environment,
    state: 'open',
    limit: 10,
  });
  const own = alarms.data?.items.find(({ kind }) => kind === 'own');
  // Its alarm remembers when it began, also where it got better in between.
  const since = own?.since ?? health.reasons[0]?.since ?? health.since;
  return (
    <section
      className={`${shared.card} ${styles.facts}`}
      data-status={health.status}
      aria-label="Status"
    >
      <div className={styles.top}>
        <span>
          <StatusLabel status={health.status} pill />{' '}
          <span className={shared.muted}>in {health.environment}</span>
        </span>
        <span className={shared.actions}>
          <OpenAlarms alarms={alarms.data?.items ?? []} now={now} />
          <LogIntervention
            entityRef={integration.entityRef}
            alarmId={own?.id}
          />
          {integration.runbook ? (
            <RunbookLink
              runbook={integration.runbook}
              primary={health.status === 'failing'}
            />
          ) : null}
        </span>
      </div>
      <div>
        <ul className={styles.reasons}>
          {health.reasons.map((reason, index) => (
            <li key={index}>
              <span className={shared[reason.status]}>
                <StatusIcon status={reason.status} />
              </span>
              <span>
                <b className={shared.strong}>{unbroken(reason.headline)}</b>{' '}
                {reason.detail}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <dl>
        <div>
          <dt>Since</dt>
          <dd>
            {since ? (
              <time dateTime={since} title={formatInstant(since)}>
                <b className={shared.strong}>{formatMoment(since, now)}</b>{' '}
                {formatAge(since, now)}
              </time>
            ) : (
              'not known'
            )}
          </dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>
            {integration.ownerRef ? (
              <EntityLink entityRef={integration.ownerRef} />
            ) : (
              'no owner'
            )}
            {integration.onCall ? (
              <>
                {', '}
                <OnCall onCall={integration.onCall} />
              </>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>Runbook</dt>
          <dd>
            {integration.runbook ? (
              (integration.runbook.title ?? 'has no title')
            ) : (
              <>
                none; name it in <code>spec.operations.runbook</code>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Last change</dt>
          <dd>
            <LastChange changes={changes} since={since} now={now} />
          </dd>
        </div>
        <div>
          <dt>Last seen</dt>
          <dd>
            {health.lastSeenAt ? (
              <time
                dateTime={health.lastSeenAt}
                title={formatInstant(health.lastSeenAt)}
              >
                {formatAge(health.lastSeenAt, now)} ago
              </time>
            ) : (
              'never'
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

import { HealthDetail } from '@tieline/plugin-integrations-common/telemetry';
import { EntityLink, OnCall, RunbookLink } from '../shared/EntityLink';
import { formatAge, formatInstant, formatMoment } from '../shared/format';
import { StatusIcon } from '../shared/icons';
import { StatusLabel } from '../shared/StatusLabel';
import shared from '../shared/shared.module.css';
import styles from './health.module.css';

/** Status, its reasons, since when, and who can do what about it. */
export function HealthHeader(props: { health: HealthDetail; now: Date }) {
  const { health, now } = props;
  const { integration } = health;
  const since = health.reasons[0]?.since ?? health.since;
  return (
    <section
      className={`${shared.card} ${styles.facts}`}
      data-status={health.status}
      aria-label="Status"
    >
      <div>
        <StatusLabel status={health.status} pill />{' '}
        <span className={shared.muted}>in {health.environment}</span>
        <ul className={styles.reasons}>
          {health.reasons.map((reason, index) => (
            <li key={index}>
              <span className={shared[reason.status]}>
                <StatusIcon status={reason.status} />
              </span>
              <span>
                <b className={shared.strong}>{reason.headline}</b>{' '}
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
              <>
                {integration.runbook.title
                  ? `${integration.runbook.title} `
                  : null}
                <RunbookLink
                  runbook={integration.runbook}
                  primary={health.status === 'failing'}
                />
              </>
            ) : (
              <>
                none; name it in <code>spec.operations.runbook</code>
              </>
            )}
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

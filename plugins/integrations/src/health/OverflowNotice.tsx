import { UsageOverflow } from '@tieline/plugin-integrations-common/telemetry';
import { formatAge, formatCount, formatMoment } from '../shared/format';
import { StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './health.module.css';

/** Says that operations, consumers and versions below are not all there are, and what to do. */
export function OverflowNotice(props: { overflow: UsageOverflow; now: Date }) {
  const { overflow, now } = props;
  const limit = formatCount(overflow.limit);
  return (
    <div className={`${shared.notice} ${styles.overflow}`} role="note">
      <span className={shared.degraded}>
        <StatusIcon status="degraded" />
      </span>
      <div>
        <p className={shared.strong}>
          {overflow.reached === 'integration'
            ? `More than ${limit} series: some operations, consumers and versions are counted together`
            : `The portal’s limit of ${limit} series is reached: some operations, consumers and versions are counted together`}
        </p>
        <p>
          {formatCount(overflow.calls)} calls stand under (overflow), since{' '}
          {formatMoment(overflow.firstSeenAt, now)}, the last{' '}
          {formatAge(overflow.lastSeenAt, now)} ago. Status, throughput and
          errors of the whole are right.
        </p>
        <p className={shared.muted}>
          Look below for an operation or a version that carries an id, and let
          its service report a template instead, or narrow the matchers. Where
          so many are meant, an administrator raises{' '}
          <code>
            integrationTelemetry.cardinality.
            {overflow.reached === 'integration' ? 'perIntegration' : 'overall'}
          </code>
          .
        </p>
      </div>
    </div>
  );
}

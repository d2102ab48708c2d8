import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { driftRouteRef } from '../routes';
import { formatMoment } from '../shared/format';
import shared from '../shared/shared.module.css';
import { flowWords } from './alarmWords';
import styles from './alarms.module.css';

/** What nobody declared, each a click from where it can be adopted, attached or dismissed. */
export function AlarmFlows(props: { alarm: Alarm; now: Date }) {
  const { flows } = props.alarm;
  const href = useRouteRef(driftRouteRef)?.();
  return flows?.length ? (
    <section className={styles.section}>
      <h3>Not declared</h3>
      <ul>
        {flows.map(flow => (
          <li key={flow.driftId}>
            <Link
              href={`${href}?item=${flow.driftId}`}
              standalone
              className={shared.link}
            >
              {flow.headline}
            </Link>
            <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
              {flowWords(flow)}, since{' '}
              {formatMoment(flow.firstSeenAt, props.now)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ) : null;
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { AlarmActions } from '../alarms/AlarmActions';
import { toldWords } from '../alarms/alarmWords';
import { useAlarms } from '../alarms/useAlarms';
import { alarmsRouteRef } from '../routes';
import { formatMoment } from '../shared/format';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import styles from './drift.module.css';

/** The alarm that a new flow raised: who was told, and who has it. */
export function AlarmPart(props: { driftId: string }) {
  const now = useNow();
  const href = useRouteRef(alarmsRouteRef)?.();
  const { data } = useAlarms({
    state: 'open',
    drift: props.driftId,
    limit: 1,
  });
  const [alarm] = data?.items ?? [];
  return alarm ? (
    <div className={styles.note} role="note">
      <p>
        <b className={shared.strong}>New</b> since{' '}
        {formatMoment(alarm.since, now)}, and an{' '}
        <Link
          href={`${href}?alarm=${alarm.id}`}
          standalone
          className={shared.link}
        >
          alarm
        </Link>
        . Told: {toldWords(alarm)}.
      </p>
      <div className={shared.actions}>
        <AlarmActions alarm={alarm} now={now} />
      </div>
    </div>
  ) : null;
}

import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { KindLabel } from '../drift/KindLabel';
import { StatusLabel } from '../shared/StatusLabel';

/** How bad it is; what nobody declared has no status, and says that instead. */
export function AlarmStatus(props: { alarm: Alarm; pill?: boolean }) {
  const { alarm, pill } = props;
  return alarm.kind === 'drift' ? (
    <KindLabel kind="undeclared" />
  ) : (
    <StatusLabel status={alarm.status} pill={pill} />
  );
}

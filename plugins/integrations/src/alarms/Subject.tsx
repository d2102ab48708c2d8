import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { EntityName } from '../shared/EntityLink';
import { subjectName } from './alarmWords';

/** What an alarm is of, by the name that people call it. */
export function Subject(props: { alarm: Alarm }) {
  const { alarm } = props;
  return alarm.kind === 'cause' && alarm.subject ? (
    <EntityName entityRef={alarm.subject} />
  ) : (
    <>{subjectName(alarm)}</>
  );
}

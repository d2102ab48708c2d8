import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import { Intervention } from '@tieline/plugin-integrations-common/governance';
import { Actor } from '../alarms/AlarmActions';
import { alarmsRouteRef } from '../routes';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { kindTitle, minutesWords } from './runCostWords';
import styles from './costs.module.css';

function Row(props: {
  intervention: Intervention;
  now: Date;
  onTakeBack: (intervention: Intervention) => void;
}) {
  const { intervention, now, onTakeBack } = props;
  const { integration, kind, minutes, at, by, note, alarmId } = intervention;
  const alarms = useRouteRef(alarmsRouteRef)?.();
  return (
    <tr>
      <td className={shared.noWrap}>
        <time dateTime={at} title={formatInstant(at)}>
          {formatMoment(at, now)}
        </time>
      </td>
      <th scope="row">
        <IntegrationLink
          integration={integration}
          tab="health"
          className={shared.link}
        />
      </th>
      <td>{kindTitle(kind)}</td>
      <td className={`${shared.end} ${shared.noWrap}`}>
        {minutesWords(minutes)}
      </td>
      <td>
        <Actor actor={by} />
      </td>
      <td className={styles.words}>
        {note}{' '}
        {alarmId && alarms ? (
          <Link
            href={`${alarms}?alarm=${encodeURIComponent(alarmId)}`}
            standalone
            className={`${shared.link} ${shared.noWrap}`}
          >
            The alarm
          </Link>
        ) : null}
      </td>
      <td className={shared.end}>
        {intervention.mayTakeBack ? (
          <Button
            size="small"
            variant="tertiary"
            className={shared.quiet}
            aria-label={`Take back: ${kindTitle(kind)} of ${integration.title ?? integration.name}, ${minutesWords(minutes)}`}
            onPress={() => onTakeBack(intervention)}
          >
            Take back
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

/** What people did by hand; one's own can be taken back. */
export function InterventionTable(props: {
  interventions: Intervention[];
  now: Date;
  onTakeBack: (intervention: Intervention) => void;
}) {
  const { interventions, now, onTakeBack } = props;
  return (
    <ScrollRegion label="Interventions, the newest first">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Integration</th>
            <th scope="col">What</th>
            <th scope="col" className={shared.end}>
              How long
            </th>
            <th scope="col">Who</th>
            <th scope="col">Note</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {interventions.map(intervention => (
            <Row
              key={intervention.id}
              intervention={intervention}
              now={now}
              onTakeBack={onTakeBack}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

import { Link } from '@backstage/ui';
import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import shared from '../shared/shared.module.css';

/** That an alarm began in a drill, and in which; nothing of others. */
export function DrillTag(props: { drill: Alarm['drill'] }) {
  const { drill } = props;
  return drill ? (
    <span className={shared.small}>
      <span className={shared.tag}>Drill</span>{' '}
      {drill.href ? (
        <Link href={drill.href} standalone className={shared.link}>
          {drill.label}
        </Link>
      ) : (
        drill.label
      )}
    </span>
  ) : null;
}

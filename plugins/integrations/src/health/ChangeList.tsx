import { Link } from '@backstage/ui';
import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { isWebAddress } from '../shared/EntityLink';
import { formatElapsed, formatInstant, formatMoment } from '../shared/format';
import shared from '../shared/shared.module.css';
import { ChangeMarker, changeText } from './changeMarkers';
import styles from './health.module.css';

/** A change's title, as a link where its sender gave one. */
export function ChangeTitle(props: { change: Change }) {
  const { change } = props;
  const text = changeText(change);
  return change.link && isWebAddress(change.link) ? (
    <Link
      href={change.link}
      target="_blank"
      rel="noopener noreferrer"
      standalone
      className={shared.link}
    >
      {text}
    </Link>
  ) : (
    <>{text}</>
  );
}

/** `7 min before`, relative to when something began. */
export function beside(at: string, since: string | undefined): string {
  if (!since) {
    return '';
  }
  const aheadMs = Date.parse(since) - Date.parse(at);
  return `${formatElapsed(Math.abs(aheadMs))} ${aheadMs >= 0 ? 'before' : 'after'}`;
}

/** The lines through the charts in words, in their order. */
export function ChangeList(props: {
  changes: Change[];
  markers: ChangeMarker[];
  now: Date;
}) {
  const { changes, markers, now } = props;
  if (markers.length === 0) {
    return null;
  }
  const byId = new Map(changes.map(change => [change.id, change]));
  return (
    <div className={styles.changes}>
      <h3 className={shared.hidden}>What changed in this time</h3>
      <ol>
        {markers.map(({ id, isDashed }) => {
          const change = byId.get(id)!;
          return (
            <li key={id}>
              <i data-dashed={isDashed || undefined} />
              <time dateTime={change.at} title={formatInstant(change.at)}>
                {formatMoment(change.at, now)}
              </time>
              <span>
                <ChangeTitle change={change} />
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

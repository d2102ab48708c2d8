import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  formatCount,
  formatInstant,
  formatMoment,
  formatShare,
} from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { KindLabel } from './KindLabel';
import styles from './drift.module.css';

interface RowsProps {
  items: DriftItem[];
  selected: string | undefined;
  now: Date;
  onOpen: (id: string) => void;
}

/** Where the focus returns when the panel is closed. */
export const rowId = (id: string) => `drift-${id}`;

function Headline(props: { item: DriftItem; onOpen: (id: string) => void }) {
  const { item, onOpen } = props;
  return (
    <>
      <button
        type="button"
        id={rowId(item.id)}
        className={styles.open}
        onClick={() => onOpen(item.id)}
      >
        {item.headline}
      </button>
      {item.detail ? (
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {item.detail}
        </span>
      ) : null}
      {item.cameBack ? (
        <span className={`${shared.small} ${shared.strong} ${shared.block}`}>
          {item.cameBack.because === 'expired'
            ? 'Back: its dismissal expired'
            : 'Back: its traffic more than doubled since it was dismissed'}
        </span>
      ) : null}
      {item.dismissal ? (
        <span className={`${shared.small} ${shared.block}`}>
          Dismissed: {item.dismissal.reason}
        </span>
      ) : null}
    </>
  );
}

function Moment(props: { instant: string; now: Date }) {
  return (
    <time
      dateTime={props.instant}
      title={formatInstant(props.instant)}
      className={shared.noWrap}
    >
      {formatMoment(props.instant, props.now)}
    </time>
  );
}

function Calls({ item }: { item: DriftItem }) {
  return item.kind === 'silent' ? (
    <span className={shared.muted}>none</span>
  ) : (
    <>{formatCount(item.callsLastDay ?? 0)}</>
  );
}

function Errors({ item }: { item: DriftItem }) {
  return typeof item.errorRate === 'number' ? (
    <>{formatShare(item.errorRate)}</>
  ) : (
    <span className={shared.unmeasured}>unmeasured</span>
  );
}

/** Differences, one a row. */
export function DriftTable(props: RowsProps) {
  const { items, selected, now, onOpen } = props;
  return (
    <ScrollRegion label="Differences between declared and observed">
      <table
        className={`${shared.table} ${styles.table}`}
        data-panel={selected !== undefined}
      >
        <caption className={shared.hidden}>
          Differences between declared and observed
        </caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Difference</th>
            <th scope="col" className={shared.end}>
              Last 24 h
            </th>
            <th scope="col" className={`${shared.end} ${styles.optional}`}>
              Errors
            </th>
            <th scope="col" className={styles.optional}>
              Environment
            </th>
            <th scope="col" className={styles.optional}>
              First seen
            </th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={item.id} data-selected={item.id === selected}>
              <td>
                <KindLabel kind={item.kind} />
              </td>
              <th scope="row">
                <Headline item={item} onOpen={onOpen} />
              </th>
              <td className={shared.end}>
                <Calls item={item} />
              </td>
              <td className={`${shared.end} ${styles.optional}`}>
                <Errors item={item} />
              </td>
              <td className={styles.optional}>{item.environment}</td>
              <td className={styles.optional}>
                <Moment instant={item.firstSeenAt} now={now} />
              </td>
              <td>
                <Moment instant={item.lastSeenAt} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The same for a phone. */
export function DriftCards(props: RowsProps) {
  const { items, now, onOpen } = props;
  return (
    <ul>
      {items.map(item => (
        <li key={item.id} className={styles.item}>
          <div className={styles.between}>
            <KindLabel kind={item.kind} />
            <span className={`${shared.small} ${shared.muted}`}>
              since <Moment instant={item.firstSeenAt} now={now} />
            </span>
          </div>
          <div>
            <Headline item={item} onOpen={onOpen} />
          </div>
        </li>
      ))}
    </ul>
  );
}

import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { distanceWords, formatDate } from '../shared/days';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { WaiverStateLabel } from './WaiverStateLabel';
import { isOpen } from './waiverWords';
import styles from './waivers.module.css';

interface RowProps {
  waiver: Waiver;
  now: Date;
  isOpened: boolean;
  onOpen: (id: string) => void;
}

/** Names the button that opens a waiver, so that the focus can return to it. */
export function waiverButtonId(id: string): string {
  return `waiver-${id}`;
}

function Check(props: RowProps) {
  const { waiver, isOpened, onOpen } = props;
  return (
    <button
      id={waiverButtonId(waiver.id)}
      type="button"
      className={shared.nameButton}
      aria-expanded={isOpened}
      onClick={() => onOpen(waiver.id)}
    >
      {waiver.title}
    </button>
  );
}

function Integration({ waiver }: { waiver: Waiver }) {
  return (
    <IntegrationLink
      integration={waiver.integration}
      tab="scorecard"
      className={shared.link}
    />
  );
}

function Until(props: { waiver: Waiver; now: Date }) {
  const { waiver, now } = props;
  return (
    <>
      <span className={shared.noWrap}>{formatDate(waiver.until, now)}</span>
      {isOpen(waiver) ? (
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {distanceWords(waiver.until, now)}
        </span>
      ) : null}
    </>
  );
}

function Moment(props: { at: string; now: Date }) {
  const { at, now } = props;
  return (
    <time
      dateTime={at}
      title={formatInstant(at)}
      className={`${shared.small} ${shared.muted}`}
    >
      {formatMoment(at, now)}
    </time>
  );
}

function Asked(props: { waiver: Waiver; now: Date }) {
  const { askedBy, askedAt } = props.waiver;
  return (
    <>
      <Publisher by={askedBy} /> <Moment at={askedAt} now={props.now} />
    </>
  );
}

function Decided(props: { waiver: Waiver; now: Date }) {
  const { decidedBy, decidedAt } = props.waiver;
  return decidedAt ? (
    <>
      <Publisher by={decidedBy} /> <Moment at={decidedAt} now={props.now} />
    </>
  ) : (
    <span className={shared.muted}>nobody yet</span>
  );
}

function Row(props: RowProps) {
  const { waiver, now, isOpened } = props;
  return (
    <tr
      className={styles.row}
      data-open={isOpened || undefined}
      data-over={!isOpen(waiver) || undefined}
    >
      <td>
        <WaiverStateLabel state={waiver.state} />
      </td>
      <td>
        <Integration waiver={waiver} />
      </td>
      <th scope="row">
        <Check {...props} />
      </th>
      <td className={styles.reason}>{waiver.reason}</td>
      <td>
        <Until waiver={waiver} now={now} />
      </td>
      <td>
        <Asked waiver={waiver} now={now} />
      </td>
      <td>
        <Decided waiver={waiver} now={now} />
      </td>
    </tr>
  );
}

function CardRow(props: RowProps) {
  const { waiver, now, isOpened } = props;
  return (
    <li className={styles.card} data-open={isOpened || undefined}>
      <div className={styles.between}>
        <WaiverStateLabel state={waiver.state} />
        <span>
          until {formatDate(waiver.until, now)}
          {isOpen(waiver) ? `, ${distanceWords(waiver.until, now)}` : ''}
        </span>
      </div>
      <div>
        <Check {...props} />
        <span className={shared.block}>
          <Integration waiver={waiver} />
        </span>
      </div>
      <p className={styles.reason}>{waiver.reason}</p>
      <p className={shared.small}>
        Asked for by <Asked waiver={waiver} now={now} />
      </p>
      {waiver.decidedAt ? (
        <p className={shared.small}>
          Decided by <Decided waiver={waiver} now={now} />
        </p>
      ) : null}
    </li>
  );
}

/** Waivers as a table, and on a phone as cards. */
export function WaiverTable(props: {
  waivers: Waiver[];
  now: Date;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { waivers, now, openId, onOpen } = props;
  const isNarrow = useIsNarrow();
  const rowOf = (waiver: Waiver): RowProps => ({
    waiver,
    now,
    isOpened: waiver.id === openId,
    onOpen,
  });
  if (isNarrow) {
    return (
      <ul>
        {waivers.map(waiver => (
          <CardRow key={waiver.id} {...rowOf(waiver)} />
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label="Waivers">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Integration</th>
            <th scope="col">Check</th>
            <th scope="col">Reason</th>
            <th scope="col">Until</th>
            <th scope="col">Asked for by</th>
            <th scope="col">Decided by</th>
          </tr>
        </thead>
        <tbody>
          {waivers.map(waiver => (
            <Row key={waiver.id} {...rowOf(waiver)} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { Fragment } from 'react';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment, unbroken } from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import { Since } from '../shared/Since';
import shared from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { Actor } from './AlarmActions';
import { AlarmStatus } from './AlarmStatus';
import { DrillTag } from './DrillTag';
import {
  isSnoozed,
  lasted,
  ruleTitle,
  toldWords,
  victimCount,
  whyWords,
} from './alarmWords';
import { Subject } from './Subject';
import styles from './alarms.module.css';

interface RowProps {
  alarm: Alarm;
  now: Date;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

/** How far somebody is with it. */
function Stage(props: { alarm: Alarm; now: Date }) {
  const { alarm, now } = props;
  if (alarm.clearedAt) {
    return (
      <>
        <time dateTime={alarm.clearedAt} title={formatInstant(alarm.clearedAt)}>
          cleared {formatMoment(alarm.clearedAt, now)}
        </time>
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          was on for {lasted(alarm, now)}
        </span>
      </>
    );
  }
  if (alarm.acknowledgedBy) {
    return (
      <>
        <Actor actor={alarm.acknowledgedBy} /> has it
      </>
    );
  }
  if (isSnoozed(alarm, now)) {
    return <>snoozed until {formatMoment(alarm.snoozedUntil!, now)}</>;
  }
  return alarm.wellSince ? (
    <>well since {formatMoment(alarm.wellSince, now)}</>
  ) : (
    <span className={alarm.causeId ? shared.muted : shared.strong}>
      {alarm.causeId ? 'on, with its cause' : 'nobody has it'}
    </span>
  );
}

function What(props: RowProps) {
  const { alarm, onOpen, isOpen } = props;
  return (
    <>
      <button
        type="button"
        className={shared.nameButton}
        aria-expanded={isOpen}
        onClick={() => onOpen(alarm.id)}
      >
        <Subject alarm={alarm} />
      </button>
      {alarm.kind === 'cause' && alarm.victims ? (
        <span className={`${shared.small} ${shared.muted}`}>
          {' '}
          {victimCount(alarm.victims.length)}
        </span>
      ) : null}
      <span className={shared.block}>{unbroken(whyWords(alarm))}</span>
      <DrillTag drill={alarm.drill} />
      {alarm.causeId ? (
        <button
          type="button"
          className={`${shared.inlineButton} ${shared.small}`}
          onClick={() => onOpen(alarm.causeId!)}
        >
          Told with its cause
        </button>
      ) : null}
    </>
  );
}

function Owner(props: { alarm: Alarm }) {
  return props.alarm.owner ? (
    <EntityLink entityRef={props.alarm.owner} />
  ) : (
    <span className={shared.muted}>no owner</span>
  );
}

function Row(props: RowProps) {
  const { alarm, now, isOpen } = props;
  return (
    <tr
      className={styles.row}
      data-open={isOpen || undefined}
      data-cleared={alarm.state === 'cleared' || undefined}
    >
      <td>
        <AlarmStatus alarm={alarm} />
        <Since className={shared.block} instant={alarm.since} now={now} />
      </td>
      <th scope="row">
        <What {...props} />
      </th>
      <td>{ruleTitle(alarm.rule)}</td>
      <td>
        <Owner alarm={alarm} />
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          told: {toldWords(alarm)}
        </span>
      </td>
      <td>
        <Stage alarm={alarm} now={now} />
      </td>
    </tr>
  );
}

function CardRow(props: RowProps) {
  const { alarm, now, isOpen } = props;
  return (
    <li className={styles.card} data-open={isOpen || undefined}>
      <div className={styles.between}>
        <AlarmStatus alarm={alarm} />
        <Since instant={alarm.since} now={now} />
      </div>
      <div>
        <What {...props} />
      </div>
      <div className={`${styles.between} ${shared.small}`}>
        <Owner alarm={alarm} />
        <span>
          <Stage alarm={alarm} now={now} />
        </span>
      </div>
    </li>
  );
}

/** What is on, then what is over, each under its heading. */
export function AlarmTable(props: {
  alarms: Alarm[];
  now: Date;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { alarms, now, openId, onOpen } = props;
  const isNarrow = useIsNarrow();
  const groups = [
    { title: 'On now', items: alarms.filter(({ state }) => state === 'open') },
    {
      title: 'Cleared',
      items: alarms.filter(({ state }) => state === 'cleared'),
    },
  ].filter(({ items }) => items.length > 0);
  const rowOf = (alarm: Alarm): RowProps => ({
    alarm,
    now,
    isOpen: alarm.id === openId,
    onOpen,
  });
  if (isNarrow) {
    return (
      <>
        {groups.map(({ title, items }) => (
          <Fragment key={title}>
            <h2 className={shared.cardHead}>{title}</h2>
            <ul>
              {items.map(alarm => (
                <CardRow key={alarm.id} {...rowOf(alarm)} />
              ))}
            </ul>
          </Fragment>
        ))}
      </>
    );
  }
  return (
    <ScrollRegion label="Alarms, what is on first">
      <table className={`${shared.table} ${styles.table}`}>
        <caption className={shared.hidden}>
          Alarms, what is on first, worst first
        </caption>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">What</th>
            <th scope="col">Rule</th>
            <th scope="col">Owner</th>
            <th scope="col">Who has it</th>
          </tr>
        </thead>
        {groups.map(({ title, items }) => (
          <tbody key={title}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={5}>
                {title}
              </th>
            </tr>
            {items.map(alarm => (
              <Row key={alarm.id} {...rowOf(alarm)} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  );
}

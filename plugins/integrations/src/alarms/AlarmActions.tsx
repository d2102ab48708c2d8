import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode, useId, useState } from 'react';
import { EntityName } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { ChevronDownIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { isSnoozed, subjectName } from './alarmWords';
import { SnoozeDialog } from './SnoozeDialog';
import { SNOOZES, snoozeUntil } from './snoozeTimes';
import { AlarmResponse, useRespond } from './useAlarms';
import { useMayRespond } from './useMayRespond';
import styles from './alarms.module.css';

/** Who did something: a person by name, a service by what it calls itself. */
export function Actor(props: { actor: string }) {
  return props.actor.includes(':') ? (
    <EntityName entityRef={props.actor} />
  ) : (
    <>{props.actor}</>
  );
}

function Taken(props: {
  children: ReactNode;
  undo: string;
  undoLabel: string;
  isDisabled: boolean;
  onUndo: () => void;
}) {
  return (
    <span className={styles.taken}>
      <span>{props.children}</span>{' '}
      <Button
        size="small"
        variant="tertiary"
        className={styles.undo}
        aria-label={props.undoLabel}
        isDisabled={props.isDisabled}
        onPress={props.onUndo}
      >
        {props.undo}
      </Button>
    </span>
  );
}

function SnoozeMenu(props: {
  name: string;
  now: Date;
  isDisabled: boolean;
  reasonId?: string;
  onSnooze: (until: Date) => void;
}) {
  const { name, now, isDisabled, reasonId, onSnooze } = props;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          className={shared.outlined}
          iconEnd={<ChevronDownIcon />}
          isDisabled={isDisabled}
          aria-label={`Snooze ${name}`}
          aria-describedby={reasonId}
        >
          Snooze
        </Button>
        <Menu>
          {SNOOZES.map(({ id, title }) => (
            <MenuItem key={id} onAction={() => onSnooze(snoozeUntil(id, now))}>
              {title}
            </MenuItem>
          ))}
          <MenuItem onAction={() => setIsAsking(true)}>Another time…</MenuItem>
        </Menu>
      </MenuTrigger>
      {isAsking ? (
        <SnoozeDialog
          name={name}
          now={now}
          onSnooze={until => {
            setIsAsking(false);
            onSnooze(until);
          }}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
}

/**
 * What can be done about an alarm that is on, or who does it already.
 *
 * @param props - `note` goes with an acknowledgement; `isBrief` leaves the
 *   snooze to the page of the alarm
 */
export function AlarmActions(props: {
  alarm: Alarm;
  now: Date;
  note?: string;
  isBrief?: boolean;
}) {
  const { alarm, now, note, isBrief } = props;
  const { mutate, isPending, error } = useRespond(alarm.id);
  const { isAllowed, reason } = useMayRespond();
  const reasonId = useId();
  if (alarm.state === 'cleared') {
    return null;
  }
  const name = subjectName(alarm);
  const isDisabled = !isAllowed || isPending;
  const respond = (response: AlarmResponse) => mutate(response);
  const described = reason ? reasonId : undefined;

  function state() {
    if (alarm.acknowledgedBy && alarm.acknowledgedAt) {
      return (
        <Taken
          undo="Undo"
          undoLabel={`Undo: nobody has ${name}`}
          isDisabled={isDisabled}
          onUndo={() => respond({ verb: 'release' })}
        >
          <Actor actor={alarm.acknowledgedBy} /> has it since{' '}
          <time
            dateTime={alarm.acknowledgedAt}
            title={formatInstant(alarm.acknowledgedAt)}
          >
            {formatMoment(alarm.acknowledgedAt, now)}
          </time>
        </Taken>
      );
    }
    if (isSnoozed(alarm, now)) {
      return (
        <Taken
          undo="Wake"
          undoLabel={`Wake ${name}`}
          isDisabled={isDisabled}
          onUndo={() => respond({ verb: 'wake' })}
        >
          Snoozed
          {alarm.snoozedBy ? (
            <>
              {' '}
              by <Actor actor={alarm.snoozedBy} />
            </>
          ) : null}{' '}
          until {formatMoment(alarm.snoozedUntil!, now)}
        </Taken>
      );
    }
    return (
      <>
        <Button
          size="small"
          variant="secondary"
          className={shared.outlined}
          aria-label={`Acknowledge ${name}`}
          aria-describedby={described}
          isDisabled={isDisabled}
          onPress={() =>
            respond({ verb: 'acknowledge', note: note?.trim() || undefined })
          }
        >
          Acknowledge
        </Button>
        {isBrief ? null : (
          <SnoozeMenu
            name={name}
            now={now}
            isDisabled={isDisabled}
            reasonId={described}
            onSnooze={until =>
              respond({ verb: 'snooze', until: until.toISOString() })
            }
          />
        )}
      </>
    );
  }

  return (
    <span className={isBrief ? styles.brief : styles.respond} title={reason}>
      {state()}
      {reason ? (
        <span id={reasonId} className={shared.hidden}>
          {reason}
        </span>
      ) : null}
      {error ? (
        <span role="alert" className={`${shared.small} ${shared.failing}`}>
          That did not work: {error.message}
        </span>
      ) : null}
    </span>
  );
}

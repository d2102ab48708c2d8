import { TextField } from '@backstage/ui';
import {
  Intervention,
  InterventionKind,
} from '@tieline/plugin-integrations-common/governance';
import { useId, useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { onceDone } from '../shared/onceDone';
import shared from '../shared/shared.module.css';
import { KINDS, minutesWords } from './runCostWords';
import { useLogIntervention } from './useCosts';
import styles from './costs.module.css';

const QUICK_MINUTES = [5, 15, 30, 60];

/** A week, which is the most that the backend takes at once. */
const MOST_MINUTES = 10_080;

/** The number of minutes; undefined where there is none that can be. */
function readMinutes(text: string): number | undefined {
  const minutes = Number(text);
  return text.trim() &&
    Number.isInteger(minutes) &&
    minutes >= 1 &&
    minutes <= MOST_MINUTES
    ? minutes
    : undefined;
}

/** Asks what somebody did by hand and how long it took. */
export function LogInterventionDialog(props: {
  entityRef: string;
  name: string;
  alarmId?: string;
  onLogged: (intervention: Intervention) => void;
  onClose: () => void;
}) {
  const { entityRef, name, alarmId, onLogged, onClose } = props;
  const [kind, setKind] = useState<InterventionKind>();
  const [minutesText, setMinutesText] = useState('');
  const [note, setNote] = useState('');
  const minutesId = useId();
  const { mutateAsync, isPending, error } = useLogIntervention();
  const minutes = readMinutes(minutesText);
  const missing = [
    ...(kind ? [] : ['what was done']),
    ...(minutes === undefined
      ? ['how many whole minutes it took, 1 to 10,080']
      : []),
  ];
  return (
    <ActionDialog
      title={`Log an intervention for ${name}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Log it',
        missing,
        isPending,
        onPress: () => {
          if (kind && minutes !== undefined) {
            onceDone(
              mutateAsync({
                entityRef,
                kind,
                minutes,
                ...(note.trim() && { note: note.trim() }),
                ...(alarmId && { alarmId }),
              }),
              onLogged,
            );
          }
        },
      }}
    >
      <div role="group" aria-label="What was done" className={styles.kinds}>
        {KINDS.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={id === kind}
            onClick={() => setKind(id)}
          >
            {title}
          </button>
        ))}
      </div>
      <div className={styles.quick}>
        <div className={`${shared.field} ${styles.minutes}`}>
          <label htmlFor={minutesId}>Minutes, of all people together</label>
          <input
            id={minutesId}
            type="number"
            inputMode="numeric"
            min={1}
            max={MOST_MINUTES}
            step={1}
            value={minutesText}
            aria-invalid={
              (minutesText !== '' && minutes === undefined) || undefined
            }
            onChange={event => setMinutesText(event.target.value)}
          />
        </div>
        {QUICK_MINUTES.map(one => (
          <button
            key={one}
            type="button"
            className={shared.chip}
            aria-pressed={one === minutes}
            onClick={() => setMinutesText(String(one))}
          >
            {minutesWords(one)}
          </button>
        ))}
      </div>
      <TextField
        className={shared.outlinedField}
        label="Note, optional"
        placeholder="What was wrong, and what helped"
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
      <p className={`${shared.small} ${shared.muted}`}>
        It counts from now on for what {name} costs.
        {alarmId ? ' It is kept with the alarm that it answers.' : ''}
      </p>
    </ActionDialog>
  );
}

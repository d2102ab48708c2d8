import { Button, TextField } from '@backstage/ui';
import { Alarm } from '@tieline/plugin-integrations-common/telemetry';
import { useState } from 'react';
import shared from '../shared/shared.module.css';
import { useRespond } from './useAlarms';
import { useMayRespond } from './useMayRespond';
import styles from './alarms.module.css';

const ANSWERS = [
  { useful: true, title: 'Yes' },
  { useful: false, title: 'No' },
];

/** Whether the alarm was useful; a second press takes the answer back. */
export function AlarmRating(props: { alarm: Alarm }) {
  const { alarm } = props;
  const { mutate, isPending, error } = useRespond(alarm.id);
  const { isAllowed, reason } = useMayRespond();
  const [comment, setComment] = useState(alarm.usefulComment ?? '');
  const rate = (useful: boolean | null) =>
    mutate({ verb: 'rate', useful, comment: comment.trim() || undefined });
  const isRated = alarm.useful !== undefined;
  const isUnsaved = comment.trim() !== (alarm.usefulComment ?? '');
  return (
    <section className={styles.section}>
      <h3>Was it useful?</h3>
      <div className={shared.actions}>
        <div role="group" aria-label="Useful" className={shared.segments}>
          {ANSWERS.map(({ useful, title }) => (
            <button
              key={title}
              type="button"
              aria-pressed={alarm.useful === useful}
              disabled={!isAllowed || isPending}
              title={reason}
              onClick={() => rate(alarm.useful === useful ? null : useful)}
            >
              {title}
            </button>
          ))}
        </div>
        {isRated ? null : (
          <span className={`${shared.small} ${shared.muted}`}>
            {reason ?? 'It counts for the rule.'}
          </span>
        )}
      </div>
      {isRated ? (
        <div className={shared.actions}>
          <TextField
            size="small"
            className={shared.outlinedField}
            label="Why, optional"
            value={comment}
            maxLength={1000}
            isDisabled={!isAllowed}
            onChange={setComment}
          />
          {isUnsaved ? (
            <Button
              size="small"
              variant="secondary"
              className={shared.outlined}
              isDisabled={!isAllowed || isPending}
              onPress={() => rate(alarm.useful!)}
            >
              Save
            </Button>
          ) : null}
        </div>
      ) : null}
      {error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {error.message}
        </p>
      ) : null}
    </section>
  );
}

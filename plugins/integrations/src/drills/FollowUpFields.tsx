import { Button, TextField } from '@backstage/ui';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import { OwnerField } from '../shared/OwnerField';
import shared from '../shared/shared.module.css';
import { FollowUp, newFollowUp } from './followUps';
import styles from './drills.module.css';

/** The API's own bound. */
const LONGEST_TITLE = 300;
const MOST = 50;

function Fields(props: {
  number: number;
  followUp: FollowUp;
  now: Date;
  onChange: (followUp: FollowUp) => void;
  onRemove: () => void;
}) {
  const { number, followUp, now, onChange, onRemove } = props;
  return (
    <fieldset className={styles.followUp}>
      <legend className={shared.strong}>Follow-up {number}</legend>
      <TextField
        className={shared.outlinedField}
        label="What is to be done"
        value={followUp.title}
        maxLength={LONGEST_TITLE}
        onChange={title => onChange({ ...followUp, title })}
      />
      <OwnerField
        label="Owner"
        description="Who is to do it; they are told, and reminded"
        value={followUp.ownerRef}
        onChange={ownerRef => onChange({ ...followUp, ownerRef })}
      />
      <DayField
        label="Due on"
        value={followUp.dueOn}
        min={utcDay(now)}
        onChange={dueOn => onChange({ ...followUp, dueOn })}
      />
      <Button
        size="small"
        variant="tertiary"
        className={shared.quiet}
        aria-label={`Remove follow-up ${number}`}
        onPress={onRemove}
      >
        Remove
      </Button>
    </fieldset>
  );
}

/** What somebody is to do after a drill; each becomes a finding. */
export function FollowUpFields(props: {
  followUps: readonly FollowUp[];
  ownerRef: string | undefined;
  now: Date;
  onChange: (followUps: FollowUp[]) => void;
}) {
  const { followUps, ownerRef, now, onChange } = props;
  const nextKey = 1 + Math.max(0, ...followUps.map(({ key }) => key));
  return (
    <div className={styles.form}>
      {followUps.map((followUp, index) => (
        <Fields
          key={followUp.key}
          number={index + 1}
          followUp={followUp}
          now={now}
          onChange={changed =>
            onChange(
              followUps.map(other =>
                other.key === changed.key ? changed : other,
              ),
            )
          }
          onRemove={() =>
            onChange(followUps.filter(({ key }) => key !== followUp.key))
          }
        />
      ))}
      {followUps.length < MOST ? (
        <Button
          variant="secondary"
          className={shared.outlined}
          onPress={() =>
            onChange([...followUps, newFollowUp(nextKey, ownerRef, now)])
          }
        >
          Add a follow-up
        </Button>
      ) : null}
    </div>
  );
}

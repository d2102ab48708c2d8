import { Button, TextField } from '@backstage/ui';
import { SelectField } from '../deprecations/dialogs/SelectField';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import { OwnerField } from '../shared/OwnerField';
import shared from '../shared/shared.module.css';
import { FollowUp, newFollowUp, OpenCheck } from './followUps';
import styles from './drills.module.css';

/** The API's own bound. */
const LONGEST_TITLE = 300;
const MOST = 50;

function Fields(props: {
  number: number;
  followUp: FollowUp;
  checks: readonly OpenCheck[];
  now: Date;
  onChange: (followUp: FollowUp) => void;
  onRemove: () => void;
}) {
  const { number, followUp, checks, now, onChange, onRemove } = props;
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
      <SelectField<string>
        label="It is done when"
        options={[
          { id: '', title: 'its owner says so' },
          ...checks.map(({ checkId, title }) => ({
            id: checkId,
            title: `the check “${title}” passes`,
          })),
        ]}
        value={followUp.checkId}
        onChange={checkId => onChange({ ...followUp, checkId })}
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
  /** What each can be closed by. */
  checks: readonly OpenCheck[];
  now: Date;
  onChange: (followUps: FollowUp[]) => void;
}) {
  const { followUps, ownerRef, checks, now, onChange } = props;
  const nextKey = 1 + Math.max(0, ...followUps.map(({ key }) => key));
  return (
    <div className={styles.form}>
      {followUps.map((followUp, index) => (
        <Fields
          key={followUp.key}
          number={index + 1}
          followUp={followUp}
          checks={checks}
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

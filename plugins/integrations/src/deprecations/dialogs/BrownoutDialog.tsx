import { TextAreaField } from '@backstage/ui';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useId, useState } from 'react';
import { InstantField } from '../../shared/InstantField';
import shared from '../../shared/shared.module.css';
import { mayManage } from '../endingPermits';
import { usePlanBrownout } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import styles from './dialogs.module.css';

const MINUTE_MS = 60_000;

/** Long enough to be noticed, short enough to be borne. */
const USUAL_MINUTES = '15';

/** Plans a short announced outage, which shows who is still there. */
export function BrownoutDialog(props: {
  ending: EndingSummary;
  onClose: () => void;
}) {
  const { ending, onClose } = props;
  const lengthId = useId();
  const [start, setStart] = useState('');
  const [minutes, setMinutes] = useState(USUAL_MINUTES);
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = usePlanBrownout(ending.id);
  const hasLength = Number(minutes) > 0;
  const plan = () => {
    const startsAt = new Date(start);
    mutate(
      {
        startsAt: startsAt.toISOString(),
        endsAt: new Date(
          startsAt.getTime() + Number(minutes) * MINUTE_MS,
        ).toISOString(),
        note: note.trim() || undefined,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <ActionDialog
      title={`Plan a brownout of ${ending.title}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Plan it and tell the consumers',
        missing: [
          ...(start ? [] : ['when it begins']),
          ...(hasLength ? [] : ['how long it lasts']),
        ],
        permitted: mayManage(ending, 'plan a brownout'),
        isPending,
        onPress: plan,
      }}
    >
      <p>
        All consumers are told now. Whoever runs it switches it off for that
        time: this page only announces it, and lists afterwards who called and
        failed.
      </p>
      <div className={styles.pair}>
        <InstantField label="Begins" value={start} onChange={setStart} />
        <div className={shared.field}>
          <label htmlFor={lengthId}>Lasts, in minutes</label>
          <input
            id={lengthId}
            type="number"
            min={1}
            value={minutes}
            onChange={event => setMinutes(event.target.value)}
          />
        </div>
      </div>
      <TextAreaField
        className={styles.area}
        label="Note"
        description="For those who are told; may stay empty"
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

import { Checkbox, TextAreaField } from '@backstage/ui';
import { Runbook } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { mayConfirm } from './drillPermits';
import { nameOf } from './drillWords';
import { useConfirmRunbook } from './useDrills';
import styles from './drills.module.css';

/** Says that a runbook was read and is useful, and which failures it covers. */
export function ConfirmRunbookDialog(props: {
  runbook: Runbook;
  onClose: () => void;
}) {
  const { runbook, onClose } = props;
  const { integration, modes, confirmation } = runbook;
  const known = new Set(confirmation?.covers);
  const [covers, setCovers] = useState(() =>
    modes.map(({ id }) => id).filter(id => known.has(id)),
  );
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useConfirmRunbook(integration);
  return (
    <ActionDialog
      title={`Confirm the runbook of ${nameOf(integration)}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Confirm it',
        permitted: mayConfirm(runbook),
        isPending,
        onPress: () =>
          mutate(
            { covers, ...(note.trim() && { note: note.trim() }) },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        You read it, and it would help whoever is called at night. That holds
        for a year, and for this address only. What it does not cover is shown
        as missing.
      </p>
      {modes.length ? (
        <fieldset className={styles.form}>
          <legend className={shared.strong}>It covers</legend>
          {modes.map(({ id, title }) => (
            <Checkbox
              key={id}
              isSelected={covers.includes(id)}
              onChange={isOn =>
                setCovers(
                  isOn ? [...covers, id] : covers.filter(other => other !== id),
                )
              }
            >
              {title}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      <TextAreaField
        className={shared.outlinedField}
        label="Note"
        description="May stay empty"
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

import { TextAreaField } from '@backstage/ui';
import { Audit } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { mayDecide } from './auditWords';
import { useDecideAudit } from './useAudits';

/** Says that a pass is none, and why. */
export function OverturnDialog(props: { audit: Audit; onClose: () => void }) {
  const { audit, onClose } = props;
  const { integration, title } = audit;
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useDecideAudit(audit.id);
  return (
    <ActionDialog
      title={`Overturn the pass of ${integration.title ?? integration.name}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Overturn it',
        missing: note.trim() ? [] : ['the note'],
        permitted: mayDecide(audit),
        isPending,
        onPress: () =>
          mutate(
            { confirmed: false, note: note.trim() },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        <b className={shared.strong}>{title}</b> fails from now on, with your
        note as the reason, until there is newer evidence.
      </p>
      <TextAreaField
        className={shared.outlinedField}
        label="Note"
        description="What you saw. The owner reads it."
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

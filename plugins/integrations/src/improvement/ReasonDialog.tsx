import { TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';

/** Ends something, with the reason. */
export function ReasonDialog(props: {
  title: string;
  label: string;
  children: ReactNode;
  isPending: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}) {
  const { title, label, isPending, error, onConfirm, onClose } = props;
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={title}
      onClose={onClose}
      error={error}
      action={{
        label,
        missing: reason.trim() ? [] : ['the reason'],
        isPending,
        onPress: () => onConfirm(reason.trim()),
      }}
    >
      <p>{props.children}</p>
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

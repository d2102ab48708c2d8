import { TextAreaField } from '@backstage/ui';
import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { useMayDecide } from './waiverPermits';
import { nameOf } from './waiverWords';
import { useDecideWaiver } from './useWaivers';

/** Refuses a waiver, with the reason. */
export function RefuseWaiverDialog(props: {
  waiver: Waiver;
  onClose: () => void;
}) {
  const { waiver, onClose } = props;
  const [reason, setReason] = useState('');
  const permitted = useMayDecide(waiver);
  const { mutate, isPending, error } = useDecideWaiver(waiver.id);
  return (
    <ActionDialog
      title={`Refuse the waiver of ${nameOf(waiver)}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Refuse it',
        missing: reason.trim() ? [] : ['the reason'],
        permitted,
        isPending,
        onPress: () =>
          mutate(
            { approved: false, reason: reason.trim() },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        {waiver.title}. The reason given: {waiver.reason}
      </p>
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description="Whoever asked reads it."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

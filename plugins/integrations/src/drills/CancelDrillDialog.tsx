import { TextAreaField } from '@backstage/ui';
import { Drill } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { mayManage } from './drillPermits';
import { nameOf } from './drillWords';
import { useCancelDrill } from './useDrills';

/** Calls a drill off; its window ends. */
export function CancelDrillDialog(props: {
  drill: Drill;
  onClose: () => void;
}) {
  const { drill, onClose } = props;
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useCancelDrill(drill.id);
  return (
    <ActionDialog
      title={`Call off the drill of ${nameOf(drill.integration)}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Call it off',
        missing: reason.trim() ? [] : ['the reason'],
        permitted: mayManage(drill.mayManage, drill.integration, 'call it off'),
        isPending,
        onPress: () => mutate(reason.trim(), { onSuccess: onClose }),
      }}
    >
      <p>
        Its window ends at once: alarms tell their people again. It stays in the
        list with its reason.
      </p>
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

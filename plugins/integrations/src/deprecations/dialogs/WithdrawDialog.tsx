import { TextAreaField } from '@backstage/ui';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { mayManage } from '../endingPermits';
import { useWithdrawEnding } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { isReason } from './isReason';
import styles from './dialogs.module.css';

/** Takes an ending back, with the reason. */
export function WithdrawDialog(props: {
  ending: EndingSummary;
  onClose: () => void;
}) {
  const { ending, onClose } = props;
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useWithdrawEnding(ending.id);
  return (
    <ActionDialog
      title={`Take back the end of ${ending.title}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Take it back',
        missing: isReason(reason) ? [] : ['the reason'],
        permitted: mayManage(ending, 'take its end back'),
        isPending,
        onPress: () => mutate(reason.trim(), { onSuccess: onClose }),
      }}
    >
      <p>It is active again, without an end date.</p>
      <TextAreaField
        className={styles.area}
        label="Reason"
        description="It stands in the history."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

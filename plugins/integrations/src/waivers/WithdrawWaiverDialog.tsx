import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { nameOf } from './waiverWords';
import { useMayWithdraw } from './waiverPermits';
import { useWithdrawWaiver } from './useWaivers';

/** Takes a request back, or ends a waiver before its last day. */
export function WithdrawWaiverDialog(props: {
  waiver: Waiver;
  onClose: () => void;
}) {
  const { waiver, onClose } = props;
  const permitted = useMayWithdraw(waiver);
  const { mutate, isPending, error } = useWithdrawWaiver(waiver.id);
  return (
    <ActionDialog
      title={`Withdraw the waiver of ${nameOf(waiver)}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Withdraw it',
        permitted,
        isPending,
        onPress: () => mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>
        {waiver.title}.{' '}
        {waiver.state === 'approved'
          ? 'The exception ends now, and the check counts again.'
          : 'Nobody has to decide about it any more.'}
      </p>
    </ActionDialog>
  );
}

import { ChecklistVersion } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import { mayManage } from './checklistWords';
import { useDiscardChecklist } from './useChecklists';

/** Puts a draft away. */
export function DiscardDialog(props: {
  version: ChecklistVersion;
  onClose: () => void;
}) {
  const { version, onClose } = props;
  const { mutate, isPending, error } = useDiscardChecklist(version.version);
  return (
    <ActionDialog
      title={`Discard the draft ${version.version}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Discard it',
        permitted: mayManage(version, 'discard it'),
        isPending,
        onPress: () => mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>
        It stays in the list with its text, and can’t be activated any more.
      </p>
    </ActionDialog>
  );
}

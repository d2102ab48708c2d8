import { TextAreaField } from '@backstage/ui';
import { Finding } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { utcDay } from '../shared/days';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { OwnerField } from '../shared/OwnerField';
import { mayChange } from './reviewPermits';
import { useChangeFinding } from './useReviews';

/** Gives a finding another owner or date, with the reason. */
export function ChangeFindingDialog(props: {
  finding: Finding;
  onClose: () => void;
}) {
  const { finding, onClose } = props;
  const today = utcDay(useNow());
  const [ownerRef, setOwnerRef] = useState<string | undefined>(
    finding.ownerRef,
  );
  const [dueOn, setDueOn] = useState(finding.dueOn);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useChangeFinding(finding.id);
  const isSame = ownerRef === finding.ownerRef && dueOn === finding.dueOn;
  return (
    <ActionDialog
      title="Change a finding"
      onClose={onClose}
      error={error}
      action={{
        label: 'Change it',
        missing: [
          ...(ownerRef ? [] : ['the owner']),
          ...(isSame ? ['another owner or date'] : []),
          ...(dueOn !== finding.dueOn && dueOn < today
            ? ['a day that is not past']
            : []),
          ...(reason.trim() ? [] : ['the reason']),
        ],
        permitted: mayChange(finding),
        isPending,
        onPress: () =>
          mutate(
            { ownerRef: ownerRef!, dueOn, reason: reason.trim() },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>{finding.title}</p>
      <OwnerField
        label="Owner"
        description="Who is to do it; they are reminded"
        value={ownerRef}
        onChange={setOwnerRef}
      />
      <DayField label="Due on" value={dueOn} min={today} onChange={setDueOn} />
      <TextAreaField
        className={shared.outlinedField}
        label="Reason"
        description="It stays with the finding."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

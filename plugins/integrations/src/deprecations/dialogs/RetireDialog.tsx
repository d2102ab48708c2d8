import { TextAreaField } from '@backstage/ui';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import shared from '../../shared/shared.module.css';
import { mayManage, mayOverride } from '../endingPermits';
import { useRetire } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { isReason } from './isReason';
import { readRetirementRefusal } from './readRetirementRefusal';
import { VerdictFindings } from './VerdictFindings';
import styles from './dialogs.module.css';

/**
 * Shows whether it is safe to retire, and retires it. Where it is not safe,
 * that takes an override with its reason.
 */
export function RetireDialog(props: {
  ending: EndingSummary;
  onClose: () => void;
}) {
  const { ending, onClose } = props;
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useRetire(ending.id);
  const refusal = readRetirementRefusal(error);
  const verdict = refusal ?? ending.verdict;
  const isSafe = verdict.answer === 'yes';
  const override = mayOverride(ending);
  const manage = mayManage(ending, 'retire it');
  const permitted = manage.isAllowed && !isSafe ? override : manage;
  const retire = () =>
    mutate(isSafe ? {} : { override: { reason: reason.trim() } }, {
      onSuccess: onClose,
    });
  return (
    <ActionDialog
      title={`Retire ${ending.title}?`}
      onClose={onClose}
      error={refusal ? undefined : error}
      action={{
        label: isSafe ? 'Retire' : 'Retire all the same',
        missing:
          isSafe || !permitted.isAllowed || isReason(reason)
            ? []
            : ['the reason to retire it all the same'],
        permitted,
        isPending,
        onPress: retire,
      }}
    >
      {refusal ? (
        <p role="alert" className={`${shared.strong} ${shared.failing}`}>
          It was refused, and is not retired: this is how it stands now.
        </p>
      ) : null}
      <VerdictFindings verdict={verdict} />
      <p>
        Once retired, nobody should use it any more, and who is seen to use it
        shows up as drift.
      </p>
      {isSafe ? null : (
        <TextAreaField
          className={styles.area}
          label="Reason to retire it all the same"
          description="It stands in the history and in the audit log."
          value={reason}
          maxLength={2000}
          isDisabled={!permitted.isAllowed}
          onChange={setReason}
        />
      )}
    </ActionDialog>
  );
}

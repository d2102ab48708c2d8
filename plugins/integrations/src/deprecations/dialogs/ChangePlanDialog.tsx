import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { mayManage } from '../endingPermits';
import { useChangeEnding } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { missingOf, toPlan, toPlanDraft } from './planDraft';
import { PlanFields } from './PlanFields';

/** Changes the date, the replacement or the note of an ending. */
export function ChangePlanDialog(props: {
  ending: EndingSummary;
  onClose: () => void;
}) {
  const { ending, onClose } = props;
  const { subject } = ending;
  const [plan, setPlan] = useState(() => toPlanDraft(ending));
  const { mutate, isPending, error } = useChangeEnding(ending.id);
  return (
    <ActionDialog
      title={`Change the end of ${ending.title}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Save',
        missing: missingOf(plan, subject.contract),
        permitted: mayManage(ending, 'change its end'),
        isPending,
        onPress: () =>
          mutate(toPlan(plan, subject.contract), { onSuccess: onClose }),
      }}
    >
      <p>Its consumers are told of another date or another replacement.</p>
      <PlanFields subject={subject} value={plan} onChange={setPlan} />
    </ActionDialog>
  );
}

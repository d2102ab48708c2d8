import { TextAreaField } from '@backstage/ui';
import { integrationRegretAcknowledgePermission } from '@tieline/plugin-integrations-common';
import { Regret } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DialogButton } from '../shared/DialogButton';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { lackWords, Permitted } from '../shared/usePermitted';
import { nameOf, regretReasonWords } from './decisionWords';
import { useAcknowledgeRegret } from './useDecisions';

/** Whether the signed-in person may say that they know, and in words why not. */
export function mayAcknowledge(regret: Regret): Permitted {
  return regret.mayAcknowledge
    ? { isAllowed: true }
    : {
        isAllowed: false,
        reason: lackWords(
          integrationRegretAcknowledgePermission.name,
          'acknowledge it',
          regret.integration.ownerRef,
        ),
      };
}

function AcknowledgeRegretDialog(props: {
  regret: Regret;
  onClose: () => void;
}) {
  const { regret, onClose } = props;
  const now = useNow();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useAcknowledgeRegret(regret.id);
  return (
    <ActionDialog
      title={`Acknowledge it for ${nameOf(regret.integration)}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Acknowledge it',
        missing: reason.trim() ? [] : ['the note'],
        permitted: mayAcknowledge(regret),
        isPending,
        onPress: () =>
          mutate({ reason: reason.trim() }, { onSuccess: onClose }),
      }}
    >
      <p>
        {regret.decision.title}:{' '}
        {regret.reasons.map(one => regretReasonWords(one, now)).join('; ')}. It
        stays here until the decision holds again or there is a new one.
      </p>
      <TextAreaField
        className={shared.outlinedField}
        label="Note"
        description="What is done about it, or why nothing is."
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

/** Opens the dialog, for those who may acknowledge; it is there for everybody, with the reason. */
export function AcknowledgeButton(props: { regret: Regret }) {
  const { regret } = props;
  return regret.state === 'open' ? (
    <DialogButton
      permitted={mayAcknowledge(regret)}
      dialog={close => (
        <AcknowledgeRegretDialog regret={regret} onClose={close} />
      )}
    >
      Acknowledge…
    </DialogButton>
  ) : null;
}

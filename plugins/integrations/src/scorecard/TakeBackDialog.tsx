import {
  CheckOutcome,
  EvidenceRecord,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Permitted } from '../shared/usePermitted';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { useWithdrawAttestation } from './useToldEvidence';

/** Takes one's own attestation back. */
export function TakeBackDialog(props: {
  integration: IntegrationFacets;
  outcome: Pick<CheckOutcome, 'checkId' | 'title'>;
  attestation: EvidenceRecord;
  permitted: Permitted;
  onClose: () => void;
}) {
  const { integration, outcome, attestation, permitted, onClose } = props;
  const { mutate, isPending, error } = useWithdrawAttestation(
    integration,
    outcome.checkId,
  );
  return (
    <ActionDialog
      title="Take your attestation back?"
      onClose={onClose}
      error={error}
      action={{
        label: 'Take it back',
        permitted,
        isPending,
        onPress: () => mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>
        <b className={shared.strong}>{outcome.title}</b>. You attested:{' '}
        {attestation.value}
      </p>
      <p className={shared.muted}>
        It counts no more; the history of what was told keeps it.
      </p>
    </ActionDialog>
  );
}

import { integrationEvidenceAttestPermission } from '@tieline/plugin-integrations-common';
import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { useContext } from 'react';
import { usePermitted } from '../shared/usePermitted';
import { DialogButton } from '../shared/DialogButton';
import { useMyRef } from '../shared/queries';
import { AskForWaiverDialog } from '../waivers/AskForWaiverDialog';
import { useMayAsk } from '../waivers/waiverPermits';
import { AttestDialog } from './AttestDialog';
import { PastDayContext } from './PastDayContext';
import { TakeBackDialog } from './TakeBackDialog';
import { useAttestation } from './useToldEvidence';
import styles from './evidence.module.css';

interface ActionsProps {
  outcome: CheckOutcome;
  integration: IntegrationFacets;
}

/** Whether stating it could change the result. */
export function isToAttest({ attestable, result }: CheckOutcome): boolean {
  return (
    attestable === true && result !== 'pass' && result !== 'not-applicable'
  );
}

/** Whether it is open, and nobody has asked for an exception yet. */
function isToWaive({ result, waiver }: CheckOutcome): boolean {
  return (result === 'fail' || result === 'unmeasured') && !waiver;
}

function AttestButtons(props: ActionsProps) {
  const { outcome, integration } = props;
  const me = useMyRef();
  const attestation = useAttestation(integration, outcome.checkId, {
    enabled: outcome.attestable === true,
  });
  const permitted = usePermitted(
    integrationEvidenceAttestPermission,
    'attest it',
    { integrationRef: integration.entityRef },
  );
  return (
    <>
      {isToAttest(outcome) ? (
        <DialogButton
          isQuiet
          permitted={permitted}
          label={`Attest ${outcome.title}…`}
          dialog={close => (
            <AttestDialog
              integration={integration}
              outcome={outcome}
              permitted={permitted}
              onClose={close}
            />
          )}
        >
          Attest…
        </DialogButton>
      ) : null}
      {attestation && attestation.by === me ? (
        <DialogButton
          isQuiet
          permitted={permitted}
          label={`Take back your attestation of ${outcome.title}…`}
          dialog={close => (
            <TakeBackDialog
              integration={integration}
              outcome={outcome}
              attestation={attestation}
              permitted={permitted}
              onClose={close}
            />
          )}
        >
          Take back…
        </DialogButton>
      ) : null}
    </>
  );
}

function AskButton(props: ActionsProps) {
  const { outcome, integration } = props;
  const permitted = useMayAsk(integration.entityRef);
  return (
    <DialogButton
      isQuiet
      permitted={permitted}
      label={`Ask for a waiver of ${outcome.title}…`}
      dialog={close => (
        <AskForWaiverDialog
          subject={{
            entityRef: integration.entityRef,
            checkId: outcome.checkId,
            title: outcome.title,
          }}
          onClose={close}
        />
      )}
    >
      Ask for a waiver…
    </DialogButton>
  );
}

/** What a person can say or ask for about a check. */
export function CheckActions(props: ActionsProps) {
  const { outcome } = props;
  const isPast = useContext(PastDayContext);
  const isApplicable = outcome.result !== 'not-applicable';
  if (isPast) {
    return null;
  }
  return (
    <div className={styles.checkActions}>
      {outcome.attestable && isApplicable ? <AttestButtons {...props} /> : null}
      {isToWaive(outcome) ? <AskButton {...props} /> : null}
    </div>
  );
}

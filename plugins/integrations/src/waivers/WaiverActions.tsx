import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { PermittedButton } from '../shared/PermittedButton';
import { DialogButton } from '../shared/DialogButton';
import { withLocalTimes } from '../shared/format';
import shared from '../shared/shared.module.css';
import { AskForWaiverDialog } from './AskForWaiverDialog';
import { RefuseWaiverDialog } from './RefuseWaiverDialog';
import { useMayAsk, useMayDecide, useMayWithdraw } from './waiverPermits';
import { isOpen, isRenewable } from './waiverWords';
import { WithdrawWaiverDialog } from './WithdrawWaiverDialog';
import { useDecideWaiver } from './useWaivers';
import styles from './waivers.module.css';

/** Approves or refuses what waits, and says why not everybody can. */
function Decision(props: { waiver: Waiver }) {
  const { waiver } = props;
  const permitted = useMayDecide(waiver);
  const { mutate, isPending, error } = useDecideWaiver(waiver.id);
  return (
    <>
      {error ? (
        <p role="alert" className={`${shared.failing} ${styles.wide}`}>
          That did not work: {withLocalTimes(error.message)}
        </p>
      ) : null}
      <PermittedButton
        isPrimary
        permitted={permitted}
        isPending={isPending}
        onPress={() => mutate({ approved: true })}
      >
        Approve
      </PermittedButton>
      <DialogButton
        permitted={permitted}
        dialog={close => <RefuseWaiverDialog waiver={waiver} onClose={close} />}
      >
        Refuse…
      </DialogButton>
    </>
  );
}

/** What can be done with a waiver. */
export function WaiverActions(props: { waiver: Waiver }) {
  const { waiver } = props;
  const { integration, checkId, title } = waiver;
  const asking = useMayAsk(integration.entityRef);
  const withdrawing = useMayWithdraw(waiver);
  const deciding = useMayDecide(waiver);
  const isAsked = waiver.state === 'asked';
  const isRefused = waiver.state === 'refused';
  if (!isOpen(waiver) && !isRenewable(waiver) && !isRefused) {
    return null;
  }
  return (
    <section className={styles.section} aria-label="Decide">
      <div className={shared.actions}>
        {isAsked ? <Decision waiver={waiver} /> : null}
        {isRenewable(waiver) ? (
          <DialogButton
            permitted={asking}
            dialog={close => (
              <AskForWaiverDialog
                subject={{
                  entityRef: integration.entityRef,
                  checkId,
                  title,
                }}
                renewed={waiver}
                onClose={close}
              />
            )}
          >
            Renew…
          </DialogButton>
        ) : null}
        {isRefused ? (
          <DialogButton
            permitted={asking}
            dialog={close => (
              <AskForWaiverDialog
                subject={{
                  entityRef: integration.entityRef,
                  checkId,
                  title,
                }}
                reasonBefore={waiver.reason}
                onClose={close}
              />
            )}
          >
            Ask again…
          </DialogButton>
        ) : null}
        {isOpen(waiver) ? (
          <DialogButton
            permitted={withdrawing}
            dialog={close => (
              <WithdrawWaiverDialog waiver={waiver} onClose={close} />
            )}
          >
            Withdraw…
          </DialogButton>
        ) : null}
      </div>
      {isAsked && deciding.reason ? (
        <p className={`${shared.small} ${shared.muted}`}>{deciding.reason}</p>
      ) : null}
    </section>
  );
}

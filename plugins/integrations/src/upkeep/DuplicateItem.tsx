import { integrationDocumentManagePermission } from '@tieline/plugin-integrations-common';
import { SuspectedDuplicate } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { permittedIf } from '../improvement/improvementWords';
import { ReasonDialog } from '../improvement/ReasonDialog';
import { DialogButton } from '../shared/DialogButton';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { Owner } from '../shared/Owner';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { useDismissDuplicate, useRestoreDuplicate } from './useUpkeep';
import styles from './upkeep.module.css';

function DismissDialog(props: {
  duplicate: SuspectedDuplicate;
  onClose: () => void;
}) {
  const { duplicate, onClose } = props;
  const { mutate, isPending, error } = useDismissDuplicate(duplicate.id);
  return (
    <ReasonDialog
      title="Say that these are no duplicates?"
      label="Dismiss it"
      isPending={isPending}
      error={error}
      onConfirm={reason => mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      The suspicion goes from the list, and can be taken back. When another
      integration joins them, it is listed again.
    </ReasonDialog>
  );
}

function Decide({ duplicate }: { duplicate: SuspectedDuplicate }) {
  const { data, dismissal, mayDismiss } = duplicate;
  const restore = useRestoreDuplicate(duplicate.id);
  const permitted = permittedIf(
    mayDismiss,
    integrationDocumentManagePermission.name,
    dismissal ? 'take it back' : 'dismiss it',
  );
  return (
    <>
      {restore.error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {withLocalTimes(restore.error.message)}
        </p>
      ) : null}
      {dismissal ? (
        <PermittedButton
          permitted={permitted}
          showReason
          label={`Restore ${data}`}
          isPending={restore.isPending}
          onPress={() => restore.mutate()}
        >
          Restore
        </PermittedButton>
      ) : (
        <div>
          <DialogButton
            permitted={permitted}
            label={`Dismiss ${data}`}
            dialog={close => (
              <DismissDialog duplicate={duplicate} onClose={close} />
            )}
          >
            Dismiss…
          </DialogButton>
          {permitted.reason ? (
            <p className={`${shared.small} ${shared.muted}`}>
              {permitted.reason}
            </p>
          ) : null}
        </div>
      )}
    </>
  );
}

/** Integrations that may do the same, and whether somebody said that they don't. */
export function DuplicateItem(props: {
  duplicate: SuspectedDuplicate;
  now: Date;
}) {
  const { duplicate, now } = props;
  const { data, sourceRef, targetRef, integrations, dismissal } = duplicate;
  return (
    <li className={styles.item}>
      <h3>{data}</h3>
      <p>
        <EntityLink entityRef={sourceRef} /> →{' '}
        <EntityLink entityRef={targetRef} />
      </p>
      <ul aria-label={`Integrations with ${data}`}>
        {integrations.map(integration => (
          <li key={integration.entityRef}>
            <IntegrationLink
              integration={integration}
              className={shared.link}
            />
            , <Owner ownerRef={integration.ownerRef} />
            {integration.pattern ? `, ${integration.pattern}` : ''}
          </li>
        ))}
      </ul>
      {dismissal ? (
        <p className={shared.muted}>
          No duplicates, says <Publisher by={dismissal.by} />,{' '}
          <span title={formatInstant(dismissal.at)}>
            {formatMoment(dismissal.at, now)}
          </span>
          : {dismissal.reason}
        </p>
      ) : null}
      <Decide duplicate={duplicate} />
    </li>
  );
}

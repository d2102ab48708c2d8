import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { integrationContractOverridePermission } from '@tieline/plugin-integrations-common';
import {
  ContractId,
  ContractVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { EntityName } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { counted } from './contractWords';
import { VerdictHead } from './VerdictView';
import styles from './view.module.css';

/** As many reasons as a dialog has room for; "Check this text" shows all. */
const SHOWN = 5;

/** Shorter says nothing to those who are told. */
const SHORTEST_REASON = 3;

function Violations(props: { verdict: ContractVerdict }) {
  const { violations } = props.verdict;
  const rest = violations.length - SHOWN;
  return (
    <ul className={styles.reasons}>
      {violations.slice(0, SHOWN).map(({ message }, index) => (
        <li key={index}>{message}</li>
      ))}
      {rest > 0 ? (
        <li className={shared.muted}>
          and {rest} more: “Check this text” shows each
        </li>
      ) : null}
    </ul>
  );
}

/** Whom an incompatible version is told to. */
function ToldOwners(props: { verdict: ContractVerdict }) {
  const { consumers } = props.verdict;
  const owners = [
    ...new Set(consumers.flatMap(({ ownerRef }) => ownerRef ?? [])),
  ];
  const without = consumers.filter(({ ownerRef }) => !ownerRef).length;
  return (
    <p>
      {owners.length ? (
        <>
          These owners are told at once:{' '}
          {owners.map((ref, index) => (
            <span key={ref} className={shared.strong}>
              {index ? ', ' : ''}
              <EntityName entityRef={ref} />
            </span>
          ))}
          .
        </>
      ) : (
        'No declared consumer has an owner who could be told.'
      )}
      {owners.length && without
        ? ` ${counted(without, 'integration')} without an owner: nobody is told.`
        : ''}
    </p>
  );
}

/** Shows the verdict, and asks before a version is published. */
export function PublishDialog(props: {
  contract: ContractId;
  verdict: ContractVerdict;
  isPending: boolean;
  /** @param reason - of an override */
  onPublish: (reason: string | undefined) => void;
  onClose: () => void;
}) {
  const { contract, verdict, isPending, onPublish, onClose } = props;
  const override = usePermitted(
    integrationContractOverridePermission,
    'publish an incompatible version',
    contract,
  );
  const [reason, setReason] = useState('');
  const isRefused = !verdict.compatible;
  const isFirst = verdict.comparedWith.length === 0 && !isRefused;
  const mayPublish =
    !isRefused ||
    (override.isAllowed && reason.trim().length >= SHORTEST_REASON);
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(600px, 100vw - 32px)"
    >
      <DialogHeader>
        {isRefused ? 'It breaks its contract' : 'Publish this version?'}
      </DialogHeader>
      <DialogBody>
        <div className={`${shared.tab} ${shared.stack}`}>
          {isFirst ? (
            <p>There is no earlier version to compare it with.</p>
          ) : (
            <VerdictHead verdict={verdict} />
          )}
          {verdict.violations.length ? <Violations verdict={verdict} /> : null}
          {isRefused ? (
            <>
              <ToldOwners verdict={verdict} />
              <TextAreaField
                className={styles.outlined}
                label="Reason to publish it all the same"
                description="It stands beside the version, and in what the owners are told."
                value={reason}
                maxLength={2000}
                isDisabled={!override.isAllowed}
                onChange={setReason}
              />
              {override.reason ? (
                <p className={`${shared.small} ${shared.muted}`}>
                  {override.reason}
                </p>
              ) : null}
            </>
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          isDisabled={!mayPublish}
          isPending={isPending}
          onPress={() => onPublish(isRefused ? reason.trim() : undefined)}
        >
          {isRefused ? 'Publish all the same' : 'Publish'}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

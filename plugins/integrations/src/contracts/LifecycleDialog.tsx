import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import {
  Contract,
  ContractId,
  ContractVersion,
  VersionLifecycle,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { formatAge } from '../shared/format';
import { InstantField } from '../shared/InstantField';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { IntegrationRefLink } from './IntegrationRefLink';
import { useChangeLifecycle } from './useContracts';

export type LifecycleStep = VersionLifecycle['state'];

const WORDS: Record<
  LifecycleStep,
  { title: string; what: string; button: string }
> = {
  deprecated: {
    title: 'Deprecate',
    what: 'It stays usable until its end date; its consumers see that it ends.',
    button: 'Deprecate',
  },
  retired: {
    title: 'Retire',
    what: 'It counts as ended: nobody should use it any more, and who is seen to use it shows up as drift.',
    button: 'Retire',
  },
  active: {
    title: 'Take back the end of',
    what: 'It is active again, without an end date.',
    button: 'Make it active',
  },
};

/** Who was seen to use the version in the last 30 days. */
function StillInUse(props: { contract: Contract; version: string }) {
  const now = useNow();
  const users = props.contract.consumers.flatMap(consumer =>
    consumer.versions
      .filter(({ version }) => version === props.version)
      .map(({ lastSeenAt }) => ({ ...consumer, lastSeenAt })),
  );
  return users.length ? (
    <div>
      <p className={shared.strong}>Seen in use in the last 30 days by:</p>
      <ul>
        {users.map(({ integrationRef, title, data, lastSeenAt }) => (
          <li key={`${integrationRef} ${data} ${lastSeenAt}`}>
            <IntegrationRefLink entityRef={integrationRef} title={title} />{' '}
            <span className={shared.muted}>
              {formatAge(lastSeenAt, now)} ago
            </span>
          </li>
        ))}
      </ul>
    </div>
  ) : (
    <p className={shared.muted}>
      No declared consumer was seen to use it in the last 30 days.
    </p>
  );
}

/** Asks before a version's state is changed, and who still uses it. */
export function LifecycleDialog(props: {
  contract: Contract;
  id: ContractId;
  version: ContractVersion;
  step: LifecycleStep;
  onClose: () => void;
}) {
  const { contract, id, version, step, onClose } = props;
  const words = WORDS[step];
  const [sunset, setSunset] = useState('');
  const [replacement, setReplacement] = useState('');
  const { mutate, isPending, error } = useChangeLifecycle(id);
  const change = () =>
    mutate(
      {
        version: version.version,
        lifecycle: {
          state: step,
          ...(step === 'deprecated' &&
            sunset && { sunsetAt: new Date(sunset).toISOString() }),
          ...(step === 'deprecated' &&
            replacement.trim() && { replacement: replacement.trim() }),
        },
      },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(520px, 100vw - 32px)"
    >
      <DialogHeader>
        {words.title} {version.version}?
      </DialogHeader>
      <DialogBody>
        <div className={`${shared.tab} ${shared.stack}`}>
          <p>{words.what}</p>
          {step === 'deprecated' ? (
            <>
              <InstantField
                label="End date (sunset)"
                value={sunset}
                onChange={setSunset}
              />
              <TextField
                className={shared.outlinedField}
                label="Replacement"
                description="A version of this contract, or what to use instead"
                value={replacement}
                maxLength={500}
                onChange={setReplacement}
              />
            </>
          ) : null}
          {step === 'active' ? null : (
            <StillInUse contract={contract} version={version.version} />
          )}
          {error ? (
            <p role="alert" className={shared.failing}>
              That did not work: {error.message}
            </p>
          ) : null}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button isPending={isPending} onPress={change}>
          {words.button}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

import { TextField } from '@backstage/ui';
import { integrationContractManagePermission } from '@tieline/plugin-integrations-common';
import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useId, useState } from 'react';
import { Card } from '../shared/Frame';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { usePermitted } from '../shared/usePermitted';
import { MODES, modeMeaning, POLICIES, policyMeaning } from './contractWords';
import { GuaranteeFields } from './GuaranteeFields';
import { settingsChanges, SettingsDraft, toDraft } from './settingsChanges';
import { useChangeSettings } from './useContracts';
import styles from './view.module.css';

function SelectField<T extends string>(props: {
  label: string;
  options: ReadonlyArray<{ id: T; title: string }>;
  value: T;
  /** What the chosen one means. */
  meaning: string;
  isDisabled: boolean;
  onChange: (value: T) => void;
}) {
  const { label, options, value, meaning, isDisabled, onChange } = props;
  const id = useId();
  return (
    <div className={shared.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        aria-describedby={`${id}-meaning`}
        onChange={event =>
          onChange(options.find(option => option.id === event.target.value)!.id)
        }
      >
        {options.map(option => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
      <span id={`${id}-meaning`} className={`${shared.small} ${shared.muted}`}>
        {meaning}
      </span>
    </div>
  );
}

/** How a contract's next versions are judged, and what it promises besides its shape. */
export function SettingsTab(props: { contract: Contract; id: ContractId }) {
  const { contract, id } = props;
  const permitted = usePermitted(
    integrationContractManagePermission,
    'change how a contract is judged and what it guarantees',
    id,
  );
  const [draft, setDraft] = useState<SettingsDraft>(() => toDraft(contract));
  const { mutate, isPending, error, isSuccess, reset } = useChangeSettings(id);
  const isDisabled = !permitted.isAllowed;
  const changes = settingsChanges(contract, draft);
  const hasChanges = Object.keys(changes).length > 0;
  const change = (next: Partial<SettingsDraft>) => {
    reset();
    setDraft({ ...draft, ...next });
  };
  return (
    <Card title="Settings">
      <div className={styles.form}>
        <div className={styles.pair}>
          <SelectField
            label="Compatibility mode"
            options={MODES}
            value={draft.mode}
            meaning={modeMeaning(draft.mode)}
            isDisabled={isDisabled}
            onChange={mode => change({ mode })}
          />
          <SelectField
            label="Policy"
            options={POLICIES}
            value={draft.policy}
            meaning={policyMeaning(draft.policy)}
            isDisabled={isDisabled}
            onChange={policy => change({ policy })}
          />
        </div>
        <p className={`${shared.small} ${shared.muted}`}>
          Both hold for the next versions; verdicts that were given stay.
        </p>
        <div className={styles.pair}>
          <TextField
            className={shared.outlinedField}
            label="Title"
            description="What people call it"
            maxLength={200}
            isDisabled={isDisabled}
            value={draft.title}
            onChange={title => change({ title })}
          />
          <TextField
            className={shared.outlinedField}
            label="Provider"
            description="Full reference, such as group:default/fulfilment"
            maxLength={500}
            isDisabled={isDisabled}
            value={draft.ownerRef}
            onChange={ownerRef => change({ ownerRef })}
          />
        </div>
        <h3>Guarantees</h3>
        <p className={`${shared.small} ${shared.muted}`}>
          What is saved here goes before the text’s own section
          x-tieline-guarantees.
        </p>
        <GuaranteeFields
          value={draft.guarantees}
          isDisabled={isDisabled}
          onChange={guarantees => change({ guarantees })}
        />
        <PermittedButton
          permitted={permitted}
          isPrimary
          isDisabled={!hasChanges}
          isPending={isPending}
          showReason
          onPress={() =>
            mutate(changes, { onSuccess: saved => setDraft(toDraft(saved)) })
          }
        >
          Save
        </PermittedButton>
        <p role="status">{isSuccess ? 'Saved.' : ''}</p>
        {error ? (
          <p role="alert" className={shared.failing}>
            That did not work: {error.message}
          </p>
        ) : null}
      </div>
    </Card>
  );
}

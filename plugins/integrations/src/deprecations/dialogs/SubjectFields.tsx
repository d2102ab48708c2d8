import {
  ContractId,
  EndingSubject,
} from '@tieline/plugin-integrations-common/contracts';
import { ContractField } from '../../contracts/ContractField';
import { Segments } from '../../shared/Segments';
import { IntegrationField } from './IntegrationField';
import { VersionField } from './VersionField';
import styles from './dialogs.module.css';

/** What ends, while it is chosen. */
export interface SubjectDraft {
  kind: EndingSubject['kind'];
  contract?: ContractId;
  version: string;
  integrationRef?: string;
}

const KINDS: ReadonlyArray<{ id: EndingSubject['kind']; title: string }> = [
  { id: 'version', title: 'A contract version' },
  { id: 'integration', title: 'An integration' },
];

/** What ends as the API takes it; undefined where it is not said in full. */
export function toSubject(draft: SubjectDraft): EndingSubject | undefined {
  const { kind, contract, version, integrationRef } = draft;
  if (kind === 'integration') {
    return integrationRef ? { kind, integrationRef } : undefined;
  }
  return contract && version ? { kind, contract, version } : undefined;
}

/** A choice of what ends, by searching for it. */
export function SubjectFields(props: {
  value: SubjectDraft;
  onChange: (value: SubjectDraft) => void;
}) {
  const { value, onChange } = props;
  return (
    <>
      <div>
        <Segments
          label="What ends"
          options={KINDS}
          value={value.kind}
          onChange={kind => onChange({ ...value, kind })}
        />
      </div>
      {value.kind === 'version' ? (
        <div className={styles.pair}>
          <ContractField
            value={value.contract}
            onChange={contract => onChange({ ...value, contract, version: '' })}
          />
          <VersionField
            label="Version"
            contract={value.contract}
            value={value.version}
            onChange={version => onChange({ ...value, version })}
          />
        </div>
      ) : (
        <IntegrationField
          label="Integration"
          value={value.integrationRef}
          onChange={integrationRef => onChange({ ...value, integrationRef })}
        />
      )}
    </>
  );
}

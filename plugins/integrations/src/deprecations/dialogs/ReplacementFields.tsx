import { TextAreaField, TextField } from '@backstage/ui';
import { EndingSubject } from '@tieline/plugin-integrations-common/contracts';
import { ContractField } from '../../contracts/ContractField';
import shared from '../../shared/shared.module.css';
import { IntegrationField } from './IntegrationField';
import { ReplacementDraft, REPLACEMENTS } from './planDraft';
import { SelectField } from './SelectField';
import { VersionField } from './VersionField';
import styles from './dialogs.module.css';

interface ReplacementProps {
  subject: Partial<EndingSubject>;
  value: ReplacementDraft;
  onChange: (value: ReplacementDraft) => void;
}

/** What belongs to the chosen kind of replacement. */
function Details(props: ReplacementProps) {
  const { subject, value, onChange } = props;
  const change = (changes: Partial<ReplacementDraft>) =>
    onChange({ ...value, ...changes });
  switch (value.choice) {
    case 'same-contract':
      return (
        <VersionField
          label="Replacing version"
          contract={subject.contract}
          without={subject.version}
          value={value.version}
          onChange={version => change({ version })}
        />
      );
    case 'other-contract':
      return (
        <div className={styles.pair}>
          <ContractField
            label="Replacing contract"
            value={value.otherContract}
            onChange={otherContract =>
              change({ otherContract, otherVersion: '' })
            }
          />
          <VersionField
            label="Replacing version"
            contract={value.otherContract}
            value={value.otherVersion}
            onChange={otherVersion => change({ otherVersion })}
          />
        </div>
      );
    case 'integration':
      return (
        <IntegrationField
          label="Replacing integration"
          value={value.integrationRef}
          onChange={integrationRef => change({ integrationRef })}
        />
      );
    case 'other':
      return (
        <TextField
          className={shared.outlinedField}
          label="What replaces it"
          placeholder="The vendor’s API of 2027"
          value={value.text}
          maxLength={500}
          onChange={text => change({ text })}
        />
      );
    default:
      return (
        <TextAreaField
          className={styles.area}
          label="Why nothing replaces it"
          value={value.reason}
          maxLength={2000}
          onChange={reason => change({ reason })}
        />
      );
  }
}

/** What to use instead of what ends. */
export function ReplacementFields(props: ReplacementProps) {
  const { subject, value, onChange } = props;
  return (
    <fieldset className={styles.group}>
      <SelectField
        label="Replacement"
        options={REPLACEMENTS.filter(
          ({ id }) => subject.kind === 'version' || id !== 'same-contract',
        )}
        value={value.choice}
        onChange={choice => onChange({ ...value, choice })}
      />
      <Details {...props} />
    </fieldset>
  );
}

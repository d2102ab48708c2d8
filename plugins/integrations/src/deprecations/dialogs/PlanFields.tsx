import { TextAreaField } from '@backstage/ui';
import { EndingSubject } from '@tieline/plugin-integrations-common/contracts';
import { InstantField } from '../../shared/InstantField';
import { PlanDraft } from './planDraft';
import { ReplacementFields } from './ReplacementFields';
import styles from './dialogs.module.css';

/** When something ends, what replaces it, and what its consumers have to do. */
export function PlanFields(props: {
  subject: Partial<EndingSubject>;
  value: PlanDraft;
  onChange: (value: PlanDraft) => void;
}) {
  const { subject, value, onChange } = props;
  return (
    <>
      <InstantField
        label="End date (sunset)"
        value={value.sunset}
        onChange={sunset => onChange({ ...value, sunset })}
      />
      <ReplacementFields
        subject={subject}
        value={value.replacement}
        onChange={replacement => onChange({ ...value, replacement })}
      />
      <TextAreaField
        className={styles.area}
        label="Migration note"
        description="What a consumer has to do, in Markdown. It stands in the announcement and on the consumers’ own pages."
        rows={5}
        value={value.note}
        maxLength={20_000}
        onChange={note => onChange({ ...value, note })}
      />
    </>
  );
}

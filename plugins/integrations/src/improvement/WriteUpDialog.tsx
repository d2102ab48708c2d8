import { MarkdownContent } from '@backstage/core-components';
import { TextAreaField } from '@backstage/ui';
import { Pilot, WriteUp } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { FieldError } from './FieldError';
import { OUTCOMES, refusedField } from './improvementWords';
import { useWriteUp } from './useImprovement';
import styles from './improvement.module.css';

const FIELDS = ['outcome', 'text'] as const;
const LOOKS = [
  { id: 'write', title: 'Write' },
  { id: 'preview', title: 'Preview' },
] as const;

/** Says what a pilot taught; the first write-up closes it. */
export function WriteUpDialog(props: { pilot: Pilot; onClose: () => void }) {
  const { pilot, onClose } = props;
  const { writeUp } = pilot;
  const [outcome, setOutcome] = useState<WriteUp['outcome'] | undefined>(
    writeUp?.outcome,
  );
  const [text, setText] = useState(writeUp?.text ?? '');
  const [look, setLook] = useState<'write' | 'preview'>('write');
  const { mutate, isPending, error } = useWriteUp(pilot.id);
  const refused = refusedField(error, FIELDS);
  return (
    <ActionDialog
      title={writeUp ? 'Correct the write-up' : 'Write it up'}
      onClose={onClose}
      error={refused ? null : error}
      action={{
        label: writeUp ? 'Keep it' : 'Close the pilot with it',
        missing: [
          ...(outcome ? [] : ['how it went']),
          ...(text.trim() ? [] : ['the text']),
        ],
        isPending,
        onPress: () =>
          outcome &&
          mutate({ outcome, text: text.trim() }, { onSuccess: onClose }),
      }}
    >
      {writeUp ? null : (
        <p>It closes the pilot, and appears on the Practices page.</p>
      )}
      <fieldset className={styles.ticks}>
        <legend>How it went</legend>
        {OUTCOMES.map(({ id, title }) => (
          <label key={id} className={shared.row}>
            <input
              type="radio"
              name="outcome"
              checked={id === outcome}
              onChange={() => setOutcome(id)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <FieldError field="outcome" refused={refused} error={error} />
      <div>
        <Segments
          label="Text as"
          options={LOOKS}
          value={look}
          onChange={setLook}
        />
      </div>
      {look === 'write' ? (
        <TextAreaField
          className={shared.outlinedField}
          label="Text"
          description="Markdown: what was done, what came of it, what others should do."
          value={text}
          rows={10}
          maxLength={20000}
          onChange={setText}
        />
      ) : (
        <div className={styles.markdown}>
          <MarkdownContent content={text || '_Nothing is written yet._'} />
        </div>
      )}
      <FieldError field="text" refused={refused} error={error} />
    </ActionDialog>
  );
}

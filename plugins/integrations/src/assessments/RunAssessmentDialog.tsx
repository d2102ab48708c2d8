import { TextAreaField, TextField } from '@backstage/ui';
import { Assessment } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { onceDone } from '../shared/onceDone';
import shared from '../shared/shared.module.css';
import { Permitted } from '../shared/usePermitted';
import { useStartAssessment } from './useAssessments';

/** Runs the checklist for the whole portfolio, to freeze what it finds. */
export function RunAssessmentDialog(props: {
  permitted: Permitted;
  /** The one that failed, which it repeats. */
  repeated?: Assessment;
  onStarted: (assessment: Assessment) => void;
  onClose: () => void;
}) {
  const { permitted, repeated, onStarted, onClose } = props;
  const [title, setTitle] = useState(repeated?.title ?? '');
  const [note, setNote] = useState(repeated?.note ?? '');
  const { mutateAsync, isPending, error } = useStartAssessment();
  return (
    <ActionDialog
      title="Run an assessment"
      onClose={onClose}
      error={error}
      action={{
        label: 'Run it',
        permitted,
        isPending,
        onPress: () =>
          onceDone(
            mutateAsync({
              ...(title.trim() && { title: title.trim() }),
              ...(note.trim() && { note: note.trim() }),
            }),
            assessment => {
              onStarted(assessment);
              onClose();
            },
          ),
      }}
    >
      <p>
        The checklist runs for every integration, and what it finds is frozen
        with its evidence. Nothing of it changes later. One runs at a time.
      </p>
      <TextField
        className={shared.outlinedField}
        label="Title"
        description="“Assessment of” and the day, where it is left out."
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <TextAreaField
        className={shared.outlinedField}
        label="Note"
        description="What it is for. Optional."
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

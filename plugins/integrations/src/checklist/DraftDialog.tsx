import { TextField } from '@backstage/ui';
import { ChecklistVersion } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { TextDraftField } from '../contracts/TextDraftField';
import { useTextDraft } from '../contracts/useTextDraft';
import { ActionDialog } from '../shared/ActionDialog';
import { onceDone } from '../shared/onceDone';
import shared from '../shared/shared.module.css';
import { Permitted } from '../shared/usePermitted';
import { useDraftChecklist } from './useChecklists';

/** The backend takes a million characters, each of which has a byte at least. */
const LARGEST_CHECKLIST = 1_000_000;

/** Small, and changes nothing that hurts: it raises a weight and adds a check. */
export const EXAMPLE_DRAFT = `# Only what differs from the checklist that ships.
version: ours-1 # a name of your own
checks:
  - id: failure-drill # ships: only what changes
    weight: 5
  - id: own-coverage # new
    question: delivery
    title: Four of five lines are covered
    tests: What the pipeline says of its line coverage.
    needs: tested
    shelfLifeDays: 30
    weight: 2
    condition:
      facts.line-coverage: { $atLeast: 80 }
    nextStep:
      text: Push the coverage from CI
      command: tieline evidence push {ref} --fact line-coverage=81
`;

/** Sends a changed checklist as a draft; what is wrong with it is said with its line. */
export function DraftDialog(props: {
  permitted: Permitted;
  onDrafted: (version: ChecklistVersion) => void;
  onClose: () => void;
}) {
  const { permitted, onDrafted, onClose } = props;
  const draft = useTextDraft(EXAMPLE_DRAFT);
  const [note, setNote] = useState('');
  const { mutateAsync, isPending, error } = useDraftChecklist();
  return (
    <ActionDialog
      title="Draft a change of the checklist"
      onClose={onClose}
      error={error}
      action={{
        label: 'Draft it',
        missing: draft.text.trim() ? [] : ['the text'],
        permitted,
        isPending,
        onPress: () =>
          onceDone(
            mutateAsync({
              text: draft.text,
              activate: false,
              ...(note.trim() && { note: note.trim() }),
            }),
            version => {
              onDrafted(version);
              onClose();
            },
          ),
      }}
    >
      <p>
        A draft counts for nothing. It shows what it would change, and for whom;
        then somebody activates or discards it.
      </p>
      <TextDraftField
        label="Checklist (YAML or JSON)"
        draft={draft}
        largestBytes={LARGEST_CHECKLIST}
      />
      <TextField
        className={shared.outlinedField}
        label="Note"
        description="Why it changes. Optional."
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

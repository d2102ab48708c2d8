import { ChecklistVersionDetail } from '@tieline/plugin-integrations-common/governance';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { mayManage, previewWords } from './checklistWords';
import { useActivateChecklist } from './useChecklists';

/** What is known of the consequences, which may be nothing. */
function Consequences({ detail }: { detail: ChecklistVersionDetail }) {
  const { preview, checklist, state } = detail;
  if (state === 'past') {
    return (
      <p className={shared.unknown}>
        Unknown whom it changes: only a draft is evaluated beforehand. To see it
        first, copy its text and draft it under another name.
      </p>
    );
  }
  if (preview?.state !== 'done') {
    return (
      <p className={shared.unknown}>
        {preview?.state === 'running'
          ? `Unknown whom it changes: only ${preview.done} of ${preview.total} integrations were evaluated by it so far.`
          : 'Unknown whom it changes: the integrations were not evaluated by it.'}
      </p>
    );
  }
  const moved = (preview.questions ?? []).filter(
    ({ before, after }) => before !== after,
  );
  const titleOf = (id: string) =>
    checklist.questions.find(question => question.id === id)?.title ?? id;
  return (
    <>
      <p>{previewWords(preview)}</p>
      {moved.length ? (
        <ul aria-label="Integrations answered yes">
          {moved.map(({ questionId, before, after }) => (
            <li key={questionId}>
              {titleOf(questionId)}: {before} yes before, {after} after
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** Lets a version count, after repeating whom that changes. */
export function ActivateDialog(props: {
  detail: ChecklistVersionDetail;
  onClose: () => void;
}) {
  const { detail, onClose } = props;
  const { version, comparedWith } = detail;
  const { mutate, isPending, error } = useActivateChecklist(version);
  return (
    <ActionDialog
      title={`Activate the checklist ${version}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Activate it',
        permitted: mayManage(detail, 'activate it'),
        isPending,
        onPress: () => mutate(undefined, { onSuccess: onClose }),
      }}
    >
      <p>
        It takes the place of {comparedWith} for everybody, and everything is
        judged by it from now on. Results from before keep the version that they
        were judged by.
      </p>
      <Consequences detail={detail} />
    </ActionDialog>
  );
}

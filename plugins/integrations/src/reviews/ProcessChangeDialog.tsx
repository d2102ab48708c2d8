import { TextAreaField, TextField } from '@backstage/ui';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { IntegrationLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { Permitted } from '../shared/usePermitted';
import { useMarkProcessChanged } from './useReviews';
import styles from './reviews.module.css';

/** Says that a business process changed, and which integrations are due because of it. */
export function ProcessChangeDialog(props: {
  permitted: Permitted;
  onClose: () => void;
}) {
  const { permitted, onClose } = props;
  const [process, setProcess] = useState('');
  const [note, setNote] = useState('');
  const { mutate, isPending, error, data } = useMarkProcessChanged();
  if (data) {
    return (
      <ActionDialog title={`${data.process} changed`} onClose={onClose}>
        {data.integrations.length ? (
          <>
            <p role="status">
              {data.integrations.length === 1
                ? 'One integration is due for a review:'
                : `${data.integrations.length} integrations are due for a review:`}
            </p>
            <ul aria-label="Due for a review" className={styles.named}>
              {data.integrations.map(integration => (
                <li key={integration.entityRef}>
                  <IntegrationLink
                    integration={integration}
                    className={shared.link}
                  />
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p role="status">
            No integration that you may read names this process in{' '}
            <code>spec.operations.processes</code>: none is due because of it.
          </p>
        )}
      </ActionDialog>
    );
  }
  return (
    <ActionDialog
      title="A business process changed"
      onClose={onClose}
      error={error}
      action={{
        label: 'Mark it changed',
        missing: [
          ...(process.trim() ? [] : ['the process']),
          ...(note.trim() ? [] : ['what changed']),
        ],
        permitted,
        isPending,
        onPress: () => mutate({ process: process.trim(), note: note.trim() }),
      }}
    >
      <p>
        Every integration that names the process is due for a review before its
        cadence, with your words as the reason.
      </p>
      <TextField
        className={shared.outlinedField}
        label="Process"
        description="As integrations name it in spec.operations.processes"
        value={process}
        maxLength={200}
        onChange={setProcess}
      />
      <TextAreaField
        className={shared.outlinedField}
        label="What changed"
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

import { TextAreaField, TextField } from '@backstage/ui';
import { Finding } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { isWebAddress } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { mayChange } from './reviewPermits';
import { useCompleteFinding } from './useReviews';

/** Says that a finding is done, and what shows it. */
export function CompleteFindingDialog(props: {
  finding: Finding;
  onClose: () => void;
}) {
  const { finding, onClose } = props;
  const [note, setNote] = useState('');
  const [href, setHref] = useState('');
  const { mutate, isPending, error } = useCompleteFinding(finding.id);
  const address = href.trim();
  return (
    <ActionDialog
      title="This finding is done"
      onClose={onClose}
      error={error}
      action={{
        label: 'It is done',
        missing: [
          ...(note.trim() ? [] : ['what was done']),
          ...(address && !isWebAddress(address)
            ? ['an address that begins with https:// or http://']
            : []),
        ],
        permitted: mayChange(finding),
        isPending,
        onPress: () =>
          mutate(
            { note: note.trim(), ...(address && { href: address }) },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>{finding.title}</p>
      <TextAreaField
        className={shared.outlinedField}
        label="What was done"
        value={note}
        maxLength={5000}
        onChange={setNote}
      />
      <TextField
        className={shared.outlinedField}
        label="What shows it"
        description="A link; may stay empty"
        value={href}
        maxLength={2000}
        onChange={setHref}
      />
    </ActionDialog>
  );
}

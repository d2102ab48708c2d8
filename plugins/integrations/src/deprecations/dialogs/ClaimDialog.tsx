import { Combobox, TextAreaField } from '@backstage/ui';
import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import shared from '../../shared/shared.module.css';
import { useClaimConsumer } from '../useEndings';
import { ActionDialog } from '../../shared/ActionDialog';
import { useOwners } from './useOwners';
import styles from './dialogs.module.css';

/** Says whose traffic it is that nobody can be named for. */
export function ClaimDialog(props: {
  ending: EndingSummary;
  consumer: EndingConsumer;
  onClose: () => void;
}) {
  const { ending, consumer, onClose } = props;
  const [term, setTerm] = useState('');
  const [ownerRef, setOwnerRef] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const owners = useOwners(term);
  const { mutate, isPending, error } = useClaimConsumer(ending.id, consumer.id);
  return (
    <ActionDialog
      title={`Whose traffic is ${consumer.name}?`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Claim it',
        missing: ownerRef ? [] : ['the owner'],
        isPending,
        onPress: () =>
          mutate(
            { ownerRef: ownerRef!, note: note.trim() || undefined },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        It uses {ending.title}, and nothing in the catalog says who it is. Its
        owner is told from now on, and has to agree like every other consumer.
      </p>
      <Combobox
        className={shared.outlinedField}
        label="Owner"
        options={owners}
        search={{ mode: 'server', inputValue: term, onInputChange: setTerm }}
        value={ownerRef}
        onChange={key => setOwnerRef(key === null ? null : String(key))}
      />
      <TextAreaField
        className={styles.area}
        label="Note"
        description="What it is and where it runs; may stay empty"
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

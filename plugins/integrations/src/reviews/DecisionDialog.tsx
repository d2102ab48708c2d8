import { TextAreaField } from '@backstage/ui';
import {
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { onceDone } from '../shared/onceDone';
import shared from '../shared/shared.module.css';
import { mayHold } from './reviewPermits';
import { useDispose } from './useReviews';

/** Decides about an item, in words that stay with the review. */
export function DecisionDialog(props: {
  review: ReviewDetail;
  item: ReviewItem;
  onDone: () => void;
  onClose: () => void;
}) {
  const { review, item, onDone, onClose } = props;
  const [note, setNote] = useState('');
  const { mutateAsync, isPending, error } = useDispose(review.id, item.id);
  return (
    <ActionDialog
      title={`Decide: ${item.title}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Record it',
        missing: note.trim() ? [] : ['the decision'],
        permitted: mayHold(review.mayHold, review),
        isPending,
        onPress: () =>
          onceDone(mutateAsync({ kind: 'decision', note: note.trim() }), () => {
            onDone();
            onClose();
          }),
      }}
    >
      <TextAreaField
        className={shared.outlinedField}
        label="Decision"
        description="What was decided, and why. It stands in the minutes."
        value={note}
        maxLength={5000}
        onChange={setNote}
      />
    </ActionDialog>
  );
}

import { TextAreaField, TextField } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import shared from '../shared/shared.module.css';
import { mayHold } from './reviewPermits';
import { useAddReviewItem } from './useReviews';

/** Puts something on the agenda that nothing measures. */
export function AddItemDialog(props: {
  review: ReviewDetail;
  onClose: () => void;
}) {
  const { review, onClose } = props;
  const [title, setTitle] = useState('');
  const [detail, setDetail] = useState('');
  const { mutate, isPending, error } = useAddReviewItem(review.id);
  return (
    <ActionDialog
      title="Add an item"
      onClose={onClose}
      error={error}
      action={{
        label: 'Add it',
        missing: title.trim() ? [] : ['the title'],
        permitted: mayHold(review.mayHold, review),
        isPending,
        onPress: () =>
          mutate(
            {
              title: title.trim(),
              ...(detail.trim() && { detail: detail.trim() }),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>It has to be dispositioned like every other one.</p>
      <TextField
        className={shared.outlinedField}
        label="Title"
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <TextAreaField
        className={shared.outlinedField}
        label="More about it"
        description="May stay empty"
        value={detail}
        maxLength={5000}
        onChange={setDetail}
      />
    </ActionDialog>
  );
}

import { TextAreaField } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { DayField } from '../shared/DayField';
import { formatDate, laterDay } from '../shared/days';
import shared from '../shared/shared.module.css';
import { useNow } from '../shared/useNow';
import { mayHold } from './reviewPermits';
import { subjectWords } from './reviewWords';
import { useSignReview } from './useReviews';

/** Signs a review: it is closed, and the next one has its date. */
export function SignDialog(props: {
  review: ReviewDetail;
  onClose: () => void;
}) {
  const { review, onClose } = props;
  const { proposedNextReviewOn = '', latestNextReviewOn: latest } = review;
  const now = useNow();
  const [note, setNote] = useState('');
  const [next, setNext] = useState(proposedNextReviewOn);
  const { mutate, isPending, error } = useSignReview(review.id);
  const isPossible =
    !next || (next >= laterDay(now, 1) && (!latest || next <= latest));
  return (
    <ActionDialog
      title={`Sign the review of ${subjectWords(review)}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Sign it',
        missing: isPossible
          ? []
          : [
              latest
                ? `a day from tomorrow to ${formatDate(latest, now)}`
                : 'a day later than today',
            ],
        permitted: mayHold(review.mayHold, review),
        isPending,
        onPress: () =>
          mutate(
            {
              ...(note.trim() && { note: note.trim() }),
              ...(next && { nextReviewOn: next }),
            },
            { onSuccess: onClose },
          ),
      }}
    >
      <p>
        Your name and the time stand under the minutes, and nothing of the
        review can be changed any more.
      </p>
      <TextAreaField
        className={shared.outlinedField}
        label="Note"
        description="May stay empty"
        value={note}
        maxLength={5000}
        onChange={setNote}
      />
      <DayField
        label="Next review on"
        description={
          latest
            ? `Not later than ${formatDate(latest, now)}: that is what its cadence allows.`
            : undefined
        }
        isOptional
        value={next}
        min={laterDay(now, 1)}
        max={latest}
        onChange={setNext}
      />
    </ActionDialog>
  );
}

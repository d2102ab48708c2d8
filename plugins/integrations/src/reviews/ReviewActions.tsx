import { Button } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { ReasonDialog } from '../improvement/ReasonDialog';
import { DialogButton } from '../shared/DialogButton';
import { PrintIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { mayHold } from './reviewPermits';
import { subjectWords, unsignableBecause } from './reviewWords';
import { SignDialog } from './SignDialog';
import { useCancelReview } from './useReviews';

function CancelDialog(props: { review: ReviewDetail; onClose: () => void }) {
  const { review, onClose } = props;
  const { mutate, isPending, error } = useCancelReview(review.id);
  return (
    <ReasonDialog
      title={`Call the review of ${subjectWords(review)} off?`}
      label="Call it off"
      isPending={isPending}
      error={error}
      onConfirm={reason => mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      It counts as not held: what was due stays due. What was recorded so far
      stays readable.
    </ReasonDialog>
  );
}

/** Puts the review on paper. */
export function PrintButton() {
  return (
    <Button
      variant="secondary"
      className={shared.outlined}
      iconStart={<PrintIcon />}
      onPress={() => window.print()}
    >
      Print
    </Button>
  );
}

/** Closes a review: signed where nothing is open, or called off. */
export function ReviewActions(props: { review: ReviewDetail }) {
  const { review } = props;
  const permitted = mayHold(review.mayHold, review);
  const because = unsignableBecause(review);
  return (
    <>
      <DialogButton
        permitted={permitted}
        dialog={close => <CancelDialog review={review} onClose={close} />}
      >
        Cancel review…
      </DialogButton>
      <DialogButton
        isPrimary
        permitted={
          permitted.isAllowed && because
            ? { isAllowed: false, reason: because }
            : permitted
        }
        dialog={close => <SignDialog review={review} onClose={close} />}
      >
        Sign…
      </DialogButton>
    </>
  );
}

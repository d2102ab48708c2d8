import { ButtonLink } from '@backstage/ui';
import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { DialogButton } from '../shared/DialogButton';
import shared from '../shared/shared.module.css';
import { mayHold } from './reviewPermits';
import { subjectWords } from './reviewWords';
import { StartReviewDialog } from './StartReviewDialog';
import { useReviewHref } from './useReviewHref';

/** Begins a review, or goes on with the one that is open. */
export function StartReview(props: {
  due: DueReview;
  /** Where many stand below one another. */
  isQuiet?: boolean;
}) {
  const { due, isQuiet } = props;
  const hrefOf = useReviewHref();
  const subject = subjectWords(due);
  const openHref = due.openReviewId && hrefOf(due.openReviewId);
  if (openHref) {
    return (
      <ButtonLink
        href={openHref}
        variant={isQuiet ? 'tertiary' : 'secondary'}
        size={isQuiet ? 'small' : 'medium'}
        className={isQuiet ? shared.quiet : shared.outlined}
        aria-label={`Continue review of ${subject}`}
      >
        Continue review
      </ButtonLink>
    );
  }
  return (
    <DialogButton
      isQuiet={isQuiet}
      permitted={mayHold(due.mayHold, due)}
      label={`Start review… of ${subject}`}
      dialog={close => <StartReviewDialog due={due} onClose={close} />}
    >
      Start review…
    </DialogButton>
  );
}

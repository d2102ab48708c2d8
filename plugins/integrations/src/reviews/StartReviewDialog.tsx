import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { useState } from 'react';
import { ActionDialog } from '../shared/ActionDialog';
import { onceDone } from '../shared/onceDone';
import { useGoTo } from '../shared/useGoTo';
import { PeopleField } from '../shared/PeopleField';
import { mayHold } from './reviewPermits';
import { subjectWords } from './reviewWords';
import { useReviewHref } from './useReviewHref';
import { useOpenReview } from './useReviews';

/** Begins a review, whose agenda is written then, and goes to it. */
export function StartReviewDialog(props: {
  due: DueReview;
  onClose: () => void;
}) {
  const { due, onClose } = props;
  const [people, setPeople] = useState<string[]>([]);
  const { mutateAsync, isPending, error } = useOpenReview();
  const hrefOf = useReviewHref();
  const goTo = useGoTo();
  return (
    <ActionDialog
      title={`Review ${subjectWords(due)}`}
      onClose={onClose}
      error={error}
      action={{
        label: 'Start it',
        permitted: mayHold(due.mayHold, due),
        isPending,
        onPress: () =>
          onceDone(
            mutateAsync({
              ...(due.integration && { entityRef: due.integration.entityRef }),
              ...(people.length && { people }),
            }),
            ({ id }) => {
              onClose();
              const href = hrefOf(id);
              if (href) {
                goTo(href);
              }
            },
          ),
      }}
    >
      <p>
        Its agenda is written now, from what changed since the last review.
        Every item is dispositioned, then somebody signs.
      </p>
      <PeopleField people={people} onChange={setPeople} />
    </ActionDialog>
  );
}

import {
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { withLocalTimes } from '../shared/format';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { mayHold } from './reviewPermits';
import { useDispose, useReopenItem } from './useReviews';

/** What asks for more than a press. */
export type DialogKind = 'finding' | 'decision';

/** What can follow from the item, or its undoing. */
export function DispositionButtons(props: {
  review: ReviewDetail;
  item: ReviewItem;
  onOpen: (dialog: DialogKind) => void;
  onAct: () => void;
}) {
  const { review, item, onOpen, onAct } = props;
  const permitted = mayHold(review.mayHold, review);
  const fine = useDispose(review.id, item.id);
  const undo = useReopenItem(review.id, item.id);
  const error = fine.error ?? undo.error;
  return (
    <>
      {error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {withLocalTimes(error.message)}
        </p>
      ) : null}
      <div className={shared.actions}>
        {item.disposition ? (
          <PermittedButton
            isQuiet
            permitted={permitted}
            label={`Undo: ${item.title}`}
            isPending={undo.isPending}
            onPress={() => {
              onAct();
              undo.mutate();
            }}
          >
            Undo
          </PermittedButton>
        ) : (
          <>
            <PermittedButton
              permitted={permitted}
              label={`Fine: ${item.title}`}
              isPending={fine.isPending}
              onPress={() => {
                onAct();
                fine.mutate({ kind: 'fine' });
              }}
            >
              Fine
            </PermittedButton>
            <PermittedButton
              permitted={permitted}
              label={`Finding… ${item.title}`}
              onPress={() => onOpen('finding')}
            >
              Finding…
            </PermittedButton>
            <PermittedButton
              permitted={permitted}
              label={`Decision… ${item.title}`}
              onPress={() => onOpen('decision')}
            >
              Decision…
            </PermittedButton>
          </>
        )}
      </div>
    </>
  );
}

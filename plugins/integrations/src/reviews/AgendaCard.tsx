import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { DialogButton } from '../shared/DialogButton';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { AddItemDialog } from './AddItemDialog';
import { AgendaItem } from './AgendaItem';
import { mayHold } from './reviewPermits';
import { byLevel, progressWords } from './reviewWords';
import styles from './reviews.module.css';

function AgendaProgress(props: { review: ReviewDetail }) {
  const { items, openItems } = props.review;
  const done = items - openItems;
  const words = progressWords(props.review);
  return (
    <div className={shared.cardBody}>
      <div
        role="progressbar"
        aria-label="Agenda"
        aria-valuemin={0}
        aria-valuemax={items}
        aria-valuenow={done}
        aria-valuetext={words}
        className={shared.progress}
      >
        <span style={{ width: `${items ? (100 * done) / items : 0}%` }} />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>{words}</p>
    </div>
  );
}

/** What is to be talked about, worst first, and what follows from each. */
export function AgendaCard(props: {
  review: ReviewDetail;
  now: Date;
  isReadOnly: boolean;
}) {
  const { review, now, isReadOnly } = props;
  return (
    <Card
      title="Agenda"
      end={
        isReadOnly ? null : (
          <div className={styles.onScreen}>
            <DialogButton
              permitted={mayHold(review.mayHold, review)}
              dialog={close => (
                <AddItemDialog review={review} onClose={close} />
              )}
            >
              Add an item…
            </DialogButton>
          </div>
        )
      }
    >
      <AgendaProgress review={review} />
      {review.agenda.length ? (
        <ul aria-label="Agenda" className={styles.agenda}>
          {byLevel(review.agenda).map(item => (
            <AgendaItem
              key={item.id}
              review={review}
              item={item}
              now={now}
              isReadOnly={isReadOnly}
            />
          ))}
        </ul>
      ) : (
        <p className={`${shared.cardBody} ${shared.muted}`}>
          Nothing changed since the last review that anybody measures. Add what
          is on your mind.
        </p>
      )}
    </Card>
  );
}

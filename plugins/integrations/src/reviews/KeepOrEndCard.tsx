import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { DialogButton } from '../shared/DialogButton';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { KeepOrEndDialog } from './KeepOrEndDialog';
import { LookLabel } from '../shared/LookLabel';
import { mayHold } from './reviewPermits';
import { KEEP_OR_END } from './reviewWords';
import styles from './reviews.module.css';

function Decided(props: { review: ReviewDetail; now: Date }) {
  const { review, now } = props;
  const decided = review.keepOrEndDecision;
  if (!decided) {
    return (
      <p>
        <LookLabel look="unmeasured" title="not decided" />
      </p>
    );
  }
  const { decision, reason, endOn, replacement, by, at } = decided;
  const { title } = KEEP_OR_END.find(({ id }) => id === decision)!;
  return (
    <>
      <p>
        <b className={shared.strong}>{title}</b>
        {endOn ? ` on ${formatDate(endOn, now)}` : ''}
        {replacement ? `, replaced by ${replacement}` : ''}
      </p>
      <p className={styles.words}>{reason}</p>
      {decision === 'end' && review.integration ? (
        <p className={styles.look}>
          Announce that on the page of{' '}
          <IntegrationLink
            integration={review.integration}
            className={shared.link}
          />
          , so that its users are told.
        </p>
      ) : null}
      <p className={`${shared.small} ${shared.muted}`}>
        <Publisher by={by} />{' '}
        <time dateTime={at} title={formatInstant(at)}>
          {formatMoment(at, now)}
        </time>
      </p>
    </>
  );
}

/** Whether the integration stays: every review decides that. */
export function KeepOrEndCard(props: {
  review: ReviewDetail;
  now: Date;
  isReadOnly: boolean;
}) {
  const { review, now, isReadOnly } = props;
  if (!review.mustDecide && !review.keepOrEndDecision) {
    return null;
  }
  return (
    <Card title="Keep, change or end">
      <div className={`${shared.cardBody} ${styles.form}`}>
        <div>
          <Decided review={review} now={now} />
        </div>
        {isReadOnly ? null : (
          <DialogButton
            permitted={mayHold(review.mayHold, review)}
            dialog={close => (
              <KeepOrEndDialog review={review} onClose={close} />
            )}
          >
            {review.keepOrEndDecision ? 'Decide anew…' : 'Decide…'}
          </DialogButton>
        )}
      </div>
    </Card>
  );
}

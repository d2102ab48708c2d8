import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { Card } from '../shared/Frame';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import styles from './reviews.module.css';

/** Who did what, the first first; each step leads to how it was then. */
export function TrailCard(props: {
  review: ReviewDetail;
  now: Date;
  address: Address;
}) {
  const { review, now, address } = props;
  return (
    <Card title="Trail">
      <ol aria-label="Trail" className={`${shared.cardBody} ${styles.trail}`}>
        {review.trail.map(({ at, by, what }, index) => (
          <li key={index}>
            <button
              type="button"
              className={`${shared.inlineButton} ${styles.moment}`}
              title={`${formatInstant(at)}: show the review as it was then`}
              onClick={() => address.change({ asOf: at })}
            >
              {formatMoment(at, now)}
            </button>
            <span className={styles.words}>
              <Publisher by={by} /> {withLocalTimes(what)}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

import {
  Finding,
  ReviewDetail,
  ReviewItem,
} from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { EntityLink } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import shared from '../shared/shared.module.css';
import styles from './reviews.module.css';

const DISPOSED = { fine: 'Fine', finding: 'Finding', decision: 'Decision' };

function What(props: {
  disposition: NonNullable<ReviewItem['disposition']>;
  finding: Finding | undefined;
  now: Date;
}) {
  const { disposition, finding, now } = props;
  if (finding) {
    return (
      <>
        {' '}
        {finding.title}, <EntityLink entityRef={finding.ownerRef} />, due{' '}
        {formatDate(finding.dueOn, now)}.
      </>
    );
  }
  return <>{disposition.note ? ` ${disposition.note}` : ''}</>;
}

/** What followed from the item, and who said so. */
export function Disposition(props: {
  review: ReviewDetail;
  item: ReviewItem;
  now: Date;
}) {
  const { review, item, now } = props;
  const { disposition } = item;
  if (!disposition) {
    return null;
  }
  const { kind, by, at, findingId } = disposition;
  return (
    <p className={styles.disposition}>
      <span className={styles.words}>
        <b className={shared.strong}>{DISPOSED[kind]}.</b>
        <What
          disposition={disposition}
          finding={review.findings.find(({ id }) => id === findingId)}
          now={now}
        />
      </span>
      <span className={`${shared.small} ${shared.muted}`}>
        <Publisher by={by} />{' '}
        <time dateTime={at} title={formatInstant(at)}>
          {formatMoment(at, now)}
        </time>
      </span>
    </p>
  );
}

import { Link } from '@backstage/ui';
import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { formatDate } from '../shared/days';
import { IntegrationLink } from '../shared/EntityLink';
import { formatDay, formatInstant } from '../shared/format';
import { Owner } from '../shared/Owner';
import shared from '../shared/shared.module.css';
import { dueLook, dueWords } from './reviewWords';
import { useReviewHref } from './useReviewHref';
import styles from './reviews.module.css';

const LOOKS = {
  late: shared.failing,
  soon: shared.degraded,
  later: shared.muted,
};

/** When it is due, and how urgent that is. */
export function DueOn(props: { due: DueReview; now: Date }) {
  const { due, now } = props;
  const look = dueLook(due, now);
  return (
    <>
      <span className={shared.noWrap}>{formatDate(due.dueOn, now)}</span>
      <span
        className={`${shared.small} ${shared.block} ${LOOKS[look]} ${look === 'later' ? '' : shared.strong}`}
      >
        {dueWords(due, now)}
      </span>
    </>
  );
}

/** Why it is due before its cadence. */
export function EarlyReasons(props: { due: DueReview; now: Date }) {
  const { due, now } = props;
  return due.early.length ? (
    <ul
      aria-label="Why it is due early"
      className={`${shared.small} ${styles.reasons}`}
    >
      {due.early.map(({ kind, text, at }) => (
        <li key={`${kind} ${at}`}>
          {text}{' '}
          <time
            dateTime={at}
            title={formatInstant(at)}
            className={shared.muted}
          >
            {formatDay(at, now)}
          </time>
        </li>
      ))}
    </ul>
  ) : null;
}

/** Whose it is, and how much depends on it. */
export function DueSubject(props: { due: DueReview }) {
  const { integration } = props.due;
  return integration ? (
    <>
      <IntegrationLink
        integration={integration}
        className={`${shared.link} ${shared.strong}`}
      />
      <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
        <Owner ownerRef={integration.ownerRef} />,{' '}
        {integration.criticality ?? 'no'} criticality
      </span>
    </>
  ) : (
    <b className={shared.strong}>The portfolio</b>
  );
}

/** When it was reviewed last, with that review. */
export function LastReview(props: { due: DueReview; now: Date }) {
  const { lastReviewedOn, lastReviewId } = props.due;
  const hrefOf = useReviewHref();
  const href = lastReviewId && hrefOf(lastReviewId);
  if (!lastReviewedOn) {
    return <span className={shared.unmeasured}>never reviewed</span>;
  }
  const day = formatDate(lastReviewedOn, props.now);
  return href ? (
    <Link href={href} standalone className={shared.link}>
      {day}
    </Link>
  ) : (
    <>{day}</>
  );
}

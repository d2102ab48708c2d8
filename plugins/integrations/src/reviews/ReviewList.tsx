import { Link } from '@backstage/ui';
import { Review } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatDate } from '../shared/days';
import { formatInstant, formatMoment } from '../shared/format';
import { ListPager } from '../shared/ListPager';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { NothingHere } from './NothingHere';
import { PAGE_SIZE, toReviewsRequest } from './reviewsAddress';
import { ReviewStateLabel } from './ReviewStateLabel';
import { KEEP_OR_END, progressWords } from './reviewWords';
import { useReviewHref } from './useReviewHref';
import { useReviewList } from './useReviews';
import styles from './reviews.module.css';

function When(props: { at: string; now: Date }) {
  const { at, now } = props;
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {formatMoment(at, now)}
    </time>
  );
}

function Facts(props: { review: Review; now: Date }) {
  const { review, now } = props;
  const { openedAt, openedBy, signedAt, signedBy } = review;
  const kept = KEEP_OR_END.find(({ id }) => id === review.keepOrEnd);
  return (
    <p className={`${shared.small} ${shared.muted}`}>
      begun <When at={openedAt} now={now} /> by <Publisher by={openedBy} />
      {signedAt ? (
        <>
          , signed <When at={signedAt} now={now} /> by{' '}
          <Publisher by={signedBy} />
        </>
      ) : null}
      {kept ? `, decided: ${kept.title.toLocaleLowerCase('en-GB')}` : ''}
      {review.nextReviewOn
        ? `, next review ${formatDate(review.nextReviewOn, now)}`
        : ''}
    </p>
  );
}

function ReviewRow(props: { review: Review; now: Date }) {
  const { review, now } = props;
  const href = useReviewHref()(review.id);
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <h2 className={styles.name}>
          {href ? (
            <Link href={href} standalone className={shared.link}>
              {review.title}
            </Link>
          ) : (
            review.title
          )}
        </h2>
        <ReviewStateLabel state={review.state} />
      </div>
      {review.state === 'open' ? <p>{progressWords(review)}</p> : null}
      <Facts review={review} now={now} />
    </li>
  );
}

/** All reviews, those that are open first, then the newest. */
export function ReviewList(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const query = useReviewList(
    {
      ...toReviewsRequest(values, owner),
      limit: PAGE_SIZE,
      cursor: values.getAll('cursor').at(-1),
    },
    { enabled: isKnown },
  );
  return (
    <QueryState
      what="The reviews"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={6} heightPx={80} />
        </div>
      }
    >
      {page =>
        page.items.length ? (
          <section className={shared.card} aria-label="Reviews">
            <ul>
              {page.items.map(review => (
                <ReviewRow key={review.id} review={review} now={now} />
              ))}
            </ul>
            <ListPager address={address} next={page.pageInfo.nextCursor} />
          </section>
        ) : (
          <NothingHere view="reviews" address={address} />
        )
      }
    </QueryState>
  );
}

import { useRouteRefParams } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ReviewDetail } from '@tieline/plugin-integrations-common/governance';
import { reviewRouteRef } from '../routes';
import { PageFrame, PageHead } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { AgendaCard } from './AgendaCard';
import { AsOfField, asOfOf, PastNotice } from './AsOf';
import { KeepOrEndCard } from './KeepOrEndCard';
import { MinutesCard } from './MinutesCard';
import { PrintButton, ReviewActions } from './ReviewActions';
import { ReviewFindings } from './ReviewFindings';
import { Cover, ReviewFacts } from './ReviewHead';
import { unsignableBecause } from './reviewWords';
import { TrailCard } from './TrailCard';
import { useReviewsHref } from './useReviewHref';
import { useReview } from './useReviews';
import styles from './reviews.module.css';

function ReviewBody(props: {
  review: ReviewDetail;
  address: Address;
  asOf: string | undefined;
}) {
  const { review, address, asOf } = props;
  const now = useNow();
  const isOpen = review.state === 'open';
  const isReadOnly = !isOpen || asOf !== undefined;
  const because = isReadOnly ? undefined : unsignableBecause(review);
  return (
    <div className={styles.report}>
      <Cover review={review} asOf={asOf} />
      <PageHead
        title={review.title}
        actions={
          <>
            <PrintButton />
            {isReadOnly ? null : <ReviewActions review={review} />}
          </>
        }
      />
      {because ? (
        <p role="status" className={styles.because}>
          {because}
        </p>
      ) : null}
      <ReviewFacts review={review} now={now} />
      <AgendaCard review={review} now={now} isReadOnly={isReadOnly} />
      <KeepOrEndCard review={review} now={now} isReadOnly={isReadOnly} />
      <ReviewFindings review={review} now={now} isPast={asOf !== undefined} />
      {isOpen ? null : <MinutesCard review={review} />}
      <TrailCard review={review} now={now} address={address} />
      <div className={styles.onScreen}>
        <AsOfField key={asOf} address={address} now={now} />
      </div>
    </div>
  );
}

function UnknownReview(props: { asOf: string | undefined }) {
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>
        {props.asOf
          ? 'There was no such review then'
          : 'There is no such review'}
      </h2>
      <p>
        {props.asOf
          ? 'It was begun later: go back to now, and see when in its trail.'
          : 'It may be of an integration that you may not read.'}
      </p>
    </section>
  );
}

function ReviewById(props: { id: string }) {
  const { id } = props;
  const address = useAddress();
  const asOf = asOfOf(address.values);
  const query = useReview(id, asOf);
  const listHref = useReviewsHref()({ view: 'reviews' });
  const isUnknown =
    (query.error as { statusCode?: number } | null)?.statusCode === 404;
  return (
    <>
      {listHref ? (
        <div className={styles.back}>
          <Link href={listHref} standalone className={shared.link}>
            All reviews
          </Link>
        </div>
      ) : null}
      {asOf ? <PastNotice asOf={asOf} address={address} /> : null}
      {isUnknown && !query.data ? (
        <UnknownReview asOf={asOf} />
      ) : (
        <QueryState
          what="The review"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={8} heightPx={80} />
            </div>
          }
        >
          {review => (
            <ReviewBody review={review} address={address} asOf={asOf} />
          )}
        </QueryState>
      )}
    </>
  );
}

/** One review: its agenda while it is held, its record once it is signed. */
export function ReviewPage() {
  const { id } = useRouteRefParams(reviewRouteRef);
  return (
    <PageFrame title="Review">
      <ReviewById key={id} id={id} />
    </PageFrame>
  );
}

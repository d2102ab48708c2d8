import { DueReview } from '@tieline/plugin-integrations-common/governance';
import { ListPager } from '../shared/ListPager';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { DueOn, EarlyReasons, LastReview } from './DueCells';
import { DueTable } from './DueTable';
import { NothingHere } from './NothingHere';
import { isFiltered, PAGE_SIZE, toDueRequest } from './reviewsAddress';
import { cadenceWords, dueLead } from './reviewWords';
import { StartReview } from './StartReview';
import { useDueReviews } from './useReviews';
import styles from './reviews.module.css';

/** The whole architecture's own review, which stands above all others. */
function PortfolioReview(props: { due: DueReview; now: Date }) {
  const { due, now } = props;
  return (
    <section
      aria-labelledby="portfolio-review"
      className={`${shared.card} ${styles.portfolio}`}
    >
      <div>
        <h2 id="portfolio-review">The whole portfolio</h2>
        <p className={shared.muted}>
          {cadenceWords(due)}, last: <LastReview due={due} now={now} />
        </p>
        <EarlyReasons due={due} now={now} />
      </div>
      <div>
        <DueOn due={due} now={now} />
      </div>
      <StartReview due={due} />
    </section>
  );
}

/** What is to be reviewed, and by when: the calendar as a list. */
export function DueView(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const query = useDueReviews(
    {
      ...toDueRequest(values, owner),
      limit: PAGE_SIZE,
      cursor: values.getAll('cursor').at(-1),
    },
    { enabled: isKnown },
  );
  const isWhole = !isFiltered(values);
  return (
    <QueryState
      what="What is due"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={8} heightPx={64} />
        </div>
      }
    >
      {page => (
        <div className={shared.stack}>
          {page.items.length ? (
            <p className={shared.muted}>{dueLead(page)}</p>
          ) : null}
          {isWhole && page.portfolio ? (
            <PortfolioReview due={page.portfolio} now={now} />
          ) : null}
          {page.items.length ? (
            <section className={shared.card} aria-label="To review">
              <DueTable items={page.items} now={now} />
              <ListPager address={address} next={page.pageInfo.nextCursor} />
            </section>
          ) : (
            <NothingHere view="due" address={address} />
          )}
        </div>
      )}
    </QueryState>
  );
}

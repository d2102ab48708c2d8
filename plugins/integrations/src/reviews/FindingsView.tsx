import { ListPager } from '../shared/ListPager';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { FindingItem } from './FindingItem';
import { NothingHere } from './NothingHere';
import { PAGE_SIZE, toFindingsRequest } from './reviewsAddress';
import { useFindings } from './useReviews';

/** What reviews and drills found, overdue first. */
export function FindingsView(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const query = useFindings(
    {
      ...toFindingsRequest(values, owner),
      limit: PAGE_SIZE,
      cursor: values.getAll('cursor').at(-1),
    },
    { enabled: isKnown },
  );
  return (
    <QueryState
      what="The findings"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={6} heightPx={96} />
        </div>
      }
    >
      {page =>
        page.items.length ? (
          <div className={shared.stack}>
            <p className={shared.muted}>
              {page.overdue ? `${page.overdue} overdue` : 'None overdue'},{' '}
              {page.totalItems} in all. Their owners are reminded.
            </p>
            <section className={shared.card} aria-label="Findings">
              <h2 className={shared.hidden}>Findings</h2>
              <ul>
                {page.items.map(finding => (
                  <FindingItem key={finding.id} finding={finding} now={now} />
                ))}
              </ul>
              <ListPager address={address} next={page.pageInfo.nextCursor} />
            </section>
          </div>
        ) : (
          <NothingHere view="findings" address={address} />
        )
      }
    </QueryState>
  );
}

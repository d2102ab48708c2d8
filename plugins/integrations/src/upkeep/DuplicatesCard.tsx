import { CsvButton } from '../shared/CsvButton';
import { formatCount } from '../shared/format';
import { Card } from '../shared/Frame';
import { OwnerChoice, useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { DuplicateItem } from './DuplicateItem';
import { toDuplicateCsvRows } from './toDuplicateCsvRows';
import { useDuplicates } from './useUpkeep';
import styles from './upkeep.module.css';

/** Integrations that carry the same data between the same systems. */
export function DuplicatesCard({ address }: { address: Address }) {
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(address.values);
  const showsDismissed = address.values.get('dismissed') === 'true';
  const query = useDuplicates(
    { dismissed: showsDismissed, ...(owner && { owner }) },
    isKnown,
  );
  // What the filters before left is no answer to these.
  const items = query.isPlaceholderData ? [] : (query.data?.items ?? []);
  return (
    <Card
      title="Suspected duplicates"
      end={
        <span className={shared.actions}>
          <OwnerChoice address={address} />
          <button
            type="button"
            className={shared.chip}
            aria-pressed={showsDismissed}
            onClick={() =>
              address.change({
                dismissed: showsDismissed ? undefined : 'true',
              })
            }
          >
            dismissed{' '}
            {query.data ? (
              <span className={shared.muted}>
                {formatCount(query.data.dismissedItems)}
              </span>
            ) : null}
          </button>
          {items.length ? (
            <CsvButton
              name={
                showsDismissed
                  ? 'dismissed-duplicates.csv'
                  : 'suspected-duplicates.csv'
              }
              read={async () => toDuplicateCsvRows(items)}
            />
          ) : null}
        </span>
      }
    >
      <p className={styles.note}>
        {showsDismissed
          ? 'Somebody said that these are no duplicates, and why.'
          : 'They carry the same data from the same source to the same target. One of them may do.'}
      </p>
      <QueryState
        what="The suspected duplicates"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={120} />}
      >
        {list =>
          list.items.length ? (
            <>
              <ul aria-label="Suspected duplicates">
                {list.items.map(duplicate => (
                  <DuplicateItem
                    key={duplicate.id}
                    duplicate={duplicate}
                    now={now}
                  />
                ))}
              </ul>
              {list.totalItems > list.items.length ? (
                <p className={styles.note}>
                  {formatCount(list.items.length)} of{' '}
                  {formatCount(list.totalItems)} are shown. Choose an owner to
                  see the others.
                </p>
              ) : null}
            </>
          ) : (
            <p className={styles.note}>
              {showsDismissed
                ? 'Nobody dismissed any.'
                : 'None. The more integrations say which data they carry, the more can be found.'}
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}

import { CsvButton } from '../shared/CsvButton';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';
import { HowToBegin } from '../shared/HowToBegin';
import { PricesNote } from '../shared/PricesNote';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { groupingOf, GROUPINGS } from './costsAddress';
import { GroupTable } from './GroupTable';
import { toGroupCsvRows } from './toGroupCsvRows';
import { useRunCostGroups } from './useCosts';
import styles from './costs.module.css';

/** Costs added up by what the address says. */
export function GroupsView(props: { address: Address }) {
  const { values, change } = props.address;
  const grouping = groupingOf(values);
  const query = useRunCostGroups(grouping);
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Segments
          label="Added up by"
          options={GROUPINGS}
          value={grouping}
          onChange={by => change({ by: by === 'team' ? undefined : by })}
        />
        {query.data?.groups.length ? (
          <span className={styles.end}>
            <CsvButton
              name={`run-costs-by-${grouping}.csv`}
              read={async () => toGroupCsvRows(query.data)}
            />
          </span>
        ) : null}
      </div>
      <QueryState
        what="The costs of the groups"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={6} heightPx={56} />
          </div>
        }
      >
        {groups =>
          groups.groups.length ? (
            <>
              <PricesNote of={groups} />
              <section
                className={`${shared.card} ${styles.totals}`}
                aria-label="All together"
              >
                <span className={styles.total}>
                  {formatMoney(groups.total.expected, groups.currency)} a month
                </span>
                <span className={shared.muted}>
                  {formatMoneyRange(groups.total, groups.currency)}
                </span>
                {grouping === 'platform' ? (
                  <span className={shared.muted}>
                    An integration via several platforms counts for its first.
                  </span>
                ) : null}
              </section>
              <section className={shared.card} aria-label="Groups">
                <GroupTable groups={groups} grouping={grouping} />
              </section>
            </>
          ) : (
            <HowToBegin />
          )
        }
      </QueryState>
    </div>
  );
}

import { Button } from '@backstage/ui';
import { ReconsiderationPage } from '@tieline/plugin-integrations-common/governance';
import { formatMoment } from '../shared/format';
import { ListPager } from '../shared/ListPager';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { PricesNote } from '../shared/PricesNote';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { PAGE_SIZE } from './decisionsAddress';
import { reconsiderationLead } from './decisionWords';
import { ReconsiderationFilters } from './ReconsiderationFilters';
import {
  isNarrowed,
  NO_FILTERS,
  toReconsiderationsRequest,
} from './reconsiderationsAddress';
import { ReconsiderationTable } from './ReconsiderationTable';
import { useReconsiderations } from './useDecisions';
import styles from './decisions.module.css';

const COUNT_TITLES = [
  ['different', 'decided differently'],
  ['nearTie', 'as good as the first'],
  ['same', 'decided the same'],
  ['unknown', 'too little known'],
] as const;

function Summary(props: { page: ReconsiderationPage; now: Date }) {
  const { page, now } = props;
  const { counts, matrixVersion, comparedAt } = page;
  return (
    <section
      className={`${shared.card} ${styles.summary}`}
      aria-label="What the matrix says today"
    >
      <p className={shared.strong}>{reconsiderationLead(page)}</p>
      <dl className={styles.counts}>
        {COUNT_TITLES.map(([id, title]) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{counts[id]}</dd>
          </div>
        ))}
      </dl>
      <p className={`${shared.small} ${shared.muted}`}>
        Matrix {matrixVersion}
        {comparedAt ? `, as of ${formatMoment(comparedAt, now)}` : ''}. A total
        adds the lowest and the highest of each, so it is wider than it need be.
      </p>
    </section>
  );
}

function None(props: { address: Address }) {
  const { values, change } = props.address;
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {isNarrowed(values) ? (
        <>
          <h2>No integration matches</h2>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() => change(NO_FILTERS)}
          >
            Clear filters
          </Button>
        </>
      ) : (
        <>
          <h2>Nothing has been compared yet</h2>
          <p>
            Integrations are compared with the matrix once they are declared and
            their volume is known, by their profile or by telemetry. It takes a
            few minutes after a start.
          </p>
        </>
      )}
    </section>
  );
}

/** What the matrix says today of what is built, the greatest saving first. */
export function ReconsiderationsView(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const request = toReconsiderationsRequest(values, owner);
  const query = useReconsiderations(
    { ...request, limit: PAGE_SIZE, cursor: values.getAll('cursor').at(-1) },
    { enabled: isKnown },
  );
  return (
    <>
      <ReconsiderationFilters address={address} request={request} />
      <QueryState
        what="The comparison"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={6} heightPx={88} />
          </div>
        }
      >
        {page => (
          <div className={styles.stack}>
            <PricesNote of={page} />
            <Summary page={page} now={now} />
            {page.items.length ? (
              <section
                className={shared.card}
                aria-label="Integrations, the greatest saving first"
                aria-busy={query.isPlaceholderData}
              >
                <ReconsiderationTable
                  rows={page.items}
                  currency={page.currency}
                />
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              </section>
            ) : (
              <None address={address} />
            )}
          </div>
        )}
      </QueryState>
    </>
  );
}

import { Button } from '@backstage/ui';
import {
  AuditPage,
  ListAuditsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { Choice } from '../shared/Choice';
import { formatCount } from '../shared/format';
import { ListPager } from '../shared/ListPager';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { AuditItem } from './AuditItem';
import { leadOf, progressOf, STATES, statesOf } from './auditWords';
import { useAudits } from './useAudits';
import styles from './audits.module.css';

const PAGE_SIZE = 25;

function Filters(props: { page: AuditPage; address: Address }) {
  const { page, address } = props;
  const states = statesOf(address.values);
  // Another filter has other pages.
  const filter = (changes: AddressChanges) =>
    address.change({ ...changes, cursor: undefined });
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <Choice
        label="Quarter"
        all="the current one"
        options={page.quarters.map(id => ({ id, title: id }))}
        value={address.values.get('quarter')}
        onChange={quarter => filter({ quarter })}
      />
      <div role="group" aria-label="State" className={styles.chips}>
        {STATES.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={states.includes(id)}
            onClick={() =>
              filter({
                state: states.includes(id)
                  ? states.filter(one => one !== id)
                  : [...states, id],
              })
            }
          >
            {title}{' '}
            <span className={shared.muted}>
              {formatCount(page.counts[id] ?? 0)}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

function NoAudit(props: { page: AuditPage; address: Address }) {
  const { page, address } = props;
  const hasSample = Object.values(page.counts).some(count => count > 0);
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {hasSample ? (
        <>
          <p>No audit of {page.quarter} fits these filters.</p>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() =>
              address.change({ state: undefined, cursor: undefined })
            }
          >
            Clear filters
          </Button>
        </>
      ) : (
        <>
          <h2>No sample of {page.quarter}</h2>
          <p>
            In each quarter a sample of the passes is drawn within an hour of
            the first pass, for somebody outside the owning team to look at.
            Once a check passes, it begins.
          </p>
        </>
      )}
    </section>
  );
}

/** A quarter's sample, and how far it is. */
export function AuditSample({ address }: { address: Address }) {
  const { values } = address;
  const now = useNow();
  const states = statesOf(values);
  const quarter = values.get('quarter');
  const request: ListAuditsRequest = {
    ...(quarter && { quarter }),
    ...(states.length && { state: states }),
    limit: PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  };
  const query = useAudits(request);
  return (
    <QueryState
      what="The audits"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={5} heightPx={160} />
        </div>
      }
    >
      {page => {
        const { looked, total } = progressOf(page);
        return (
          <>
            {total ? (
              <div className={styles.progress}>
                <div
                  role="progressbar"
                  aria-label="Looked at"
                  aria-valuemin={0}
                  aria-valuemax={total}
                  aria-valuenow={looked}
                  aria-valuetext={`${looked} of ${total}`}
                  className={shared.progress}
                >
                  <span style={{ width: `${(100 * looked) / total}%` }} />
                </div>
                <p>{leadOf(page)}</p>
              </div>
            ) : null}
            <Filters page={page} address={address} />
            {page.items.length ? (
              <section className={shared.card} aria-label="Audits">
                <ul aria-label="Audits">
                  {page.items.map(audit => (
                    <AuditItem key={audit.id} audit={audit} now={now} />
                  ))}
                </ul>
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              </section>
            ) : (
              <NoAudit page={page} address={address} />
            )}
          </>
        );
      }}
    </QueryState>
  );
}

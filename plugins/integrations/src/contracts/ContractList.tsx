import { Button, ButtonLink } from '@backstage/ui';
import { ContractPage } from '@tieline/plugin-integrations-common/contracts';
import { PageHead } from '../shared/Frame';
import { PagerButtons } from '../shared/PagerButtons';
import { useMyOwnerRefs } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ResortBar } from '../shared/ResortBar';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { useStableOrder } from '../shared/useStableOrder';
import { ContractCards } from './ContractCards';
import { ContractExport } from './ContractExport';
import { ContractFilters } from './ContractFilters';
import {
  isFiltered,
  NO_FILTERS,
  PAGE_SIZE,
  SORTS,
  sortOf,
  toRequest,
} from './contractsAddress';
import { ContractTable } from './ContractTable';
import { counted } from './contractWords';
import { HowToBeginContracts } from './HowToBeginContracts';
import { useContracts } from './useContracts';
import { useContractsHref } from './useContractsHref';
import styles from './contracts.module.css';

function sortedBy(values: URLSearchParams): string {
  const isReversed = values.get('direction') === 'desc';
  const sort = sortOf(values);
  if (sort === 'verdict') {
    return isReversed ? 'sorted best first' : 'sorted worst first';
  }
  const title = SORTS.find(({ id }) => id === sort)!.title;
  return `sorted by ${title.toLocaleLowerCase('en-GB')}`;
}

function Rows(props: {
  page: ContractPage;
  isCurrent: boolean;
  address: Address;
}) {
  const { page, isCurrent, address } = props;
  const now = useNow();
  const isNarrow = useIsNarrow();
  const { rows, moved, resort } = useStableOrder(
    page.items,
    ({ id }) => String(id),
    address.values.toString(),
    isCurrent,
  );
  const cursors = address.values.getAll('cursor');
  const first = cursors.length * PAGE_SIZE;
  return (
    <div>
      <ResortBar moved={moved} onResort={resort} />
      <section className={shared.card} aria-label="Contracts">
        <div className={shared.cardHead}>
          <span>
            <b className={shared.strong}>
              {counted(page.totalItems, 'contract')}
            </b>{' '}
            <span className={shared.muted}>{sortedBy(address.values)}</span>
          </span>
          <span className={`${shared.small} ${shared.muted}`}>
            Verdict: whether the latest version keeps to its mode
          </span>
        </div>
        {isNarrow ? (
          <ContractCards contracts={rows} now={now} />
        ) : (
          <ContractTable contracts={rows} now={now} address={address} />
        )}
        {cursors.length || page.nextCursor ? (
          <nav className={styles.pager} aria-label="Pages">
            <span className={`${shared.small} ${shared.muted}`}>
              {first + 1}–{first + page.items.length} of {page.totalItems}
            </span>
            <span className={shared.row}>
              <PagerButtons
                address={address}
                cursors={cursors}
                next={page.nextCursor}
              />
            </span>
          </nav>
        ) : null}
      </section>
    </div>
  );
}

function NothingMatches(props: { address: Address }) {
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <p>No contract matches these filters.</p>
      <Button
        variant="secondary"
        className={shared.outlined}
        onPress={() => props.address.change(NO_FILTERS)}
      >
        Clear filters
      </Button>
    </section>
  );
}

/** Every contract, those that need somebody first. */
export function ContractList(props: { address: Address }) {
  const { address } = props;
  const { values } = address;
  const isNarrow = useIsNarrow();
  const href = useContractsHref();
  const mine = useMyOwnerRefs();
  const request = toRequest(values, mine);
  const query = useContracts({
    ...request,
    limit: PAGE_SIZE,
    cursor: values.getAll('cursor').at(-1),
  });
  const isEmpty = query.data?.totalItems === 0;
  const hasNone = isEmpty && !isFiltered(values);
  return (
    <>
      <PageHead
        title="Contracts"
        lead="What each API, event and file promises, with every version, and whether a change breaks anybody."
        actions={
          <>
            {hasNone ? null : <ContractExport request={request} />}
            <ButtonLink href={href({ view: 'check' })} variant="secondary">
              Check a text
            </ButtonLink>
            <ButtonLink href={href({ view: 'publish' })} variant="primary">
              Publish a contract
            </ButtonLink>
          </>
        }
      />
      {hasNone ? (
        <HowToBeginContracts />
      ) : (
        <>
          <ContractFilters page={query.data} address={address} />
          <QueryState
            what="The list of contracts"
            query={query}
            skeleton={
              <div className={shared.card}>
                <SkeletonRows rows={10} heightPx={isNarrow ? 184 : 57} />
              </div>
            }
          >
            {page =>
              page.totalItems ? (
                <Rows
                  page={page}
                  isCurrent={!query.isPlaceholderData}
                  address={address}
                />
              ) : (
                <NothingMatches address={address} />
              )
            }
          </QueryState>
        </>
      )}
    </>
  );
}

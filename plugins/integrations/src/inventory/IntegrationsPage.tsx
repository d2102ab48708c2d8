import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
} from '@backstage/ui';
import { IntegrationPage } from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { AddressSearch } from '../shared/AddressSearch';
import { CsvButton } from '../shared/CsvButton';
import { formatInstant, formatSecond } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { HowToBegin } from '../shared/HowToBegin';
import { FilterIcon } from '../shared/icons';
import { useIntegrations, useMyOwnerRefs } from '../shared/queries';
import { PagerButtons } from '../shared/PagerButtons';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import { ResortBar } from '../shared/ResortBar';
import { Address, useAddress } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useStableOrder } from '../shared/useStableOrder';
import shared from '../shared/shared.module.css';
import { COLUMNS } from './columns';
import { ColumnsMenu } from './ColumnsMenu';
import { Facets } from './Facets';
import {
  countFilters,
  isNeverMeasured,
  PAGE_SIZE,
  toRequest,
  viewChanges,
} from './filters';
import { IntegrationCards } from './IntegrationCards';
import { IntegrationTable } from './IntegrationTable';
import { isMatching } from './isMatching';
import { QuickViews } from './QuickViews';
import { toCsvRows } from './toCsvRows';
import styles from './inventory.module.css';

function ExportButton(props: { address: Address; mine: readonly string[] }) {
  const { address, mine } = props;
  const api = useApi(integrationGovernanceApiRef);
  return (
    <CsvButton
      name="integrations.csv"
      read={async () => {
        const request = toRequest(address.values, mine);
        const rows = await readAllPages(page =>
          api.listIntegrations({ ...request, ...page }),
        );
        return toCsvRows(rows.filter(row => isMatching(row, address.values)));
      }}
    />
  );
}

function Pager(props: { page: IntegrationPage; address: Address }) {
  const { page, address } = props;
  const cursors = address.values.getAll('cursor');
  if (isNeverMeasured(address.values)) {
    return null;
  }
  const first = cursors.length * PAGE_SIZE;
  const next = page.pageInfo.nextCursor;
  return (
    <nav className={styles.pager} aria-label="Pages">
      <span className={`${shared.small} ${shared.muted}`}>
        {first + 1}–{first + page.items.length} of {page.totalItems}
      </span>
      {cursors.length || next ? (
        <span className={shared.row}>
          <PagerButtons address={address} cursors={cursors} next={next} />
        </span>
      ) : null}
    </nav>
  );
}

function leadOf(page: IntegrationPage): string {
  const { integrations, systems, teams, platforms } = page.counts;
  const asOf = page.healthReadAt
    ? ` Last 15 min, as of ${formatSecond(page.healthReadAt)}.`
    : '';
  return `${integrations} integrations between ${systems} systems, ${teams} teams, ${platforms} platforms.${asOf}`;
}

function sortedBy(values: URLSearchParams): string {
  const sort = values.get('sort') ?? 'status';
  if (sort === 'status') {
    return values.get('direction') === 'desc'
      ? 'sorted best first'
      : 'sorted worst first';
  }
  const title = COLUMNS.find(column => column.orderBy === sort)?.title ?? sort;
  return `sorted by ${title.toLocaleLowerCase('en-GB')}`;
}

function List(props: {
  page: IntegrationPage;
  isCurrent: boolean;
  address: Address;
}) {
  const { page, isCurrent, address } = props;
  const isNarrow = useIsNarrow();
  const items = page.items.filter(row => isMatching(row, address.values));
  const { rows, moved, resort } = useStableOrder(
    items,
    row => row.integration.entityRef,
    address.values.toString(),
    isCurrent,
  );
  const total = isNeverMeasured(address.values)
    ? items.length
    : page.totalItems;
  if (items.length === 0) {
    return (
      <section className={`${shared.card} ${shared.empty}`}>
        <p>No integration matches these filters.</p>
        <Button
          variant="secondary"
          onPress={() => address.change(viewChanges({}))}
        >
          Clear filters
        </Button>
      </section>
    );
  }
  return (
    <div>
      <ResortBar moved={moved} onResort={resort} />
      <section className={shared.card} aria-label="Integrations">
        <div className={shared.cardHead}>
          <span>
            <b className={shared.strong}>{total}</b>{' '}
            <span className={shared.muted}>
              of {page.counts.integrations} {sortedBy(address.values)}
            </span>
          </span>
          <span className={`${shared.small} ${shared.muted}`}>
            Sparklines: last 24 h · Score: questions answered yes of those that
            apply
          </span>
        </div>
        {isNarrow ? (
          <IntegrationCards rows={rows} />
        ) : (
          <IntegrationTable rows={rows} address={address} />
        )}
        <Pager page={page} address={address} />
      </section>
    </div>
  );
}

function FilterSheet(props: { page?: IntegrationPage; address: Address }) {
  const count = countFilters(props.address.values);
  return (
    <DialogTrigger>
      <Button variant="secondary" iconStart={<FilterIcon />}>
        {count ? `Filter (${count})` : 'Filter'}
      </Button>
      <Dialog width="100vw" height="100dvh" className={styles.sheet}>
        <DialogHeader>Filter</DialogHeader>
        <DialogBody>
          <div className={shared.tab}>
            <Facets counts={props.page?.facets ?? {}} address={props.address} />
          </div>
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}

function Integrations() {
  const address = useAddress();
  const isNarrow = useIsNarrow();
  const mine = useMyOwnerRefs() ?? [];
  const query = useIntegrations(toRequest(address.values, mine));
  const isEmpty = query.data?.counts.integrations === 0;

  return (
    <>
      <PageHead
        title="Integrations"
        lead={query.data && !isEmpty ? leadOf(query.data) : undefined}
        actions={
          isEmpty ? undefined : (
            <>
              <ExportButton address={address} mine={mine} />
              {isNarrow ? null : <ColumnsMenu address={address} />}
            </>
          )
        }
      />
      {query.data?.healthNotReadSince ? (
        <p role="status" className={shared.notice}>
          The telemetry API does not answer. Statuses stand as of{' '}
          {formatInstant(query.data.healthNotReadSince)}.
        </p>
      ) : null}
      {isEmpty ? (
        <HowToBegin />
      ) : (
        <>
          <div className={styles.bar}>
            <AddressSearch
              className={styles.search}
              label="Search integrations"
              placeholder="Name, system, topic, address, owner"
              address={address}
            />
            {isNarrow ? (
              <FilterSheet page={query.data} address={address} />
            ) : null}
            <QuickViews address={address} mine={mine} />
          </div>
          <div className={styles.columns}>
            {isNarrow ? null : (
              <Facets counts={query.data?.facets ?? {}} address={address} />
            )}
            <QueryState
              what="The list of integrations"
              query={query}
              skeleton={
                <div className={shared.card}>
                  <SkeletonRows rows={12} heightPx={isNarrow ? 168 : 49} />
                </div>
              }
            >
              {page => (
                <List
                  page={page}
                  isCurrent={!query.isPlaceholderData}
                  address={address}
                />
              )}
            </QueryState>
          </div>
        </>
      )}
    </>
  );
}

/** The table of all integrations. */
export function IntegrationsPage() {
  return (
    <PageFrame title="Integrations">
      <Integrations />
    </PageFrame>
  );
}

import { useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import {
  ListRunCostsRequest,
  RunCostPage,
} from '@tieline/plugin-integrations-common/governance';
import { integrationCostsApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';
import { HowToBegin } from '../shared/HowToBegin';
import { ListPager } from '../shared/ListPager';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { PricesNote } from '../shared/PricesNote';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { CostFilters } from './CostFilters';
import { isFiltered, NO_FILTERS, PAGE_SIZE, toRequest } from './costsAddress';
import { RunCostDialog } from './RunCostDialog';
import { RunCostTable } from './RunCostTable';
import { countWords } from './runCostWords';
import { toRunCostCsvRows } from './toRunCostCsvRows';
import { useRunCosts } from './useCosts';
import styles from './costs.module.css';

/** What all that is listed costs together, and how much of it nobody measured. */
function Totals(props: { page: RunCostPage }) {
  const { total, totalItems, unmeasured, currency } = props.page;
  return (
    <section
      className={`${shared.card} ${styles.totals}`}
      aria-label="All together"
    >
      <span className={styles.total}>
        {formatMoney(total.expected, currency)} a month
      </span>
      <span className={shared.muted}>
        {formatMoneyRange(total, currency)} for{' '}
        {countWords(totalItems, 'integration', 'integrations')}
      </span>
      {unmeasured ? (
        <span className={styles.unknown}>
          {countWords(unmeasured, 'integration has', 'integrations have')} no
          measured volume: what depends on it is not in the amount
        </span>
      ) : null}
    </section>
  );
}

function NoCost(props: { address: Address }) {
  const { values, change } = props.address;
  return isFiltered(values) ? (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>No integration is like that</h2>
      <Button variant="secondary" onPress={() => change(NO_FILTERS)}>
        Show all integrations
      </Button>
    </section>
  ) : (
    <HowToBegin />
  );
}

function ExportButton(props: { request: ListRunCostsRequest }) {
  const api = useApi(integrationCostsApiRef);
  return (
    <CsvButton
      name="run-costs.csv"
      what="The run costs"
      read={async () =>
        toRunCostCsvRows(
          await readAllPages(page =>
            api.listRunCosts({ ...props.request, ...page }),
          ),
        )
      }
    />
  );
}

/** What each integration cost to run, the most expensive first. */
export function RunCostsView(props: { address: Address }) {
  const { address } = props;
  const { values, change } = address;
  const { owner, isKnown } = useOwnerFilter(values);
  const request = toRequest(values, owner);
  const query = useRunCosts(
    { ...request, limit: PAGE_SIZE, cursor: values.getAll('cursor').at(-1) },
    { enabled: isKnown },
  );
  const opened = values.get('cost');
  return (
    <div className={styles.stack}>
      <CostFilters address={address} end={<ExportButton request={request} />} />
      <QueryState
        what="The run costs"
        query={query}
        skeleton={
          <div className={shared.card}>
            <SkeletonRows rows={8} heightPx={56} />
          </div>
        }
      >
        {page =>
          page.items.length ? (
            <>
              <PricesNote of={page} />
              <Totals page={page} />
              <section
                className={shared.card}
                aria-label="Run costs of integrations"
                aria-busy={query.isPlaceholderData}
              >
                <RunCostTable
                  costs={page.items}
                  onOpen={cost => change({ cost })}
                />
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              </section>
            </>
          ) : (
            <NoCost address={address} />
          )
        }
      </QueryState>
      {opened ? (
        <RunCostDialog
          entityRef={opened}
          onClose={() => change({ cost: undefined }, { replace: true })}
        />
      ) : null}
    </div>
  );
}

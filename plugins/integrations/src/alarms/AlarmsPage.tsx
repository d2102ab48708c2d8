import { useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import { ListAlarmsRequest } from '@tieline/plugin-integrations-common/telemetry';
import { useRef } from 'react';
import { integrationTelemetryApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { useMyOwnerRefs } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import { ReplayBanner } from '../shared/ReplayBanner';
import shared from '../shared/shared.module.css';
import { StableList } from '../shared/StableList';
import { Address, useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { AlarmFilters } from './AlarmFilters';
import { isFiltered, PAGE_SIZE, toRequest } from './alarmsAddress';
import { AlarmPanel } from './AlarmPanel';
import { AlarmTable } from './AlarmTable';
import { MaintenanceCard } from './MaintenanceCard';
import { RulesCard } from './RulesCard';
import { toAlarmCsvRows } from './toAlarmCsvRows';
import { useAlarms } from './useAlarms';
import { useOpenAlarmCount } from './useOpenAlarmCount';
import styles from './alarms.module.css';

/** More than this in one file is a query for the database, not for a page. */
const MOST_EXPORTED = 10_000;

function ExportButton(props: { request: ListAlarmsRequest }) {
  const api = useApi(integrationTelemetryApiRef);
  return (
    <CsvButton
      name="alarms.csv"
      what="The alarms"
      read={async () =>
        toAlarmCsvRows(
          await readAllPages(
            page => api.listAlarms({ ...props.request, ...page }),
            MOST_EXPORTED,
          ),
        )
      }
    />
  );
}

function Empty(props: { address: Address }) {
  const { values, change } = props.address;
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {isFiltered(values) ? (
        <>
          <p>No alarm fits these filters.</p>
          <Button
            variant="secondary"
            onPress={() =>
              change({
                state: undefined,
                owner: undefined,
                rule: undefined,
                kind: undefined,
                subject: undefined,
                cursor: undefined,
              })
            }
          >
            Clear filters
          </Button>
        </>
      ) : (
        <p>
          No alarm yet. One is raised when an integration is failing, degraded
          or silent for a few minutes, or when something new is called that
          nobody declared; its owner is told once, and it clears by itself.
        </p>
      )}
    </section>
  );
}

/** `5 are on.`, and how many the filters leave. */
function leadOf(open: number | undefined, total: number | undefined) {
  if (open === undefined) {
    return undefined;
  }
  const count = open === 0 ? 'Nothing is on' : `${open} on`;
  return `${count}. ${total ?? 0} in this list. Each is told once, and clears by itself.`;
}

function Alarms() {
  const address = useAddress();
  const now = useNow();
  const mine = useMyOwnerRefs();
  const request = toRequest(address.values, mine);
  const query = useAlarms({
    ...request,
    limit: PAGE_SIZE,
    cursor: address.values.getAll('cursor').at(-1),
  });
  const open = useOpenAlarmCount();
  const openId = address.values.get('alarm');
  const wasPressed = useRef(false);
  const show = (id: string | undefined) => {
    wasPressed.current = id !== undefined;
    address.change({ alarm: id });
  };
  return (
    <>
      <PageHead
        title="Alarms"
        lead={leadOf(open, query.data?.totalItems)}
        actions={<ExportButton request={request} />}
      />
      <ReplayBanner />
      <AlarmFilters address={address} />
      <div className={styles.columns} data-open={openId ? '' : undefined}>
        <QueryState
          what="The alarms"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={8} heightPx={64} />
            </div>
          }
        >
          {page =>
            page.items.length ? (
              <StableList
                label="Alarms"
                items={page.items}
                isCurrent={!query.isPlaceholderData}
                address={address}
                opened="alarm"
                next={page.pageInfo.nextCursor}
              >
                {rows => (
                  <AlarmTable
                    alarms={rows}
                    now={now}
                    openId={openId}
                    onOpen={show}
                  />
                )}
              </StableList>
            ) : (
              <Empty address={address} />
            )
          }
        </QueryState>
        {openId ? (
          <AlarmPanel
            id={openId}
            now={now}
            takeFocus={wasPressed.current}
            onOpen={show}
            onClose={() => show(undefined)}
          />
        ) : null}
      </div>
      <div className={styles.lower}>
        <MaintenanceCard now={now} />
        <RulesCard />
      </div>
    </>
  );
}

/** What is on, what was, who was told, and what became of it. */
export function AlarmsPage() {
  return (
    <PageFrame title="Alarms">
      <Alarms />
    </PageFrame>
  );
}

import { useApi } from '@backstage/core-plugin-api';
import { ListWaiversRequest } from '@tieline/plugin-integrations-common/governance';
import { useRef } from 'react';
import { integrationGovernanceApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { PageFrame, PageHead } from '../shared/Frame';
import { useMyOwnerRefs } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import shared from '../shared/shared.module.css';
import { StableList } from '../shared/StableList';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { NoWaiver } from './NoWaiver';
import { toWaiverCsvRows } from './toWaiverCsvRows';
import { useWaivers } from './useWaivers';
import { WaiverFilters } from './WaiverFilters';
import { WaiverPanel } from './WaiverPanel';
import { isFiltered, MINE, PAGE_SIZE, toRequest } from './waiversAddress';
import { waiverButtonId, WaiverTable } from './WaiverTable';
import { leadOf } from './waiverWords';
import styles from './waivers.module.css';

function ExportButton(props: { request: ListWaiversRequest }) {
  const api = useApi(integrationGovernanceApiRef);
  return (
    <CsvButton
      name="waivers.csv"
      what="The waivers"
      read={async () =>
        toWaiverCsvRows(
          await readAllPages(page =>
            api.listWaivers({ ...props.request, ...page }),
          ),
        )
      }
    />
  );
}

function Waivers() {
  const address = useAddress();
  const { values, change } = address;
  const now = useNow();
  const mine = useMyOwnerRefs();
  const request = toRequest(values, mine);
  const query = useWaivers(
    { ...request, limit: PAGE_SIZE, cursor: values.getAll('cursor').at(-1) },
    { enabled: mine !== undefined || values.get('owner') !== MINE },
  );
  const openId = values.get('waiver');
  const wasPressed = useRef(false);
  const open = (id: string) => {
    wasPressed.current = true;
    // Opening the panel is a step that Back undoes; going on to the next is not.
    change({ waiver: id }, { replace: openId !== null });
  };
  const close = () => {
    wasPressed.current = false;
    change({ waiver: undefined }, { replace: true });
    document.getElementById(waiverButtonId(openId ?? ''))?.focus();
  };
  const hasNone = query.data?.totalItems === 0 && !isFiltered(values);
  return (
    <>
      <PageHead
        title="Waivers"
        lead={
          query.data && !hasNone
            ? leadOf(query.data)
            : 'Exceptions to checks: who asked, who approved, why, until when.'
        }
        actions={hasNone ? null : <ExportButton request={request} />}
      />
      {hasNone ? null : (
        <WaiverFilters counts={query.data?.counts} address={address} />
      )}
      <div className={styles.columns} data-open={openId ? '' : undefined}>
        <QueryState
          what="The waivers"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={6} heightPx={64} />
            </div>
          }
        >
          {page =>
            page.items.length ? (
              <StableList
                label="Waivers"
                items={page.items}
                isCurrent={!query.isPlaceholderData}
                address={address}
                opened="waiver"
                next={page.pageInfo.nextCursor}
              >
                {rows => (
                  <WaiverTable
                    waivers={rows}
                    now={now}
                    openId={openId}
                    onOpen={open}
                  />
                )}
              </StableList>
            ) : (
              <NoWaiver address={address} />
            )
          }
        </QueryState>
        {openId ? (
          <WaiverPanel
            id={openId}
            now={now}
            takeFocus={wasPressed.current}
            onOpen={open}
            onClose={close}
          />
        ) : null}
      </div>
    </>
  );
}

/** Exceptions to checks: what somebody has to decide, what holds, what is over. */
export function WaiversPage() {
  return (
    <PageFrame title="Waivers">
      <Waivers />
    </PageFrame>
  );
}

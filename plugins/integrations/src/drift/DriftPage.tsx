import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { Button } from '@backstage/ui';
import {
  DriftItem,
  DriftPage as Page,
} from '@tieline/plugin-integrations-common/telemetry';
import { useRef, useState } from 'react';
import { integrationTelemetryApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { formatCount, formatSecond } from '../shared/format';
import { PageFrame, PageHead } from '../shared/Frame';
import { PagerButtons } from '../shared/PagerButtons';
import { useDrift } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import { ResortBar } from '../shared/ResortBar';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { useStableOrder } from '../shared/useStableOrder';
import shared from '../shared/shared.module.css';
import { DriftFilters } from './DriftFilters';
import { DriftPanel } from './DriftPanel';
import { DriftCards, DriftTable, rowId } from './DriftTable';
import { toCsvRows } from './toCsvRows';
import { DriftAddress, PAGE_SIZE, useDriftAddress } from './useDriftAddress';
import { useDismissal } from './useDriftQueries';
import styles from './drift.module.css';

function ExportButton(props: { address: DriftAddress }) {
  const api = useApi(integrationTelemetryApiRef);
  return (
    <CsvButton
      name="drift.csv"
      read={async () =>
        toCsvRows(
          await readAllPages(page =>
            api.listDrift({ ...props.address.request, ...page }),
          ),
        )
      }
    />
  );
}

function Empty(props: { address: DriftAddress }) {
  const { hasFilters, filter } = props.address;
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      {hasFilters ? (
        <>
          <p>Nothing differs that matches these filters.</p>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() =>
              filter({
                kind: undefined,
                text: undefined,
                environment: undefined,
                dismissed: undefined,
              })
            }
          >
            Clear filters
          </Button>
        </>
      ) : (
        <p>
          Nothing differs: what is observed was declared, and what was declared
          is observed.
        </p>
      )}
    </section>
  );
}

function List(props: {
  page: Page;
  isCurrent: boolean;
  /** What the reader dismissed or put back: its row may go and come at once. */
  decision: string | undefined;
  /** What was dismissed just now: gone, also where the answer of before is still shown. */
  goneId: string | undefined;
  address: DriftAddress;
  onOpen: (id: string) => void;
}) {
  const { page, isCurrent, decision, goneId, address, onOpen } = props;
  const now = useNow();
  const isNarrow = useIsNarrow();
  const { rows, moved, resort } = useStableOrder(
    page.items.filter(({ id }) => id !== goneId),
    item => item.id,
    JSON.stringify([address.request, decision]),
    isCurrent,
  );
  if (page.items.length === 0) {
    return <Empty address={address} />;
  }
  const cursors = address.values.getAll('cursor');
  const first = cursors.length * PAGE_SIZE;
  const next = page.pageInfo.nextCursor;
  const Rows = isNarrow ? DriftCards : DriftTable;
  return (
    <div className={styles.list}>
      <ResortBar moved={moved} onResort={resort} />
      <section className={shared.card} aria-label="Differences">
        <div className={shared.cardHead}>
          <span>
            <b className={shared.strong}>{formatCount(page.totalItems)}</b>{' '}
            <span className={shared.muted}>
              {page.totalItems === 1 ? 'difference' : 'differences'}
              {address.isDismissed ? ' dismissed' : ''}
            </span>
          </span>
        </div>
        <Rows items={rows} selected={address.item} now={now} onOpen={onOpen} />
        {cursors.length || next ? (
          <nav className={styles.pager} aria-label="Pages">
            <span className={`${shared.small} ${shared.muted}`}>
              {first + 1}–{first + page.items.length} of {page.totalItems}
            </span>
            <span className={shared.row}>
              <PagerButtons address={address} cursors={cursors} next={next} />
            </span>
          </nav>
        ) : null}
      </section>
      {page.leftOut > 0 ? (
        <p className={shared.foot}>
          {formatCount(page.leftOut)} more flows have less traffic than the
          10,000 that are compared.
        </p>
      ) : null}
    </div>
  );
}

/** Says what became of a dismissal, and offers the way back. */
function Outcome(props: {
  dismissed: DriftItem | undefined;
  onUndo: (item: DriftItem) => void;
  onClose: () => void;
}) {
  const { dismissed, onUndo, onClose } = props;
  return (
    <div role="status">
      {dismissed ? (
        <div className={shared.notice}>
          <span className={styles.outcome}>
            Dismissed: {dismissed.headline}
          </span>
          <Button
            key={dismissed.id}
            // The row that had the focus is gone.
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            variant="secondary"
            className={shared.outlined}
            onPress={() => onUndo(dismissed)}
          >
            Undo
          </Button>
          <Button variant="tertiary" onPress={onClose}>
            Close
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Drift() {
  const address = useDriftAddress();
  const query = useDrift(address.request);
  const { undo } = useDismissal();
  const alertApi = useApi(alertApiRef);
  const [dismissed, setDismissed] = useState<DriftItem>();
  const [decision, setDecision] = useState<string>();
  const wasOpened = useRef(false);
  const { data } = query;

  const close = () => {
    const { item } = address;
    address.closePanel();
    wasOpened.current = false;
    document.getElementById(rowId(item ?? ''))?.focus();
  };
  const putBack = (item: DriftItem) =>
    undo.mutate(item.id, {
      onSuccess: () => {
        setDismissed(undefined);
        setDecision(`undo ${item.id}`);
      },
      onError: error =>
        alertApi.post({
          message: `It could not be put back: ${error.message}`,
          severity: 'error',
          display: 'transient',
        }),
    });
  return (
    <>
      <PageHead
        title="Drift"
        lead={`Where the catalog and the telemetry disagree.${
          data?.foundAt ? ` Compared at ${formatSecond(data.foundAt)}.` : ''
        }`}
        actions={<ExportButton address={address} />}
      />
      <DriftFilters page={data} address={address} />
      <Outcome
        dismissed={dismissed}
        onUndo={putBack}
        onClose={() => setDismissed(undefined)}
      />
      <div className={styles.columns} data-panel={address.item !== undefined}>
        <QueryState
          what="Drift"
          query={query}
          skeleton={
            <div className={shared.card}>
              <SkeletonRows rows={8} heightPx={57} />
            </div>
          }
        >
          {page => (
            <List
              page={page}
              isCurrent={!query.isPlaceholderData}
              decision={decision}
              goneId={address.isDismissed ? undefined : dismissed?.id}
              address={address}
              onOpen={id => {
                wasOpened.current = true;
                address.open(id);
              }}
            />
          )}
        </QueryState>
        {address.item ? (
          <DriftPanel
            key={address.item}
            id={address.item}
            address={address}
            known={data?.items.find(({ id }) => id === address.item)}
            takeFocus={wasOpened.current}
            onDismissed={item => {
              setDismissed(item);
              setDecision(`dismiss ${item.id}`);
              close();
            }}
            onUndo={putBack}
            onClose={close}
          />
        ) : null}
      </div>
    </>
  );
}

/** Where declared and observed differ. */
export function DriftPage() {
  return (
    <PageFrame title="Drift">
      <Drift />
    </PageFrame>
  );
}

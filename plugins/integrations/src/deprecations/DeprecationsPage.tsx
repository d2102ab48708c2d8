import { Button } from '@backstage/ui';
import {
  EndingPage,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { PageFrame, PageHead } from '../shared/Frame';
import { PagerButtons } from '../shared/PagerButtons';
import { useMyOwnerRefs } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ResortBar } from '../shared/ResortBar';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address, useAddress } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useNow } from '../shared/useNow';
import { useStableOrder } from '../shared/useStableOrder';
import { CalendarFeedButton, DeprecateButton } from './EndingActions';
import { EndingCards } from './EndingCards';
import { EndingDetails } from './EndingDetails';
import { EndingExport } from './EndingExport';
import { EndingFilters } from './EndingFilters';
import {
  isFiltered,
  NO_FILTERS,
  PAGE_SIZE,
  RANGES,
  rangeOf,
  scopeNeedsMine,
  scopeOf,
  toRequest,
  VIEWS,
  viewOf,
} from './endingFilters';
import { EndingTable } from './EndingTable';
import { EndingTimeline } from './EndingTimeline';
import { leadOf } from './endingWords';
import { HowToBeginEndings } from './HowToBeginEndings';
import { EndingSelection, useEndingSelection } from './useEndingSelection';
import { useEndings } from './useEndings';
import styles from './deprecations.module.css';

/** What of the address changes nothing about which endings are listed. */
const LOOK_ONLY = ['ending', 'view', 'range'];

function listKey(values: URLSearchParams): string {
  const list = new URLSearchParams(values);
  LOOK_ONLY.forEach(name => list.delete(name));
  return list.toString();
}

function Endings(props: {
  endings: EndingSummary[];
  now: Date;
  address: Address;
  selectedId: number | undefined;
  onSelect: (id: number) => void;
}) {
  const { address, ...rows } = props;
  const isNarrow = useIsNarrow();
  if (viewOf(address.values) === 'table') {
    return <EndingTable {...rows} />;
  }
  return isNarrow ? (
    <EndingCards {...rows} />
  ) : (
    <EndingTimeline {...rows} months={Number(rangeOf(address.values))} />
  );
}

/** The list in the view that is chosen, and below it the one that is open. */
function Shown(props: {
  page: EndingPage;
  isCurrent: boolean;
  address: Address;
  selection: EndingSelection;
  now: Date;
}) {
  const { page, isCurrent, address, selection, now } = props;
  const isNarrow = useIsNarrow();
  const { values, change } = address;
  const { rows, moved, resort } = useStableOrder(
    page.items,
    ({ id }) => String(id),
    listKey(values),
    isCurrent,
  );
  const isTimeline = viewOf(values) === 'timeline' && !isNarrow;
  const cursors = values.getAll('cursor');
  const first = cursors.length * PAGE_SIZE;
  // A phone shows one thing at a time, and a desk the one that needs somebody first.
  const shownId = selection.id ?? (isNarrow ? undefined : rows[0]?.id);
  return (
    <>
      <ResortBar moved={moved} onResort={resort} />
      {rows.length ? (
        <section className={shared.card} aria-label="What ends">
          <div className={shared.cardHead}>
            <span className={shared.muted}>
              {isNarrow && viewOf(values) === 'timeline'
                ? 'Soonest first'
                : 'Worst first'}
            </span>
            {isTimeline ? (
              <Segments
                label="Range"
                options={RANGES}
                value={rangeOf(values)}
                onChange={range =>
                  change(
                    { range: range === '12' ? undefined : range },
                    { replace: true },
                  )
                }
              />
            ) : null}
          </div>
          <Endings
            endings={rows}
            now={now}
            address={address}
            selectedId={shownId}
            onSelect={selection.open}
          />
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
      ) : (
        <section className={`${shared.card} ${shared.empty}`}>
          <p>Nothing ends that matches these filters.</p>
          <Button
            variant="secondary"
            className={shared.outlined}
            onPress={() => change(NO_FILTERS)}
          >
            Clear filters
          </Button>
        </section>
      )}
      {shownId === undefined ? null : (
        <EndingDetails
          key={shownId}
          id={shownId}
          known={rows.find(({ id }) => id === shownId)}
          now={now}
          takeFocus={selection.takesFocus}
          onClose={selection.id === undefined ? undefined : selection.close}
        />
      )}
    </>
  );
}

function Deprecations() {
  const address = useAddress();
  const { values, change } = address;
  const now = useNow();
  const mine = useMyOwnerRefs();
  const request = toRequest(values, mine, now);
  const query = useEndings(
    { ...request, limit: PAGE_SIZE, cursor: values.getAll('cursor').at(-1) },
    { enabled: mine !== undefined || !scopeNeedsMine(scopeOf(values)) },
  );
  const selection = useEndingSelection(address);
  const hasNone =
    query.data?.totalItems === 0 &&
    !isFiltered(values) &&
    selection.id === undefined;
  return (
    <>
      <PageHead
        title="Deprecations"
        lead={query.data ? leadOf(query.data) : 'What ends, and when.'}
        actions={
          <>
            {hasNone ? null : (
              <Segments
                label="Show as"
                options={VIEWS}
                value={viewOf(values)}
                onChange={view =>
                  change({ view: view === 'timeline' ? undefined : view })
                }
              />
            )}
            <CalendarFeedButton />
            {hasNone ? null : <EndingExport request={request} />}
            <DeprecateButton onAnnounced={({ id }) => selection.open(id)} />
          </>
        }
      />
      {hasNone ? (
        <HowToBeginEndings />
      ) : (
        <>
          <EndingFilters page={query.data} address={address} now={now} />
          <QueryState
            what="What ends"
            query={query}
            skeleton={
              <div className={shared.card}>
                <SkeletonRows rows={5} heightPx={120} />
              </div>
            }
          >
            {page => (
              <Shown
                page={page}
                isCurrent={!query.isPlaceholderData}
                address={address}
                selection={selection}
                now={now}
              />
            )}
          </QueryState>
        </>
      )}
    </>
  );
}

/** Everything that ends: until when, who is still there, and whether it may go. */
export function DeprecationsPage() {
  return (
    <PageFrame title="Deprecations">
      <Deprecations />
    </PageFrame>
  );
}

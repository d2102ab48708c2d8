import { PageFrame, PageHead } from '../shared/Frame';
import { useMyOwnerRefs } from '../shared/queries';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { useAddress } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { CalendarFeedButton, DeprecateButton } from './EndingActions';
import { EndingExport } from './EndingExport';
import { EndingFilters } from './EndingFilters';
import { EndingList } from './EndingList';
import {
  isFiltered,
  PAGE_SIZE,
  scopeNeedsMine,
  scopeOf,
  toRequest,
  VIEWS,
  viewOf,
} from './endingsAddress';
import { leadOf } from './endingWords';
import { HowToBeginEndings } from './HowToBeginEndings';
import { UnknownEndingsCard } from './UnknownEndingsCard';
import { useEndingSelection } from './useEndingSelection';
import { useEndings } from './useEndings';
import styles from './deprecations.module.css';

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
          <div className={styles.head}>
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
          </div>
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
              <EndingList
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
      <UnknownEndingsCard
        now={now}
        onAnnounced={({ id }) => selection.open(id)}
      />
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

import { Button } from '@backstage/ui';
import {
  EndingPage,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { PagerButtons } from '../shared/PagerButtons';
import { ResortBar } from '../shared/ResortBar';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { useStableOrder } from '../shared/useStableOrder';
import { EndingCards } from './EndingCards';
import { EndingDetails } from './EndingDetails';
import {
  NO_FILTERS,
  PAGE_SIZE,
  RANGES,
  rangeOf,
  viewOf,
} from './endingsAddress';
import { EndingTable } from './EndingTable';
import { EndingTimeline } from './EndingTimeline';
import { EndingSelection } from './useEndingSelection';
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
export function EndingList(props: {
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

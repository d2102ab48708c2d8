import { Address } from '../shared/useAddress';
import { useIntegrations } from '../shared/queries';
import shared from '../shared/shared.module.css';
import { currentView, toRequest, viewChanges, VIEWS } from './filters';
import { isMatching } from './isMatching';
import styles from './inventory.module.css';

function View(props: {
  view: (typeof VIEWS)[number];
  address: Address;
  mine: readonly string[];
}) {
  const { view, address, mine } = props;
  const values = new URLSearchParams(view.filters);
  const needsRows = Boolean(view.filters.measured);
  const { data } = useIntegrations(
    { ...toRequest(values, mine), limit: needsRows ? 500 : 1 },
    { slow: true },
  );
  const count = needsRows
    ? data?.items.filter(row => isMatching(row, values)).length
    : data?.totalItems;
  return (
    <button
      type="button"
      className={shared.chip}
      aria-pressed={currentView(address.values) === view.id}
      onClick={() => address.change(viewChanges(view.filters))}
    >
      {view.title} <span>{count}</span>
    </button>
  );
}

/** The filters that are one press away, each with its count. */
export function QuickViews(props: {
  address: Address;
  mine: readonly string[];
}) {
  return (
    <div className={styles.views} role="group" aria-label="Quick filters">
      {VIEWS.map(view => (
        <View key={view.id} view={view} {...props} />
      ))}
    </div>
  );
}

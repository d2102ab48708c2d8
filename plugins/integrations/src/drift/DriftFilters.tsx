import { DriftPage } from '@tieline/plugin-integrations-common/telemetry';
import { AddressSearch } from '../shared/AddressSearch';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { DriftAddress, KINDS, SORTS } from './useDriftAddress';
import styles from './drift.module.css';

const ALL = 'all';

/** Search, kinds with their counts, environment, what is dismissed, and the order. */
export function DriftFilters(props: {
  page?: DriftPage;
  address: DriftAddress;
}) {
  const { page, address } = props;
  const counts = page?.kindCounts;
  const all = counts && counts.undeclared + counts.silent + counts.mismatched;
  const environments = [
    ...new Set([
      ...(page?.environments ?? []),
      ...(address.environment ? [address.environment] : []),
    ]),
  ];
  const withCount = (title: string, count: number | undefined) =>
    count === undefined ? title : `${title} ${count}`;
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <AddressSearch
        className={styles.search}
        label="Search drift"
        placeholder="Service, address, topic, integration"
        address={address}
      />
      <div role="group" aria-label="Kind of drift" className={styles.chips}>
        {[{ id: ALL, title: 'All' } as const, ...KINDS].map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={(address.kind ?? ALL) === id}
            onClick={() =>
              address.filter({ kind: id === ALL ? undefined : id })
            }
          >
            {withCount(title, id === ALL ? all : counts?.[id])}
          </button>
        ))}
        <button
          type="button"
          className={shared.chip}
          aria-pressed={address.isDismissed}
          onClick={() =>
            address.filter({
              dismissed: address.isDismissed ? undefined : 'true',
            })
          }
        >
          {withCount('Dismissed', page?.dismissedItems)}
        </button>
      </div>
      {environments.length > 1 ? (
        <Segments
          label="Environment"
          options={[
            { id: ALL, title: 'Every environment' },
            ...environments.map(name => ({ id: name, title: name })),
          ]}
          value={address.environment ?? ALL}
          onChange={name =>
            address.filter({ environment: name === ALL ? undefined : name })
          }
        />
      ) : null}
      <div className={styles.order}>
        <Segments
          label="Order"
          options={SORTS}
          value={address.sort}
          onChange={sort =>
            address.filter({ sort: sort === 'volume' ? undefined : sort })
          }
        />
      </div>
    </div>
  );
}

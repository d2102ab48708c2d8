import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import { Choice } from '../shared/Choice';
import { OwnerChoice } from '../shared/OwnerChoice';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { ReviewsView, statesOf, viewOf } from './reviewsAddress';
import { FINDING_STATES, REVIEW_STATES } from './reviewWords';
import styles from './reviews.module.css';

const LEVELS = [...CRITICALITIES]
  .reverse()
  .map(level => ({ id: level, title: level }));

const WHOSE = [
  { id: 'all', title: 'Everybody’s' },
  { id: 'mine', title: 'Mine' },
] as const;

function StateChips(props: {
  address: Address;
  states: ReadonlyArray<{ id: string; title: string }>;
}) {
  const { address, states } = props;
  const chosen = statesOf(address.values, states);
  return (
    <div role="group" aria-label="State" className={styles.chips}>
      {states.map(({ id, title }) => {
        const isOn = chosen.includes(id);
        return (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={isOn}
            onClick={() =>
              address.change({
                state: isOn
                  ? chosen.filter(other => other !== id)
                  : [...chosen, id],
                cursor: undefined,
              })
            }
          >
            {title}
          </button>
        );
      })}
    </div>
  );
}

function OverdueChip(props: { address: Address }) {
  const { values, change } = props.address;
  const isOn = Boolean(values.get('overdue'));
  return (
    <button
      type="button"
      className={shared.chip}
      aria-pressed={isOn}
      onClick={() =>
        change({ overdue: isOn ? undefined : 'true', cursor: undefined })
      }
    >
      overdue
    </button>
  );
}

function OfView(props: { view: ReviewsView; address: Address }) {
  const { view, address } = props;
  const { values, change } = address;
  // Another filter has other pages.
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined });
  switch (view) {
    case 'due':
      return (
        <>
          <OverdueChip address={address} />
          <OwnerChoice address={address} />
          <Choice
            label="Criticality"
            all="any"
            options={LEVELS}
            value={values.get('criticality')}
            onChange={criticality => filter({ criticality })}
          />
        </>
      );
    case 'reviews':
      return (
        <>
          <StateChips address={address} states={REVIEW_STATES} />
          <OwnerChoice address={address} />
        </>
      );
    default:
      return (
        <>
          <Segments
            label="Whose"
            options={WHOSE}
            value={values.get('owner') === 'mine' ? 'mine' : 'all'}
            onChange={whose =>
              filter({ owner: whose === 'mine' ? whose : undefined })
            }
          />
          <StateChips address={address} states={FINDING_STATES} />
          <OverdueChip address={address} />
        </>
      );
  }
}

/** What of a view is shown; all of it in the address. */
export function ReviewFilters(props: { address: Address }) {
  const { address } = props;
  const integration = address.values.get('integration');
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <OfView view={viewOf(address.values)} address={address} />
      {integration ? (
        <button
          type="button"
          className={shared.chip}
          aria-pressed
          onClick={() =>
            address.change({ integration: undefined, cursor: undefined })
          }
        >
          {integration}
          <span className={shared.muted}>×</span>
          <span className={shared.hidden}>show all</span>
        </button>
      ) : null}
    </div>
  );
}

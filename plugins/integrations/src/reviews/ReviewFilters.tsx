import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import { Choice } from '../shared/Choice';
import { IntegrationChip } from '../shared/IntegrationChip';
import { OwnerChoice } from '../shared/OwnerChoice';
import { StateChips } from '../shared/StateChips';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { WhoseChoice } from '../shared/WhoseChoice';
import { ReviewsView, viewOf } from './reviewsAddress';
import { FINDING_STATES, REVIEW_STATES } from './reviewWords';
import styles from './reviews.module.css';

const LEVELS = [...CRITICALITIES]
  .reverse()
  .map(level => ({ id: level, title: level }));

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
          <WhoseChoice address={address} />
          <StateChips address={address} states={FINDING_STATES} />
          <OverdueChip address={address} />
        </>
      );
  }
}

/** What of a view is shown; all of it in the address. */
export function ReviewFilters(props: { address: Address }) {
  const { address } = props;
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <OfView view={viewOf(address.values)} address={address} />
      <IntegrationChip address={address} />
    </div>
  );
}

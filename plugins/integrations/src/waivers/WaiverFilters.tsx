import { WaiverPage } from '@tieline/plugin-integrations-common/governance';
import { useChecklist } from '../improvement/useImprovement';
import { Choice } from '../shared/Choice';
import { shortName } from '../shared/EntityLink';
import { useIntegrations } from '../shared/queries';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { MINE, statesOf } from './waiversAddress';
import { STATES } from './waiverWords';
import styles from './waivers.module.css';

/** What of the waivers is shown; all of it in the address. */
export function WaiverFilters(props: {
  counts: WaiverPage['counts'] | undefined;
  address: Address;
}) {
  const { counts, address } = props;
  const { values, change } = address;
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const owners = (inventory.data?.facets.owner ?? [])
    .map(({ value }) => value)
    .filter(value => value !== 'none')
    .map(ref => ({ id: ref, title: shortName(ref) }))
    .sort((one, other) => one.title.localeCompare(other.title));
  const checks = (useChecklist().data?.checks ?? [])
    .map(({ id, title }) => ({ id, title }))
    .sort((one, other) => one.title.localeCompare(other.title));
  const states = statesOf(values);
  const integration = values.get('integration');
  // Another filter has other pages.
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined });
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <div role="group" aria-label="State" className={styles.chips}>
        {STATES.map(({ id, title }) => {
          const isOn = states.includes(id);
          return (
            <button
              key={id}
              type="button"
              className={shared.chip}
              aria-pressed={isOn}
              onClick={() =>
                filter({
                  state: isOn
                    ? states.filter(state => state !== id)
                    : [...states, id],
                })
              }
            >
              {title}{' '}
              {counts ? (
                <span className={shared.muted}>{counts[id] ?? 0}</span>
              ) : null}
            </button>
          );
        })}
      </div>
      <Choice
        label="Owner"
        all="anybody"
        options={[{ id: MINE, title: 'what I own' }, ...owners]}
        value={values.get('owner')}
        onChange={owner => filter({ owner })}
      />
      <Choice
        label="Check"
        all="any"
        options={checks}
        value={values.get('check')}
        onChange={check => filter({ check })}
      />
      {integration ? (
        <button
          type="button"
          className={shared.chip}
          aria-pressed
          onClick={() => filter({ integration: undefined })}
        >
          {shortName(integration)}
          <span className={shared.muted}>×</span>
          <span className={shared.hidden}>show all</span>
        </button>
      ) : null}
    </div>
  );
}

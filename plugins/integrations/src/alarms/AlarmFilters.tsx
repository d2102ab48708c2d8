import { Choice } from '../shared/Choice';
import { shortName } from '../shared/EntityLink';
import { useIntegrations } from '../shared/queries';
import { Segments } from '../shared/Segments';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { MINE, stateOf, STATES } from './alarmsAddress';
import { kindTitles, ruleTitle } from './alarmWords';
import { useAlarmRules } from './useAlarms';
import styles from './alarms.module.css';

const KINDS = Object.entries(kindTitles).map(([id, title]) => ({ id, title }));

/** What of the log is shown; all of it in the address. */
export function AlarmFilters(props: { address: Address }) {
  const { values, change } = props.address;
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const rules = useAlarmRules();
  const owners = (inventory.data?.facets.owner ?? [])
    .map(({ value }) => value)
    .filter(value => value !== 'none')
    .map(ref => ({ id: ref, title: shortName(ref) }))
    .sort((one, other) => one.title.localeCompare(other.title));
  // Another filter has other pages.
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined });
  const subject = values.get('subject');
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <Segments
        label="State"
        options={STATES}
        value={stateOf(values)}
        onChange={state =>
          filter({ state: state === 'all' ? undefined : state })
        }
      />
      <Choice
        label="Owner"
        all="anybody"
        options={[{ id: MINE, title: 'what I own' }, ...owners]}
        value={values.get('owner')}
        onChange={owner => filter({ owner })}
      />
      <Choice
        label="Rule"
        all="any"
        options={(rules.data?.items ?? []).map(({ rule }) => ({
          id: rule,
          title: ruleTitle(rule),
        }))}
        value={values.get('rule')}
        onChange={rule => filter({ rule })}
      />
      <Choice
        label="Of"
        all="anything"
        options={KINDS}
        value={values.get('kind')}
        onChange={kind => filter({ kind })}
      />
      {subject ? (
        <button
          type="button"
          className={shared.chip}
          aria-pressed
          onClick={() => filter({ subject: undefined })}
        >
          {shortName(subject)}
          <span className={shared.muted}>×</span>
          <span className={shared.hidden}>show all</span>
        </button>
      ) : null}
    </div>
  );
}

import { PATTERNS } from '@tieline/plugin-integrations-common';
import { Choice } from '../shared/Choice';
import { IntegrationChip } from '../shared/IntegrationChip';
import { StateChips } from '../shared/StateChips';
import { Address } from '../shared/useAddress';
import { WhoseChoice } from '../shared/WhoseChoice';
import { viewOf } from './drillsAddress';
import { DRILL_STATES } from './drillWords';
import styles from './drills.module.css';

const PATTERN_OPTIONS = PATTERNS.map(id => ({ id, title: id }));

function OfView(props: { address: Address }) {
  const { address } = props;
  const { values, change } = address;
  switch (viewOf(values)) {
    case 'next':
      return <WhoseChoice address={address} />;
    case 'drills':
      return (
        <>
          <WhoseChoice address={address} />
          <StateChips address={address} states={DRILL_STATES} />
          <IntegrationChip address={address} />
        </>
      );
    default:
      return (
        <Choice
          label="Pattern"
          all="any"
          options={PATTERN_OPTIONS}
          value={values.get('pattern')}
          onChange={pattern => change({ pattern })}
        />
      );
  }
}

/** What of a view is shown; all of it in the address. */
export function DrillFilters(props: { address: Address }) {
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <OfView address={props.address} />
    </div>
  );
}

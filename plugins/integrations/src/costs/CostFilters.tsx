import { CRITICALITIES, PATTERNS } from '@tieline/plugin-integrations-common';
import { ReactNode } from 'react';
import { AddressSearch } from '../shared/AddressSearch';
import { Choice } from '../shared/Choice';
import { OwnerChoice } from '../shared/OwnerChoice';
import { Segments } from '../shared/Segments';
import { SystemChoice } from '../shared/SystemChoice';
import { Address } from '../shared/useAddress';
import { criticalityOf, orderOf, ORDERS, patternOf } from './costsAddress';
import { useRunCostGroups } from './useCosts';
import styles from './costs.module.css';

const PATTERN_OPTIONS = PATTERNS.map(id => ({ id, title: id }));
const CRITICALITY_OPTIONS = [...CRITICALITIES]
  .reverse()
  .map(id => ({ id, title: id }));

function PlatformChoice(props: { address: Address }) {
  const { values, change } = props.address;
  const groups = useRunCostGroups('platform').data?.groups ?? [];
  const options = groups
    .filter(({ key }) => key !== 'none')
    .map(({ key, title }) => ({ id: key, title }))
    .sort((one, other) => one.title.localeCompare(other.title));
  return (
    <Choice
      label="Platform"
      all="any"
      options={options}
      value={values.get('platform')}
      onChange={platform => change({ platform, cursor: undefined })}
    />
  );
}

/** What of the costs is shown, and in which order; all of it in the address. */
export function CostFilters(props: { address: Address; end: ReactNode }) {
  const { address, end } = props;
  const { values, change } = address;
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <AddressSearch
        label="Search integrations"
        placeholder="Name or title"
        address={address}
        className={styles.search}
      />
      <Segments
        label="The most expensive by"
        options={ORDERS}
        value={orderOf(values)}
        onChange={order =>
          change({
            order: order === 'total' ? undefined : order,
            cursor: undefined,
          })
        }
      />
      <OwnerChoice address={address} />
      <SystemChoice address={address} />
      <Choice
        label="Pattern"
        all="any"
        options={PATTERN_OPTIONS}
        value={patternOf(values) ?? null}
        onChange={pattern => change({ pattern, cursor: undefined })}
      />
      <Choice
        label="Criticality"
        all="any"
        options={CRITICALITY_OPTIONS}
        value={criticalityOf(values) ?? null}
        onChange={criticality => change({ criticality, cursor: undefined })}
      />
      <PlatformChoice address={address} />
      <span className={styles.end}>{end}</span>
    </div>
  );
}

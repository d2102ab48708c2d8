import { Checkbox } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import {
  CRITICALITIES,
  HEALTH_STATUSES,
  HealthStatus,
  LIFECYCLES,
  Pattern,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import { FacetCounts } from '@tieline/plugin-integrations-common/governance';
import { EntityName } from '../shared/EntityLink';
import { PatternIcon, StatusIcon } from '../shared/icons';
import { Address } from '../shared/useAddress';
import shared from '../shared/shared.module.css';
import { FacetId, FACETS, NO_OWNER } from './filters';
import styles from './inventory.module.css';

/** How many values of a long facet are shown before one asks for more. */
const SHOWN = 8;

/** Values of a closed vocabulary keep their place, also at 0. */
const FIXED: Partial<Record<FacetId, readonly string[]>> = {
  status: HEALTH_STATUSES,
  pattern: PATTERNS,
  criticality: [...CRITICALITIES].reverse(),
  lifecycle: LIFECYCLES,
};

function valuesOf(
  id: FacetId,
  counts: FacetCounts[string] = [],
  ticked: string[],
): Array<{ value: string; count: number }> {
  const countOf = (value: string) =>
    counts.find(item => item.value === value)?.count ?? 0;
  const known = [
    ...(FIXED[id] ?? []),
    ...counts.map(item => item.value),
    ...ticked,
  ];
  const items = [...new Set(known)].map(value => ({
    value,
    count: countOf(value),
  }));
  // What nobody declared has no row of its own until there is one.
  return items.filter(
    item =>
      item.count > 0 ||
      ticked.includes(item.value) ||
      FIXED[id]?.includes(item.value),
  );
}

function FacetLabel(props: { id: FacetId; value: string }): ReactNode {
  const { id, value } = props;
  if (value === NO_OWNER) {
    return id === 'owner' ? 'no owner' : 'not set';
  }
  switch (id) {
    case 'status':
      return (
        <span className={styles.facetLabel}>
          <span className={shared[value]}>
            <StatusIcon status={value as HealthStatus} />
          </span>
          {value}
        </span>
      );
    case 'pattern':
      return (
        <span className={styles.facetLabel}>
          {PATTERNS.includes(value as Pattern) ? (
            <PatternIcon pattern={value as Pattern} />
          ) : null}
          {value}
        </span>
      );
    case 'owner':
    case 'system':
      return value.includes(':') ? <EntityName entityRef={value} /> : value;
    default:
      return value;
  }
}

function Facet(props: {
  id: FacetId;
  title: string;
  counts?: FacetCounts[string];
  address: Address;
}) {
  const { id, title, counts, address } = props;
  const [isOpen, setIsOpen] = useState(false);
  const ticked = address.values.getAll(id);
  const all = valuesOf(
    id,
    counts,
    ticked.filter(value => value !== 'me'),
  );
  const values = isOpen ? all : all.slice(0, SHOWN);
  if (all.length === 0) {
    return null;
  }
  return (
    <fieldset className={styles.facet}>
      <legend>{title}</legend>
      {values.map(({ value, count }) => (
        <div key={value} className={styles.facetValue}>
          <Checkbox
            isSelected={ticked.includes(value)}
            onChange={isTicked =>
              address.change({
                [id]: isTicked
                  ? [...ticked, value]
                  : ticked.filter(other => other !== value),
                cursor: undefined,
              })
            }
          >
            <FacetLabel id={id} value={value} />
          </Checkbox>
          <span className={styles.facetCount}>{count}</span>
        </div>
      ))}
      {all.length > SHOWN ? (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Fewer' : `${all.length - SHOWN} more`}
        </button>
      ) : null}
    </fieldset>
  );
}

/**
 * The facets: ticks within one are "or", facets are "and". Counts follow the
 * other facets.
 */
export function Facets(props: { counts: FacetCounts; address: Address }) {
  return (
    <div role="search" aria-label="Filters">
      {FACETS.map(({ id, title }) => (
        <Facet
          key={id}
          id={id}
          title={title}
          counts={props.counts[id]}
          address={props.address}
        />
      ))}
    </div>
  );
}

import { ContractPage } from '@tieline/plugin-integrations-common/contracts';
import { AddressSearch } from '../shared/AddressSearch';
import { Choice } from '../shared/Choice';
import { shortName } from '../shared/EntityLink';
import { useIntegrations } from '../shared/queries';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import { useIsNarrow } from '../shared/useIsNarrow';
import { MINE, NO_OWNER, SORTS, sortOf } from './contractsAddress';
import { FORMATS, MODES, VERDICTS } from './contractWords';
import styles from './contracts.module.css';

/** Formats with how many contracts the other filters leave of each. */
function FormatChips(props: { page?: ContractPage; address: Address }) {
  const { page, address } = props;
  const { values, change } = address;
  const chosen = values.getAll('format');
  const counts = new Map(
    page?.formats.map(({ format, count }) => [format, count]),
  );
  const shown = FORMATS.filter(
    ({ id }) => counts.has(id) || chosen.includes(id),
  );
  return shown.length > 1 || chosen.length ? (
    <div role="group" aria-label="Format" className={styles.chips}>
      {shown.map(({ id, title }) => {
        const isChosen = chosen.includes(id);
        return (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={isChosen}
            onClick={() =>
              change({
                format: isChosen
                  ? chosen.filter(other => other !== id)
                  : [...chosen, id],
                cursor: undefined,
              })
            }
          >
            {title}{' '}
            {page ? (
              <span className={shared.muted}>{counts.get(id) ?? 0}</span>
            ) : null}
          </button>
        );
      })}
    </div>
  ) : null;
}

/** What of the list is shown, and in which order; all of it in the address. */
export function ContractFilters(props: {
  page?: ContractPage;
  address: Address;
}) {
  const { page, address } = props;
  const { values, change } = address;
  const isNarrow = useIsNarrow();
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const refs = new Set([
    ...(inventory.data?.facets.owner ?? [])
      .map(({ value }) => value)
      .filter(value => value !== NO_OWNER),
    ...(page?.items ?? []).flatMap(({ ownerRef }) => ownerRef ?? []),
  ]);
  const owners = [...refs]
    .map(ref => ({ id: ref, title: shortName(ref) }))
    .sort((one, other) => one.title.localeCompare(other.title));
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined });
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <AddressSearch
        className={styles.search}
        label="Search contracts"
        placeholder="Title, subject, owner"
        address={address}
      />
      <FormatChips page={page} address={address} />
      <Choice
        label="Verdict"
        all="any"
        options={VERDICTS}
        value={values.get('verdict')}
        onChange={verdict => filter({ verdict })}
      />
      <Choice
        label="Mode"
        all="any"
        options={MODES}
        value={values.get('mode')}
        onChange={mode => filter({ mode })}
      />
      <Choice
        label="Provider"
        all="anybody"
        options={[
          { id: MINE, title: 'what I own' },
          { id: NO_OWNER, title: 'no owner' },
          ...owners,
        ]}
        value={values.get('owner')}
        onChange={owner => filter({ owner })}
      />
      {isNarrow ? (
        <Choice
          label="Sort"
          all="Verdict"
          options={SORTS.filter(({ id }) => id !== 'verdict')}
          value={sortOf(values) === 'verdict' ? null : sortOf(values)}
          onChange={sort => filter({ sort, direction: undefined })}
        />
      ) : null}
    </div>
  );
}

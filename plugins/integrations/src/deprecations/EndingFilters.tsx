import { EndingPage } from '@tieline/plugin-integrations-common/contracts';
import { AddressSearch } from '../shared/AddressSearch';
import { Choice } from '../shared/Choice';
import { useMyOwnerRefs } from '../shared/queries';
import shared from '../shared/shared.module.css';
import { Address, AddressChanges } from '../shared/useAddress';
import {
  EndingScope,
  scopeNeedsMine,
  SCOPES,
  scopeOf,
  toRequest,
} from './endingsAddress';
import { STATUSES } from './endingWords';
import { useEndings } from './useEndings';
import styles from './deprecations.module.css';

/** One scope with how many the other filters leave of it. */
function ScopeChip(props: {
  scope: EndingScope;
  title: string;
  address: Address;
  now: Date;
  onPress: () => void;
}) {
  const { scope, title, address, now, onPress } = props;
  const mine = useMyOwnerRefs();
  const { data } = useEndings(
    { ...toRequest(address.values, mine, now, scope), limit: 1 },
    { enabled: mine !== undefined || !scopeNeedsMine(scope) },
  );
  return (
    <button
      type="button"
      className={shared.chip}
      aria-pressed={scopeOf(address.values) === scope}
      onClick={onPress}
    >
      {title}{' '}
      {data ? <span className={shared.muted}>{data.totalItems}</span> : null}
    </button>
  );
}

/** What of the endings is shown; all of it in the address. */
export function EndingFilters(props: {
  page?: EndingPage;
  address: Address;
  now: Date;
}) {
  const { page, address, now } = props;
  const { values, change } = address;
  const showsPast = values.get('past') === 'true';
  const filter = (changes: AddressChanges) =>
    change({ ...changes, cursor: undefined });
  const counts = new Map(
    page?.statuses.map(({ status, count }) => [status, count]),
  );
  return (
    <div className={styles.bar} role="search" aria-label="Filters">
      <div role="group" aria-label="Which endings" className={styles.chips}>
        {SCOPES.map(({ id, title }) => (
          <ScopeChip
            key={id}
            scope={id}
            title={title}
            address={address}
            now={now}
            onPress={() => filter({ scope: id === 'all' ? undefined : id })}
          />
        ))}
        <button
          type="button"
          className={shared.chip}
          aria-pressed={showsPast}
          onClick={() =>
            filter(
              showsPast
                ? { past: undefined, status: undefined }
                : { past: 'true' },
            )
          }
        >
          Past ones too
        </button>
      </div>
      <Choice
        label="Status"
        all="any"
        options={STATUSES.filter(({ icon }) => icon || showsPast).map(
          ({ id, title }) => ({
            id,
            title: page ? `${title} (${counts.get(id) ?? 0})` : title,
          }),
        )}
        value={values.get('status')}
        onChange={status => filter({ status })}
      />
      <AddressSearch
        className={styles.search}
        label="Search deprecations"
        placeholder="What ends, owner, consumer"
        address={address}
      />
    </div>
  );
}

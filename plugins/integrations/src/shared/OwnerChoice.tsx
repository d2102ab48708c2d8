import { Choice } from './Choice';
import { shortName } from './EntityLink';
import { useIntegrations, useMyOwnerRefs } from './queries';
import { Address } from './useAddress';

/** `mine` in the address stands for whatever the signed-in person owns. */
const MINE = 'mine';

/** Somebody who owns nothing sees nothing under "what I own", not everything. */
const NOBODY = ['user:default/-'];

/** The owner of the address as the backend takes it; not known until the person is. */
export function useOwnerFilter(values: URLSearchParams): {
  owner?: string[];
  isKnown: boolean;
} {
  const mine = useMyOwnerRefs();
  const owner = values.get('owner');
  if (!owner) {
    return { isKnown: true };
  }
  return owner === MINE
    ? { owner: mine?.length ? mine : NOBODY, isKnown: mine !== undefined }
    : { owner: [owner], isKnown: true };
}

/** Whose integrations are shown; in the address. */
export function OwnerChoice(props: { address: Address }) {
  const { values, change } = props.address;
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const owners = (inventory.data?.facets.owner ?? [])
    .map(({ value }) => ({
      id: value,
      title: value === 'none' ? 'no owner' : shortName(value),
    }))
    .sort((one, other) => one.title.localeCompare(other.title));
  return (
    <Choice
      label="Owner"
      all="anybody"
      options={[{ id: MINE, title: 'what I own' }, ...owners]}
      value={values.get('owner')}
      onChange={owner => change({ owner, cursor: undefined })}
    />
  );
}

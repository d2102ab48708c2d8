import { Choice } from './Choice';
import { shortName } from './EntityLink';
import { useIntegrations } from './queries';
import { Address } from './useAddress';

/** Of which system integrations are shown; in the address. */
export function SystemChoice(props: { address: Address }) {
  const { values, change } = props.address;
  const inventory = useIntegrations({ limit: 1 }, { slow: true });
  const systems = (inventory.data?.facets.system ?? [])
    .map(({ value }) => ({
      id: value,
      title: value === 'none' ? 'no system' : shortName(value),
    }))
    .sort((one, other) => one.title.localeCompare(other.title));
  return (
    <Choice
      label="System"
      all="any"
      options={systems}
      value={values.get('system')}
      onChange={system => change({ system, cursor: undefined })}
    />
  );
}

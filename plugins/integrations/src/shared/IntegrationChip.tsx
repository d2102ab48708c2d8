import shared from './shared.module.css';
import { Address } from './useAddress';

/** The one integration that the address names, and the way back to all; nothing where it names none. */
export function IntegrationChip(props: { address: Address }) {
  const { values, change } = props.address;
  const integration = values.get('integration');
  return integration ? (
    <button
      type="button"
      className={shared.chip}
      aria-pressed
      onClick={() => change({ integration: undefined, cursor: undefined })}
    >
      {integration}
      <span className={shared.muted}>×</span>
      <span className={shared.hidden}>show all</span>
    </button>
  ) : null;
}

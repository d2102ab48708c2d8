import { statesOf } from './addressFilters';
import shared from './shared.module.css';
import { Address } from './useAddress';

/** In which states what is shown may be; none of them chosen stands for all. */
export function StateChips(props: {
  address: Address;
  states: ReadonlyArray<{ id: string; title: string }>;
}) {
  const { address, states } = props;
  const chosen = statesOf(address.values, states);
  return (
    <div role="group" aria-label="State" className={shared.chips}>
      {states.map(({ id, title }) => {
        const isOn = chosen.includes(id);
        return (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={isOn}
            onClick={() =>
              address.change({
                state: isOn
                  ? chosen.filter(other => other !== id)
                  : [...chosen, id],
                cursor: undefined,
              })
            }
          >
            {title}
          </button>
        );
      })}
    </div>
  );
}

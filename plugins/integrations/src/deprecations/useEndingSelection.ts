import { useRef } from 'react';
import { Address } from '../shared/useAddress';
import { endingIdOf } from './endingsAddress';
import { endingButtonId } from './EndingRow';

/** Which ending's panel is open, as the address says it. */
export interface EndingSelection {
  /** Undefined where nobody chose one. */
  id: number | undefined;
  /** Whoever pressed one gets the focus into its panel; who follows a link does not. */
  takesFocus: boolean;
  open(id: number): void;
  close(): void;
}

/** Opens and closes the panel of an ending; Back and Escape close it, too. */
export function useEndingSelection(address: Address): EndingSelection {
  const { values, change } = address;
  const wasPressed = useRef(false);
  const id = endingIdOf(values);
  return {
    id,
    takesFocus: wasPressed.current,
    open(next) {
      wasPressed.current = true;
      // Opening the panel is a step that Back undoes; going on to the next is not.
      change({ ending: String(next) }, { replace: id !== undefined });
    },
    close() {
      wasPressed.current = false;
      change({ ending: undefined }, { replace: true });
      if (id !== undefined) {
        document.getElementById(endingButtonId(id))?.focus();
      }
    },
  };
}

import { useEffect, useRef } from 'react';
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
  const lastId = useRef(id);
  useEffect(() => {
    const closedId = lastId.current;
    lastId.current = id;
    // Back takes the panel away, and with it the focus that was in it.
    if (
      id === undefined &&
      closedId !== undefined &&
      document.activeElement === document.body
    ) {
      document.getElementById(endingButtonId(closedId))?.focus();
    }
  }, [id]);
  return {
    id,
    // What is shown without having been chosen takes it from nobody.
    takesFocus: id !== undefined && wasPressed.current,
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

import { useRef } from 'react';
import { Address } from '../shared/useAddress';

/** What a list's panel shows, by a parameter of the address. */
export function useOpened(
  parameter: string,
  address: Address,
): {
  id: string | null;
  /** Whether somebody pressed for it here, rather than followed a link. */
  wasPressed: boolean;
  open: (id: string) => void;
  close: () => void;
} {
  const { values, change } = address;
  const id = values.get(parameter);
  const wasPressed = useRef(false);
  const from = useRef<Element | null>(null);
  return {
    id,
    wasPressed: wasPressed.current,
    open: next => {
      wasPressed.current = true;
      from.current = document.activeElement;
      // Opening the panel is a step that Back undoes; going on to the next is not.
      change({ [parameter]: next }, { replace: id !== null });
    },
    close: () => {
      wasPressed.current = false;
      change({ [parameter]: undefined }, { replace: true });
      (
        document.getElementById(`${parameter}-${id}`) ??
        (from.current as HTMLElement | null)
      )?.focus();
    },
  };
}

import { useCallback, useRef } from 'react';
// Backstage 1.55 has no reference or hook for a page's own search parameters;
// its own plugins read them from the router, and so do we, here and nowhere else.
import { useSearchParams } from 'react-router-dom';

/** New values by name; undefined and empty lists take the parameter away. */
export type AddressChanges = Record<
  string,
  string | readonly string[] | undefined
>;

/** The part of a page's state that a link to it carries. */
export interface Address {
  values: URLSearchParams;
  /**
   * Changes the named parameters and leaves the others.
   *
   * @param options - `replace` where Back should not return to the state before
   */
  change(changes: AddressChanges, options?: { replace?: boolean }): void;
}

/** Returns a copy of the parameters with the changes made. */
export function changeParameters(
  values: URLSearchParams,
  changes: AddressChanges,
): URLSearchParams {
  const next = new URLSearchParams(values);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const items = typeof value === 'string' ? [value] : (value ?? []);
    items.filter(Boolean).forEach(item => next.append(name, item));
  }
  return next;
}

/** Reads and writes the search parameters of the page's address. */
export function useAddress(): Address {
  const [values, setValues] = useSearchParams();
  // The router gives what the last rendering saw, in which a change of the same moment is missing.
  const latest = useRef({ seen: values, now: values });
  if (latest.current.seen !== values) {
    latest.current = { seen: values, now: values };
  }
  const change = useCallback<Address['change']>(
    (changes, options) => {
      const now = changeParameters(latest.current.now, changes);
      latest.current.now = now;
      setValues(now, options);
    },
    [setValues],
  );
  return { values, change };
}

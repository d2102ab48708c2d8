import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 700px)';

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia?.(NARROW);
  query?.addEventListener('change', onChange);
  return () => query?.removeEventListener('change', onChange);
}

/** Whether the window is a phone's: lists instead of tables, sheets instead of side panels. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia?.(NARROW)?.matches ?? false,
  );
}

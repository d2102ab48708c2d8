import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { contractsRouteRef } from '../routes';

/** What stands on the contracts page besides the list and one contract. */
export type ContractsView = 'check' | 'publish';

/** Where the contracts page lies, with something of its state. */
export function useContractsHref(): (
  state?: Record<string, string> & { view?: ContractsView },
) => string {
  const base = useRouteRef(contractsRouteRef)?.() ?? '/contracts';
  return useCallback(
    state => {
      const search = new URLSearchParams(state).toString();
      return search ? `${base}?${search}` : base;
    },
    [base],
  );
}

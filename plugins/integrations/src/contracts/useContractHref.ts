import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useCallback } from 'react';
import { useContractsHref } from './useContractsHref';

/** The parts of a contract's page. */
export const TABS = [
  { id: 'versions', title: 'Versions' },
  { id: 'text', title: 'Text' },
  { id: 'difference', title: 'Difference' },
  { id: 'consumers', title: 'Consumers' },
  { id: 'guarantees', title: 'Guarantees' },
  { id: 'check', title: 'Check and publish' },
  { id: 'settings', title: 'Settings' },
] as const;

export type ContractTab = (typeof TABS)[number]['id'];

/** What a link to a contract can carry. */
export interface ContractLinkState {
  tab?: ContractTab;
  /** Of the Text tab. */
  version?: string;
  /** Of the Text tab: scrolled to and marked. */
  line?: number;
  /** Of the Difference tab. */
  from?: string;
  /** Of the Difference tab. */
  to?: string;
}

/** Where a contract's page lies, and where in it. */
export function useContractHref(): (
  contract: ContractId,
  state?: ContractLinkState,
) => string {
  const href = useContractsHref();
  return useCallback(
    (contract, state = {}) =>
      href({
        contract: stringifyContractId(contract),
        ...Object.fromEntries(
          Object.entries(state)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [name, String(value)]),
        ),
      }),
    [href],
  );
}

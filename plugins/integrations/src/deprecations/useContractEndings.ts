import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { useOwnEndings } from './useOwnEndings';

/** A page takes no more; nobody ends more versions of one contract. */
const MOST_ENDINGS = 500;

/** How the versions of one contract end, and how those that are over did. */
export function useContractEndings(contract: ContractId) {
  return useOwnEndings({
    contract: stringifyContractId(contract),
    past: true,
    limit: MOST_ENDINGS,
  });
}

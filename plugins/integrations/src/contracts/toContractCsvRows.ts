import { ContractSummary } from '@tieline/plugin-integrations-common/contracts';
import { CsvRow } from '../shared/downloadCsv';
import { verdictReason } from './contractWords';

/** The table's columns, and what stands in their second lines. */
export function toContractCsvRows(contracts: ContractSummary[]): CsvRow[] {
  return contracts.map(contract => ({
    verdict: contract.verdict,
    reason: verdictReason(contract),
    contract: contract.title,
    registry: contract.registry,
    subject: contract.subject,
    provider: contract.ownerRef,
    format: contract.format,
    mode: contract.mode,
    policy: contract.policy,
    versions: contract.versions,
    'latest version': contract.latest?.version,
    'latest state': contract.latest?.state,
    'last change': contract.latest?.publishedAt,
    'changed by': contract.latest?.publishedBy,
    'consumers (integrations that declare it)': contract.consumers,
    'last refused': contract.lastRefusedAt,
  }));
}

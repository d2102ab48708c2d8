import { ContractSummary } from '@tieline/plugin-integrations-common/contracts';
import { toOptionalInstant } from '../database';
import { ContractRow, VersionRow } from './Contract';
import { toWireVersion } from './VersionStore';

/** A contract as lists show it. */
export function toSummary(
  row: ContractRow & { consumers: number | string },
  latest: VersionRow | undefined,
  nowMs: number,
): ContractSummary {
  return {
    id: row.id,
    registry: row.registry,
    subject: row.subject,
    title: row.title ?? undefined,
    format: row.format ?? undefined,
    apiRef: row.api_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    mode: row.mode,
    policy: row.policy,
    versions: row.latest_number,
    latest: latest && toWireVersion(latest, nowMs),
    consumers: Number(row.consumers),
    verdict: latest?.verdict_state ?? 'unchecked',
    problem: row.problem ?? undefined,
    lastRefusedAt: toOptionalInstant(row.last_refused_at_ms),
  };
}

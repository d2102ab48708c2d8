import {
  AuditState,
  Evidence,
} from '@tieline/plugin-integrations-common/governance';

/** A pass that was drawn for somebody to look at. */
export interface StoredAudit {
  id: string;
  /** For example `2026-Q4`. */
  quarter: string;
  entityRef: string;
  checkId: string;
  state: AuditState;
  /** Why it passed when it was drawn, and on which evidence. */
  reason: string;
  evidence: Evidence[];
  sampledAt: string;
  decidedAt?: string;
  decidedBy?: string;
  note?: string;
}

/** A pass that an auditor did not let stand. */
export interface OverturnedPass {
  checkId: string;
  decidedAt: string;
  decidedBy: string;
  note: string;
}

/** The quarter of an instant, in UTC. */
export function quarterOf(instant: Date): string {
  const quarter = Math.floor(instant.getUTCMonth() / 3) + 1;
  return `${instant.getUTCFullYear()}-Q${quarter}`;
}

import { StoredInstant, toInstant, toOptionalInstant } from '../database';
import { StoredFinding } from './Finding';

export interface FindingRow {
  id: string;
  entity_ref: string | null;
  state: StoredFinding['state'];
  title: string;
  owner_ref: string;
  due_on: string;
  check_id: string | null;
  origin: StoredFinding['origin'];
  review_id: string | null;
  drill_id: string | null;
  created_at: StoredInstant;
  created_by: string;
  done_at: StoredInstant | null;
  done_by: string | null;
  note: string | null;
  href: string | null;
}

export function toFinding(row: FindingRow): StoredFinding {
  return {
    id: row.id,
    entityRef: row.entity_ref ?? undefined,
    state: row.state,
    title: row.title,
    ownerRef: row.owner_ref,
    dueOn: row.due_on,
    checkId: row.check_id ?? undefined,
    origin: row.origin,
    reviewId: row.review_id ?? undefined,
    drillId: row.drill_id ?? undefined,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    doneAt: toOptionalInstant(row.done_at),
    doneBy: row.done_by ?? undefined,
    note: row.note ?? undefined,
    href: row.href ?? undefined,
  };
}

export function toFindingRow(finding: StoredFinding): FindingRow {
  const toDate = (instant: string | undefined) =>
    instant === undefined ? null : new Date(instant);
  return {
    id: finding.id,
    entity_ref: finding.entityRef ?? null,
    state: finding.state,
    title: finding.title,
    owner_ref: finding.ownerRef,
    due_on: finding.dueOn,
    check_id: finding.checkId ?? null,
    origin: finding.origin,
    review_id: finding.reviewId ?? null,
    drill_id: finding.drillId ?? null,
    created_at: new Date(finding.createdAt),
    created_by: finding.createdBy,
    done_at: toDate(finding.doneAt),
    done_by: finding.doneBy ?? null,
    note: finding.note ?? null,
    href: finding.href ?? null,
  };
}

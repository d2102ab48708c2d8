import { Finding } from '@tieline/plugin-integrations-common/governance';

/** What a review or a drill found, as it is stored. */
export interface StoredFinding extends Pick<
  Finding,
  | 'id'
  | 'state'
  | 'title'
  | 'ownerRef'
  | 'dueOn'
  | 'checkId'
  | 'origin'
  | 'reviewId'
  | 'drillId'
  | 'createdAt'
  | 'createdBy'
  | 'doneAt'
  | 'doneBy'
  | 'note'
  | 'href'
> {
  /** Missing where it is about the whole portfolio. */
  entityRef?: string;
}

/** A finding to keep; it is open. */
export type NewFinding = Pick<
  StoredFinding,
  | 'entityRef'
  | 'title'
  | 'ownerRef'
  | 'dueOn'
  | 'checkId'
  | 'origin'
  | 'reviewId'
  | 'drillId'
  | 'createdBy'
>;

/** Who is named where a check closed a finding. */
export const DONE_BY_EVIDENCE = 'evidence';

/** @param today - ISO 8601 day */
export function isOverdue(finding: StoredFinding, today: string): boolean {
  return finding.state === 'open' && finding.dueOn < today;
}

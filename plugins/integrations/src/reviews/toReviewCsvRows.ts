import {
  DueReview,
  Finding,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each integration that is to be reviewed. */
export function toDueCsvRows(items: readonly DueReview[]): CsvRow[] {
  return items.map(due => ({
    integration: due.integration?.entityRef ?? 'the portfolio',
    owner: due.integration?.ownerRef,
    criticality: due.integration?.criticality,
    'due on': due.dueOn,
    overdue: due.isOverdue ? 'yes' : 'no',
    'due early because': due.early.map(({ text }) => text).join('; '),
    'cadence, days': due.cadenceDays,
    'cadence from': due.cadenceSource,
    'allowed, days': due.allowedDays,
    'last reviewed on': due.lastReviewedOn,
    'last review': due.lastReviewId,
    'open review': due.openReviewId,
  }));
}

/** A row for each finding. */
export function toFindingCsvRows(items: readonly Finding[]): CsvRow[] {
  return items.map(finding => ({
    finding: finding.title,
    state: finding.state,
    integration: finding.integration?.entityRef,
    'to be done by': finding.ownerRef,
    'due on': finding.dueOn,
    overdue: finding.isOverdue ? 'yes' : 'no',
    check: finding.checkTitle ?? finding.checkId,
    'result of the check': finding.checkResult,
    origin: finding.origin,
    review: finding.reviewId,
    drill: finding.drillId,
    'found by': finding.createdBy,
    'found at': finding.createdAt,
    'done by': finding.doneBy,
    'done at': finding.doneAt,
    note: finding.note,
    evidence: finding.href,
    id: finding.id,
  }));
}

import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each waiver. */
export function toWaiverCsvRows(waivers: Waiver[]): CsvRow[] {
  return waivers.map(waiver => ({
    integration: waiver.integration.entityRef,
    owner: waiver.integration.ownerRef,
    check: waiver.title,
    question: waiver.questionId,
    state: waiver.state,
    reason: waiver.reason,
    until: waiver.until,
    'asked by': waiver.askedBy,
    'asked at': waiver.askedAt,
    'decided by': waiver.decidedBy,
    'decided at': waiver.decidedAt,
    'reason of the decision': waiver.decisionReason,
    'ended at': waiver.endedAt,
    id: waiver.id,
    renews: waiver.renews,
    'renewed by': waiver.renewedBy,
  }));
}

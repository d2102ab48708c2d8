import {
  IntegrationGovernanceApi,
  ListWaiversRequest,
  Waiver,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** The list's own upper bound for a page. */
const LARGEST_PAGE = 500;

/** Reads every page of a list, whatever page is shown. */
export async function readAllWaivers(
  api: IntegrationGovernanceApi,
  request: ListWaiversRequest,
): Promise<Waiver[]> {
  const items: Waiver[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listWaivers({
      ...request,
      limit: LARGEST_PAGE,
      cursor,
    });
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return items;
}

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

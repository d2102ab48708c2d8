import { SuspectedDuplicate } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each integration of each group, which its id keeps together. */
export function toDuplicateCsvRows(items: SuspectedDuplicate[]): CsvRow[] {
  return items.flatMap(
    ({ id, data, sourceRef, targetRef, integrations, dismissal }) =>
      integrations.map(integration => ({
        group: id,
        data,
        source: sourceRef,
        target: targetRef,
        integration: integration.entityRef,
        owner: integration.ownerRef,
        pattern: integration.pattern,
        criticality: integration.criticality,
        'dismissed by': dismissal?.by,
        'dismissed at': dismissal?.at,
        'dismissed because': dismissal?.reason,
      })),
  );
}

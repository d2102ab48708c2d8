import { ChecklistEffect } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each check with another result. */
export function toEffectCsvRows(effects: ChecklistEffect[]): CsvRow[] {
  return effects.flatMap(({ integration, before, after, changes }) =>
    changes.map(change => ({
      integration: integration.entityRef,
      owner: integration.ownerRef,
      criticality: integration.criticality,
      'yes before': before.yes,
      'applicable before': before.applicable,
      'yes after': after.yes,
      'applicable after': after.applicable,
      check: change.checkId,
      title: change.title,
      from: change.from,
      to: change.to,
      reason: change.reason,
    })),
  );
}

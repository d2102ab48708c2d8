import { Intervention } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each intervention. */
export function toInterventionCsvRows(interventions: Intervention[]): CsvRow[] {
  return interventions.map(intervention => ({
    at: intervention.at,
    integration: intervention.integration.entityRef,
    owner: intervention.integration.ownerRef,
    kind: intervention.kind,
    minutes: intervention.minutes,
    by: intervention.by,
    note: intervention.note,
    alarm: intervention.alarmId,
    id: intervention.id,
  }));
}

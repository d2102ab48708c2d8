import { Pilot } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each closed pilot. */
export function toPracticeCsvRows(pilots: Pilot[]): CsvRow[] {
  return pilots.map(pilot => ({
    title: pilot.title,
    integration: pilot.integration.entityRef,
    team: pilot.ownerRef,
    outcome: pilot.writeUp?.outcome,
    'started at': pilot.startedAt,
    'ended at': pilot.endedAt,
    'yes before': pilot.baseline.yes,
    'yes after': pilot.now.yes,
    'applicable after': pilot.now.applicable,
    measures: pilot.measures
      .map(
        ({ title, unit, before, after }) =>
          `${title} (${unit}): ${before ?? 'unmeasured'} → ${after ?? 'unmeasured'}`,
      )
      .join('; '),
    'write-up': pilot.writeUp?.text,
    'written by': pilot.writeUp?.by,
    id: pilot.id,
  }));
}

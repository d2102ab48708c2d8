import {
  Drill,
  DrillSuggestion,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each drill. */
export function toDrillCsvRows(items: readonly Drill[]): CsvRow[] {
  return items.map(drill => ({
    integration: drill.integration.entityRef,
    owner: drill.integration.ownerRef,
    'failure mode': drill.failureModeTitle,
    state: drill.state,
    environment: drill.environment,
    from: drill.from,
    to: drill.to,
    outcome: drill.outcome,
    'held at': drill.heldAt,
    'minutes to recover': drill.minutesToRecover,
    artefact: drill.artefact,
    notes: drill.notes,
    findings: drill.findings.map(({ title }) => title).join('; '),
    'called off because': drill.cancelReason,
    source: drill.source,
    'planned by': drill.createdBy,
    'recorded by': drill.recordedBy,
    people: drill.people.join('; '),
    id: drill.id,
  }));
}

/** A row for each failure that is to be drilled. */
export function toSuggestionCsvRows(
  items: readonly DrillSuggestion[],
): CsvRow[] {
  return items.map(suggestion => ({
    integration: suggestion.integration.entityRef,
    owner: suggestion.integration.ownerRef,
    criticality: suggestion.integration.criticality,
    'failure mode': suggestion.failureMode.title,
    'last drilled on': suggestion.lastDrilledOn ?? 'never',
    score: suggestion.score,
    reasons: suggestion.reasons.join('; '),
  }));
}

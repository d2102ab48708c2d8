import { Decision } from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** A row for each recorded decision. */
export function toDecisionCsvRows(decisions: Decision[]): CsvRow[] {
  return decisions.map(decision => ({
    title: decision.title,
    integration: decision.integration?.entityRef,
    from: decision.sourceRef,
    to: decision.targetRefs?.join(' '),
    chosen: decision.pattern,
    recommended: decision.recommended,
    rank: decision.rank,
    reason: decision.reason,
    'decided on': decision.decidedOn,
    people: decision.people.join(' '),
    'matrix version': decision.matrixVersion,
    'recorded by': decision.recordedBy,
    'recorded at': decision.recordedAt,
    source: decision.source,
    id: decision.id,
    'superseded by': decision.supersededBy,
  }));
}

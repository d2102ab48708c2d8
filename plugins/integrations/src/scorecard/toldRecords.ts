import {
  EvidenceRecord,
  EvidenceType,
  IntegrationScorecard,
  ListEvidenceRequest,
} from '@tieline/plugin-integrations-common/governance';
import { CsvRow } from '../shared/downloadCsv';

/** How many records a page has. */
export const PAGE_SIZE = 20;

/** What can be told, in words. */
export const EVIDENCE_TYPES: ReadonlyArray<{
  id: EvidenceType;
  title: string;
}> = [
  { id: 'test-results', title: 'test results' },
  { id: 'deployment', title: 'deployment' },
  { id: 'dependencies', title: 'dependencies' },
  { id: 'fault-test', title: 'fault test' },
  { id: 'fact', title: 'fact' },
  { id: 'attestation', title: 'attestation' },
];

/** What somebody told of, in words: a check's title, or the sender's own name for it. */
export function subjectOf(
  record: EvidenceRecord,
  outcomes: IntegrationScorecard['outcomes'],
): string {
  return record.type === 'attestation'
    ? (outcomes.find(({ checkId }) => checkId === record.subject)?.title ??
        record.subject)
    : record.subject;
}

export function typeTitle(type: EvidenceType): string {
  return EVIDENCE_TYPES.find(({ id }) => id === type)!.title;
}

/** What of it the address asks for. */
export function toRequest(values: URLSearchParams): ListEvidenceRequest {
  const types = values.getAll('type');
  const type = EVIDENCE_TYPES.map(({ id }) => id).filter(id =>
    types.includes(id),
  );
  return {
    ...(type.length && { type }),
    ...(values.get('current') === 'true' && { current: true }),
  };
}

/** A row for each record. */
export function toEvidenceCsvRows(records: EvidenceRecord[]): CsvRow[] {
  return records.map(record => ({
    at: record.at,
    'received at': record.receivedAt,
    type: record.type,
    subject: record.subject,
    environment: record.environment,
    value: record.value,
    grade: record.grade,
    source: record.source,
    by: record.by,
    link: record.href,
    'superseded at': record.supersededAt,
  }));
}

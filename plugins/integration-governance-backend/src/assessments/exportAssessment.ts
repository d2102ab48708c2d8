import { Evidence } from '@tieline/plugin-integrations-common/governance';
import Papa from 'papaparse';
import { FrozenIntegration, StoredAssessment } from './Assessment';

const COLUMNS = [
  'integration',
  'owner',
  'criticality',
  'question',
  'check',
  'title',
  'result',
  'reason',
  'needs',
  'evidence',
  'source',
  'grade',
  'at',
  'expiresAt',
  'waiverUntil',
] as const;

/** Several pieces of evidence stand in one field, in the same order in each. */
const BETWEEN_PIECES = ' | ';

/** The name of the file that an export is saved as. */
export function exportFileName(
  { frozenAt, startedAt }: StoredAssessment,
  format: 'csv' | 'json',
): string {
  return `tieline-assessment-${(frozenAt ?? startedAt).slice(0, 10)}.${format}`;
}

/** An assessment as JSON text, piece by piece. */
export async function* exportJson(
  { checklist, ...assessment }: StoredAssessment,
  batches: AsyncIterable<FrozenIntegration[]>,
): AsyncGenerator<string> {
  const head = JSON.stringify({
    assessment: { ...assessment, checklistVersion: checklist.version },
    questions: checklist.questions,
  });
  yield `${head.slice(0, -1)},"integrations":[`;
  let separator = '';
  for await (const batch of batches) {
    yield `${separator}${batch.map(one => JSON.stringify(one)).join(',')}`;
    separator = ',';
  }
  yield ']}\n';
}

/**
 * An assessment as CSV (RFC 4180), piece by piece: a row for each integration
 * and check. A text that a spreadsheet would run as a formula is escaped.
 */
export async function* exportCsv(
  batches: AsyncIterable<FrozenIntegration[]>,
): AsyncGenerator<string> {
  yield `${Papa.unparse([[...COLUMNS]])}\r\n`;
  for await (const batch of batches) {
    const rows = batch.flatMap(toRows);
    yield `${Papa.unparse(rows, { escapeFormulae: true })}\r\n`;
  }
}

function toRows({ integration, outcomes }: FrozenIntegration): string[][] {
  return outcomes.map(outcome => {
    const fieldOf = (read: (piece: Evidence) => string | undefined) =>
      (outcome.evidence ?? [])
        .map(piece => read(piece) ?? '')
        .join(BETWEEN_PIECES);
    const row: Record<(typeof COLUMNS)[number], string> = {
      integration: integration.entityRef,
      owner: integration.ownerRef ?? '',
      criticality: integration.criticality ?? '',
      question: outcome.questionId,
      check: outcome.checkId,
      title: outcome.title,
      result: outcome.result,
      reason: outcome.reason,
      needs: outcome.needs ?? '',
      evidence: fieldOf(({ value }) => value),
      source: fieldOf(({ source }) => source),
      grade: fieldOf(({ grade }) => grade),
      at: fieldOf(({ at }) => at),
      expiresAt: fieldOf(({ expiresAt }) => expiresAt),
      waiverUntil:
        outcome.waiver?.state === 'approved' || outcome.result === 'waived'
          ? (outcome.waiver?.until ?? '')
          : '',
    };
    return COLUMNS.map(column => row[column]);
  });
}

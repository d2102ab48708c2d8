import Papa from 'papaparse';
import { downloadText } from './downloadText';

/** One row by column title. What is unmeasured is an empty field, never 0. */
export type CsvRow = Record<string, string | number | null | undefined>;

/**
 * Writes rows as RFC 4180 text. A text that a spreadsheet would run as a
 * formula is escaped.
 */
export function toCsv(rows: CsvRow[]): string {
  return Papa.unparse(rows, { escapeFormulae: true });
}

/** Hands rows over as a file. */
export function downloadCsv(fileName: string, rows: CsvRow[]): void {
  downloadText(fileName, toCsv(rows), 'text/csv');
}

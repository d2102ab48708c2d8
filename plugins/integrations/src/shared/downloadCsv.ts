import Papa from 'papaparse';

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
  const url = URL.createObjectURL(
    new Blob([toCsv(rows)], { type: 'text/csv;charset=utf-8' }),
  );
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  anchor.click();
  URL.revokeObjectURL(url);
}

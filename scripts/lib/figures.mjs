/**
 * Figures as a table for people.
 *
 * @param {Record<string, { value: number | null, unit: string, meaning: string }>} figures
 */
export function formatFigures(figures) {
  const rows = Object.values(figures).map(({ value, unit, meaning }) => [
    meaning,
    value === null ? 'unmeasured' : String(value),
    unit,
  ]);
  const width = column => Math.max(...rows.map(row => row[column].length));
  return rows
    .map(([meaning, value, unit]) =>
      `  ${meaning.padEnd(width(0))}  ${value.padStart(width(1))} ${unit}`.trimEnd(),
    )
    .join('\n');
}

/**
 * Marks what arrow keys stop at: an element with `data-column` (0 for the
 * row's heading) within one with `data-row`.
 */
function stopAt(row: Element, column: number): HTMLElement | null {
  return row.querySelector<HTMLElement>(`[data-column="${column}"]`);
}

function isLastOrFirst(key: string): boolean {
  return key === 'Home' || key === 'End';
}

/**
 * Where a key leads to from a cell, as the grid pattern of the ARIA Authoring
 * Practices has it: arrows by one, Home and End within the row, with Control
 * to the first and last row.
 *
 * @returns null where the key does not move, or there is nothing in that direction
 */
export function nextStop(
  grid: Element,
  from: Element,
  key: string,
  withControl: boolean,
): HTMLElement | null {
  const cell = from.closest<HTMLElement>('[data-column]');
  const row = from.closest('[data-row]');
  if (!cell || !row) {
    return null;
  }
  const column = Number(cell.dataset.column);
  const columns = row.querySelectorAll('[data-column]').length;
  if (isLastOrFirst(key) && !withControl) {
    return stopAt(row, key === 'Home' ? 0 : columns - 1);
  }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return stopAt(row, column + (key === 'ArrowRight' ? 1 : -1));
  }
  const rows = [...grid.querySelectorAll('[data-row]')];
  if (isLastOrFirst(key)) {
    const end = key === 'Home' ? rows[0] : rows[rows.length - 1];
    return stopAt(end, column);
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = rows[rows.indexOf(row) + (key === 'ArrowDown' ? 1 : -1)];
    return next ? stopAt(next, column) : null;
  }
  return null;
}

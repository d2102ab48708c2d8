import { RefObject, useCallback, useEffect, useRef } from 'react';
import { ScorecardAddress, Selection } from './useScorecardAddress';

/** The button of a cell, wherever it is shown. */
function findCell(
  container: Element | null,
  { entityRef, questionId }: Selection,
): HTMLElement | undefined {
  const cells =
    container?.querySelectorAll<HTMLElement>('button[data-cell]') ?? [];
  return [...cells].find(
    cell => cell.dataset.cell === `${entityRef} ${questionId}`,
  );
}

/**
 * Opens and closes the panel, and brings the focus back to the cell that it
 * was opened from, whether by Escape, the close button or the browser's Back.
 */
export function useCellFocus(address: ScorecardAddress): {
  /** Holds cells and panel. */
  container: RefObject<HTMLDivElement>;
  /** Whether somebody opened the panel here, rather than by following a link. */
  hasOpened: boolean;
  open: (entityRef: string, questionId: string) => void;
  close: () => void;
} {
  const { selected, select, closePanel } = address;
  const container = useRef<HTMLDivElement>(null);
  const hasOpened = useRef(false);
  const before = useRef<Selection>();

  const selectLatest = useRef(select);
  selectLatest.current = select;
  // Stable, so that not every row of the map is drawn anew for a selection.
  const open = useCallback((entityRef: string, questionId: string) => {
    hasOpened.current = true;
    selectLatest.current({ entityRef, questionId });
  }, []);

  useEffect(() => {
    const closed = selected ? undefined : before.current;
    before.current = selected;
    const { activeElement } = document;
    const isFocusLost = !activeElement || activeElement === document.body;
    if (closed && isFocusLost) {
      findCell(container.current, closed)?.focus();
    }
  }, [selected]);

  return {
    container,
    hasOpened: hasOpened.current,
    open,
    close: useCallback(() => closePanel(), [closePanel]),
  };
}

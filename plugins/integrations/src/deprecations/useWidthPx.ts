import { useCallback, useState } from 'react';

/** Until it is measured: what a desk's window leaves. */
const USUAL_WIDTH_PX = 848;

/** How wide an element is, following the window; `ref` goes onto the element. */
export function useWidthPx(): {
  ref: (element: HTMLElement | null) => void;
  widthPx: number;
} {
  const [widthPx, setWidthPx] = useState(USUAL_WIDTH_PX);
  const [observer] = useState(() =>
    typeof ResizeObserver === 'undefined'
      ? undefined
      : new ResizeObserver(entries => {
          const measured = entries.at(-1)?.contentRect.width;
          // Nothing is laid out where it is hidden.
          if (measured) {
            setWidthPx(Math.floor(measured));
          }
        }),
  );
  const ref = useCallback(
    (element: HTMLElement | null) => {
      observer?.disconnect();
      if (element) {
        observer?.observe(element);
      }
    },
    [observer],
  );
  return { ref, widthPx };
}

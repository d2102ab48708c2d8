import { useMemo } from 'react';

/** How wide a text of 12 px is, in pixels. */
export type TextWidth = (text: string, isBold?: boolean) => number;

/** A mean letter, generously: a text wider than thought would stand on another. */
const LETTER_PX = 6.6;

const BOLD_LETTER_PX = 7.1;

/** Where nothing can be measured. */
export const estimateWidthPx: TextWidth = (text, isBold) =>
  text.length * (isBold ? BOLD_LETTER_PX : LETTER_PX);

/** Tabular numerals are a little wider than those that a canvas draws. */
const NUMERALS = 1.04;

function measuring(): TextWidth {
  // jsdom and a few hardened browsers have no canvas.
  const context =
    typeof CanvasRenderingContext2D === 'undefined'
      ? null
      : document.createElement('canvas').getContext('2d');
  if (!context) {
    return estimateWidthPx;
  }
  const face = getComputedStyle(document.documentElement).getPropertyValue(
    '--bui-font-regular',
  );
  const known = new Map<string, number>();
  return (text, isBold) => {
    const key = `${isBold ? 'b' : ''}${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = `${isBold ? 600 : 400} 12px ${face || 'sans-serif'}`;
      width = context.measureText(text).width * NUMERALS;
      known.set(key, width);
    }
    return width;
  };
}

/** Measures texts in the face of the portal. */
export function useTextWidth(): TextWidth {
  return useMemo(measuring, []);
}

import { TextWidth } from './textWidth';

/** A stretch of a timeline's width. */
export interface PxSpan {
  from: number;
  to: number;
}

/** Between a mark and its text. */
export const LABEL_GAP_PX = 8;

/** Whether two stretches have more than an edge in common. */
export function overlaps(one: PxSpan, other: PxSpan): boolean {
  return one.from < other.to && other.from < one.to;
}

/**
 * Where a text stands right of a mark, or where there is no room, left of it.
 *
 * @param widthPx - of the text
 * @param taken - where texts stand already
 * @returns undefined where it fits on neither side
 */
export function placeBeside(
  mark: PxSpan,
  widthPx: number,
  trackPx: number,
  taken: PxSpan[] = [],
): PxSpan | undefined {
  const starts = [mark.to + LABEL_GAP_PX, mark.from - LABEL_GAP_PX - widthPx];
  return starts
    .map(from => ({ from, to: from + widthPx }))
    .find(
      span =>
        span.from >= 0 &&
        span.to <= trackPx &&
        !taken.some(other => overlaps(other, span)),
    );
}

/** What is written at the bar of an ending, and at what. */
export interface EndingLabelRequest {
  trackPx: number;
  textPx: TextWidth;
  /** Everything drawn at the height of the bar. */
  bar: PxSpan;
  todayX: number;
  sunset?: { x: number; text: string };
  forecast: { main: string; detail?: string; mark?: PxSpan };
}

/** Where the texts at the bar of an ending stand. */
export interface EndingLabels {
  /** Below the bar. */
  sunset?: PxSpan;
  /**
   * `beside`: right of the bar, its detail below it. `below`: one line below
   * the bar. `under`: one line under everything, which may wrap.
   */
  forecast: { place: 'beside' | 'below' | 'under'; fromPx: number };
}

function placeSunset(request: EndingLabelRequest): PxSpan | undefined {
  const { sunset, trackPx, textPx } = request;
  if (!sunset) {
    return undefined;
  }
  const widthPx = textPx(sunset.text);
  const { x } = sunset;
  const from =
    x + LABEL_GAP_PX / 2 + widthPx <= trackPx
      ? x + LABEL_GAP_PX / 2
      : Math.max(0, x - LABEL_GAP_PX / 2 - widthPx);
  return { from, to: from + widthPx };
}

/**
 * Places the date of the sunset below the bar and the forecast right of it;
 * where one would stand on the other or be cut, the forecast goes further down.
 */
export function placeEndingLabels(request: EndingLabelRequest): EndingLabels {
  const { trackPx, textPx, bar, todayX, forecast } = request;
  const { main, detail, mark } = forecast;
  const sunset = placeSunset(request);
  const mainPx = textPx(main, true);
  const besidePx = Math.max(mainPx, textPx(detail ?? ''));
  const afterBar = bar.to + LABEL_GAP_PX;
  const crossesToday = overlaps(
    { from: afterBar, to: afterBar + besidePx },
    { from: todayX - LABEL_GAP_PX, to: todayX + LABEL_GAP_PX },
  );
  const from = crossesToday ? todayX + LABEL_GAP_PX : afterBar;
  const beside = { from, to: from + besidePx };
  const detailCollides =
    detail !== undefined && sunset !== undefined && overlaps(beside, sunset);
  if (beside.to <= trackPx && !detailCollides) {
    return { sunset, forecast: { place: 'beside', fromPx: from } };
  }
  const linePx = mainPx + textPx(detail ? `, ${detail}` : '');
  const near = mark ?? { from: bar.to, to: bar.to };
  const below = [
    near.to - linePx,
    near.from,
    ...(sunset
      ? [sunset.to + LABEL_GAP_PX, sunset.from - LABEL_GAP_PX - linePx]
      : []),
  ].find(
    start =>
      start >= 0 &&
      start + linePx <= trackPx &&
      !(
        sunset &&
        overlaps(
          { from: start - LABEL_GAP_PX, to: start + linePx + LABEL_GAP_PX },
          sunset,
        )
      ),
  );
  return {
    sunset,
    forecast:
      below === undefined
        ? {
            place: 'under',
            fromPx: Math.max(0, Math.min(near.from, trackPx - linePx)),
          }
        : { place: 'below', fromPx: below },
  };
}

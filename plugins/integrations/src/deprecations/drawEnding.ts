import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import {
  ForecastWords,
  forecastWords,
  isOver,
  sunsetWords,
} from './endingWords';
import {
  EndingLabels,
  overlaps,
  placeEndingLabels,
  PxSpan,
} from './timelineLabels';
import { LifeSegment, lifeSegments } from './timelineMarks';
import { TimelineScale } from './timelineScale';

/** A bar that lies outside the window still is something to press. */
const NARROWEST_BAR_PX = 8;

/** Left and right of a word within a bar. */
const WORD_PADDING_PX = 6;

/** A stretch of the bar, with its word where there is room for it. */
export interface SegmentDrawing extends PxSpan {
  kind: LifeSegment['kind'];
  word?: string;
}

/** An ending in pixels. */
export interface EndingDrawing {
  bar: PxSpan;
  segments: SegmentDrawing[];
  /** Missing where it lies outside the window. */
  sunsetX?: number;
  forecast?: {
    /** Missing where it lies outside the window. */
    lastX?: number;
    range?: PxSpan;
  };
  words: { sunset?: string; forecast: ForecastWords };
  labels: EndingLabels;
}

function drawSegment(
  { kind, from, to }: LifeSegment,
  scale: TimelineScale,
  todayX: number,
): SegmentDrawing {
  const span = { from: scale.x(from), to: scale.x(to) };
  const wordTo = span.from + scale.textPx(kind) + 2 * WORD_PADDING_PX;
  const hasWord = kind === 'active' || kind === 'deprecated';
  const isCrossed = overlaps(
    { from: span.from, to: wordTo },
    { from: todayX - 1, to: todayX + 1 },
  );
  return {
    kind,
    ...span,
    word: hasWord && wordTo <= span.to && !isCrossed ? kind : undefined,
  };
}

function within(scale: TimelineScale, at: string | undefined) {
  const instant = at === undefined ? NaN : Date.parse(at);
  return instant >= scale.from && instant <= scale.to
    ? scale.x(instant)
    : undefined;
}

function drawForecast(
  ending: EndingSummary,
  scale: TimelineScale,
): EndingDrawing['forecast'] {
  const { outcome, lastAt, fromAt, untilAt } = ending.forecast;
  if (outcome !== 'expected' || isOver(ending)) {
    return undefined;
  }
  const range =
    fromAt && untilAt
      ? { from: scale.x(Date.parse(fromAt)), to: scale.x(Date.parse(untilAt)) }
      : undefined;
  return {
    lastX: within(scale, lastAt),
    range: range && range.from < range.to ? range : undefined,
  };
}

/** Keeps a stretch within the track, and wide enough to be pressed. */
function widened({ from, to }: PxSpan, trackPx: number): PxSpan {
  const missing = Math.max(0, NARROWEST_BAR_PX - (to - from));
  const start = Math.min(from, Math.max(0, trackPx - NARROWEST_BAR_PX));
  return { from: start, to: missing ? start + NARROWEST_BAR_PX : to };
}

/** Lays out an ending's bar, marks and texts. */
export function drawEnding(
  ending: EndingSummary,
  scale: TimelineScale,
  now: Date,
): EndingDrawing {
  const todayX = scale.x(now.getTime());
  const segments = lifeSegments(ending, now)
    .map(segment => drawSegment(segment, scale, todayX))
    .filter(({ from, to }) => from < to);
  const announcedX = scale.x(Date.parse(ending.announcedAt));
  const bar = widened(
    {
      from: segments[0]?.from ?? announcedX,
      to: segments.at(-1)?.to ?? announcedX,
    },
    scale.widthPx,
  );
  const forecast = drawForecast(ending, scale);
  const words = {
    sunset:
      isOver(ending) && !ending.sunsetAt ? undefined : sunsetWords(ending, now),
    forecast: forecastWords(ending, now),
  };
  const marks = [bar.to, forecast?.lastX ?? 0, forecast?.range?.to ?? 0];
  const labels = placeEndingLabels({
    trackPx: scale.widthPx,
    textPx: scale.textPx,
    bar: { from: bar.from, to: Math.max(...marks) },
    todayX,
    sunset: words.sunset
      ? {
          x: ending.sunsetAt ? scale.x(Date.parse(ending.sunsetAt)) : bar.to,
          text: words.sunset,
        }
      : undefined,
    forecast: { ...words.forecast, mark: forecast?.range },
  });
  return {
    bar,
    segments,
    sunsetX: within(scale, ending.sunsetAt),
    forecast,
    words,
    labels,
  };
}

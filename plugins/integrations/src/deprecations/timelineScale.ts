import { overlaps, PxSpan } from './timelineLabels';
import { estimateWidthPx, TextWidth } from './textWidth';

/** What a timeline shows, in milliseconds since the epoch. */
export interface TimelineWindow {
  from: number;
  to: number;
}

/** Where an instant lies on a timeline. */
export interface TimelineScale extends TimelineWindow {
  widthPx: number;
  /** From the left edge; what lies outside lies on the edge. */
  x(instant: number): number;
  textPx: TextWidth;
}

/** Whole months in the reader's time zone; about two fifths of them are past. */
export function windowOf(now: Date, months: number): TimelineWindow {
  const first = now.getMonth() - Math.floor((months - 1) / 2);
  return {
    from: new Date(now.getFullYear(), first, 1).getTime(),
    to: new Date(now.getFullYear(), first + months, 1).getTime(),
  };
}

/** Maps instants to pixels. */
export function createScale(
  { from, to }: TimelineWindow,
  widthPx: number,
  textPx: TextWidth = estimateWidthPx,
): TimelineScale {
  return {
    from,
    to,
    widthPx,
    textPx,
    x(instant) {
      const share = (instant - from) / (to - from);
      return Math.min(1, Math.max(0, share)) * widthPx;
    },
  };
}

/** The first instant of a month, and what it is called. */
export interface MonthTick {
  at: number;
  title: string;
}

/** Each month of a window; the first and each January with the year. */
export function monthTicks({ from, to }: TimelineWindow): MonthTick[] {
  const ticks: MonthTick[] = [];
  let date = new Date(from);
  while (date.getTime() < to) {
    ticks.push({
      at: date.getTime(),
      title: date.toLocaleDateString('en-GB', {
        month: 'short',
        ...((ticks.length === 0 || date.getMonth() === 0) && {
          year: 'numeric',
        }),
      }),
    });
    date = new Date(date.getFullYear(), date.getMonth() + 1, 1);
  }
  return ticks;
}

/** Between a gridline and the name of its month. */
export const MONTH_GAP_PX = 4;

/** The months whose names have room beside each other and beside today's. */
export function monthsWithRoom(
  ticks: MonthTick[],
  scale: TimelineScale,
  today: PxSpan,
): MonthTick[] {
  const taken = [today];
  return ticks.filter(({ at, title }) => {
    const from = scale.x(at) + MONTH_GAP_PX;
    const span = { from, to: from + scale.textPx(title) };
    const hasRoom =
      span.to <= scale.widthPx && !taken.some(other => overlaps(other, span));
    if (hasRoom) {
      taken.push(span);
    }
    return hasRoom;
  });
}

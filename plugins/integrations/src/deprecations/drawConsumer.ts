import { EndingConsumer } from '@tieline/plugin-integrations-common/contracts';
import { consumerWords } from './consumerWords';
import { placeBeside, PxSpan } from './timelineLabels';
import { isOccasional, nextRunBy, runsOfUse } from './timelineMarks';
import { TimelineScale } from './timelineScale';

const TICK_PX = 6;

/** A consumer in pixels. */
export interface ConsumerDrawing {
  /** All that is drawn: what can be pressed. */
  bar: PxSpan;
  runs: Array<PxSpan & { isTick: boolean }>;
  /** Dotted under what runs now and then, dashed where it was never seen. */
  line?: PxSpan;
  /** Where it should be seen again. */
  nextX?: number;
  text: string;
  /** Missing where the text has no room beside the bar and stands below it. */
  label?: PxSpan;
}

function drawRuns(consumer: EndingConsumer, scale: TimelineScale, now: Date) {
  return runsOfUse(consumer, now)
    .filter(({ from, to }) => to >= scale.from && from <= scale.to)
    .map(({ from, to, isTick }) => {
      const start = scale.x(from);
      const end = scale.x(to);
      return isTick
        ? { from: start, to: Math.max(end, start + TICK_PX), isTick }
        : { from: start, to: end, isTick };
    });
}

function lineOf(
  consumer: EndingConsumer,
  todayX: number,
  nextX: number | undefined,
): PxSpan | undefined {
  if (consumer.state === 'never-seen') {
    return { from: 0, to: todayX };
  }
  return isOccasional(consumer) &&
    consumer.state !== 'left' &&
    consumer.state !== 'presumed-gone'
    ? { from: 0, to: nextX ?? todayX }
    : undefined;
}

/** Lays out a consumer's use and the text beside it. */
export function drawConsumer(
  consumer: EndingConsumer,
  scale: TimelineScale,
  now: Date,
): ConsumerDrawing {
  const todayX = scale.x(now.getTime());
  const runs = drawRuns(consumer, scale, now);
  const next = nextRunBy(consumer, now);
  const nextX =
    next !== undefined && next <= scale.to ? scale.x(next) : undefined;
  const line = lineOf(consumer, todayX, nextX);
  const edges = [
    ...runs,
    ...(line ? [line] : []),
    ...(nextX === undefined
      ? []
      : [{ from: nextX - TICK_PX / 2, to: nextX + TICK_PX / 2 }]),
  ];
  const bar = edges.length
    ? {
        from: Math.min(...edges.map(({ from }) => from)),
        to: Math.max(...edges.map(({ to }) => to)),
      }
    : // Its use lies before the window.
      { from: 0, to: TICK_PX };
  const text = consumerWords(consumer, now);
  const widthPx = scale.textPx(text);
  const isOn = consumer.state === 'uses' || consumer.state === 'quiet';
  const mark = { from: bar.from, to: isOn ? Math.max(bar.to, todayX) : bar.to };
  const label =
    placeBeside(mark, widthPx, scale.widthPx, [
      // Today's line runs through no text.
      { from: todayX - 4, to: todayX + 4 },
    ]) ?? placeBeside(mark, widthPx, scale.widthPx);
  return { bar, runs, line, nextX, text, label };
}

import { Period } from '../traffic/flowTraffic';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A part of the history that is sent with points of one width. */
export interface Block extends Period {
  stepMs: number;
}

/**
 * Cuts history into blocks, the newest first, so that pages are meaningful
 * soon: a minute a point for the last three hours (the last one by itself), five minutes for the last
 * day, an hour before that. The same ends give the same blocks.
 */
export function planBlocks({ fromMs, toMs }: Period): Block[] {
  const newestFromMs = floor(toMs - hourMs, minuteMs);
  const fineFromMs = floor(toMs - 3 * hourMs, 5 * minuteMs);
  const dayFromMs = floor(toMs - dayMs, hourMs);
  const blocks: Block[] = [
    { fromMs: newestFromMs, toMs, stepMs: minuteMs },
    { fromMs: fineFromMs, toMs: newestFromMs, stepMs: minuteMs },
    { fromMs: dayFromMs, toMs: fineFromMs, stepMs: 5 * minuteMs },
  ];
  for (let end = dayFromMs; end > fromMs; end -= 7 * dayMs) {
    blocks.push({ fromMs: end - 7 * dayMs, toMs: end, stepMs: hourMs });
  }
  return blocks
    .map(block => ({ ...block, fromMs: Math.max(fromMs, block.fromMs) }))
    .filter(block => block.fromMs < block.toMs);
}

/** The points of a block, oldest first; they end on full steps. */
export function stepsOf({ fromMs, toMs, stepMs }: Block): Period[] {
  const steps: Period[] = [];
  for (let at = fromMs; at < toMs;) {
    const end = Math.min(toMs, floor(at, stepMs) + stepMs);
    steps.push({ fromMs: at, toMs: end });
    at = end;
  }
  return steps;
}

/** The last multiple of a step that is not after an instant. */
export function floor(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}

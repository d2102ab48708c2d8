/** A part of the history. */
export interface Span {
  nowMs: number;
  fromMs: number;
  /** Exclusive; `nowMs` where it is the newest part. */
  toMs: number;
}

export const isNewest = ({ nowMs, toMs }: Span) => toMs === nowMs;

/** Telemetry that is there already while pages are measured, so that nothing falls silent meanwhile. */
export const AHEAD_MS = 45 * 60_000;

/** What is known of a window of a flow: maybe from one side only. */
export interface WindowFigures {
  /** What it follows on and is followed by: windows of one track are judged together. */
  track: string;
  /** Name of the data flow; empty where there is only one. */
  flow: string;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  sent?: number;
  /** What arrived and was taken. */
  received?: number;
  rejected?: number;
  deduplicated?: number;
  /** What was counted, in the plural: `orders`. */
  unit?: string;
  /** Who counted, the sender first. */
  sources: string[];
  /** More of it may still come: it is not to be judged yet. */
  isOpen?: boolean;
  /** Records count for the window that each side saw them in, and not for the one that they were sent in. */
  isByPointTime?: boolean;
}

/** Where windows are read: reports, runs, or counters. */
export interface WindowSource {
  /**
   * Windows that end in a range; what comes later goes before what came earlier.
   *
   * @param nowMs - tells whether more of a window may still come
   */
  list(
    integrationRef: string,
    environment: string,
    fromMs: number,
    toMs: number,
    nowMs: number,
  ): Promise<WindowFigures[]>;
}

const keyOf = ({ track, flow, fromMs, toMs }: WindowFigures) =>
  `${fromMs} ${toMs} ${track} ${flow}`;

/** What each side said of the same window becomes one, oldest first. */
export function mergeWindows(parts: readonly WindowFigures[]): WindowFigures[] {
  const windows = new Map<string, WindowFigures>();
  for (const part of parts) {
    const before = windows.get(keyOf(part));
    const known = before?.sources ?? [];
    const isSender = part.sent !== undefined;
    windows.set(keyOf(part), {
      ...before,
      ...part,
      sources: [
        ...new Set(
          isSender ? [...part.sources, ...known] : [...known, ...part.sources],
        ),
      ],
    });
  }
  return [...windows.values()].sort(
    (left, right) => left.toMs - right.toMs || left.fromMs - right.fromMs,
  );
}

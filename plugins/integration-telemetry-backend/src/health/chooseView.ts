import { Interaction } from '@tieline/plugin-integrations-common';
import { CallSide, TelemetrySource } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';

/** One of several reports of the same calls. */
export interface SeriesView {
  source: TelemetrySource;
  side: CallSide;
  series: StoredSeries[];
  lastSeenMs: number;
}

/** How long the preferred report may be gone while another goes on. */
const GONE_AFTER_MS = 3_600_000;

/**
 * The same calls can be reported four times: as metrics and as spans, by the
 * caller and by the callee. One of them is shown, since adding them up would
 * count calls twice: metrics before spans; for a request who called before who
 * was called, for messages who processed before who published. The choice
 * follows from what is stored alone, so that replicas and restarts agree.
 */
export function chooseView(
  series: readonly StoredSeries[],
  interaction: Interaction | undefined,
): SeriesView | undefined {
  const views = new Map<string, SeriesView>();
  for (const item of series) {
    const { source, side } = item;
    const key = `${source} ${side}`;
    const view = views.get(key) ?? { source, side, series: [], lastSeenMs: 0 };
    view.series.push(item);
    view.lastSeenMs = Math.max(view.lastSeenMs, item.last_seen_ms);
    views.set(key, view);
  }
  const newestMs = Math.max(
    ...[...views.values()].map(view => view.lastSeenMs),
  );
  const preferredSide: CallSide =
    interaction === 'event' || interaction === 'stream' ? 'callee' : 'caller';
  const rank = (view: SeriesView) =>
    (view.source === 'metrics' ? 0 : 2) + (view.side === preferredSide ? 0 : 1);
  const [best] = [...views.values()]
    .filter(view => view.lastSeenMs >= newestMs - GONE_AFTER_MS)
    .sort((left, right) => rank(left) - rank(right));
  return best;
}

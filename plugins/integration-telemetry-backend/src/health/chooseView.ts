import { Interaction } from '@tieline/plugin-integrations-common';
import { CallSide, TelemetrySource } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';

/** One of several reports of the same calls. */
export interface SeriesView {
  source: TelemetrySource;
  side: CallSide;
  series: StoredSeries[];
  firstSeenMs: number;
  lastSeenMs: number;
}

/** How long the preferred report may be gone while another goes on. */
const GONE_AFTER_MS = 3_600_000;

/** The reports that series are of, the preferred first. */
export function listViews(
  series: readonly StoredSeries[],
  interaction: Interaction | undefined,
): SeriesView[] {
  const views = new Map<string, SeriesView>();
  for (const item of series) {
    const { source, side } = item;
    const key = `${source} ${side}`;
    const view = views.get(key) ?? {
      source,
      side,
      series: [],
      firstSeenMs: Infinity,
      lastSeenMs: 0,
    };
    view.series.push(item);
    view.firstSeenMs = Math.min(view.firstSeenMs, item.first_seen_ms);
    view.lastSeenMs = Math.max(view.lastSeenMs, item.last_seen_ms);
    views.set(key, view);
  }
  const preferredSide: CallSide =
    interaction === 'event' || interaction === 'stream' ? 'callee' : 'caller';
  const rank = (view: SeriesView) =>
    (view.source === 'metrics' ? 0 : 2) + (view.side === preferredSide ? 0 : 1);
  return [...views.values()].sort((left, right) => rank(left) - rank(right));
}

/**
 * The same calls can be reported four times: as metrics and as spans, by the
 * caller and by the callee. One of them is shown, since adding them up would
 * count calls twice: metrics before spans; for a request who called before who
 * was called, for messages who processed before who published. This is the
 * first choice, from what is stored alone, so that replicas agree; whether it
 * is kept is for {@link decideView}.
 */
export function chooseView(
  series: readonly StoredSeries[],
  interaction: Interaction | undefined,
): SeriesView | undefined {
  const views = listViews(series, interaction);
  const newestMs = Math.max(...views.map(view => view.lastSeenMs));
  return views.find(view => view.lastSeenMs >= newestMs - GONE_AFTER_MS);
}

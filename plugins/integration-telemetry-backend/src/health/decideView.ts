import { Interaction } from '@tieline/plugin-integrations-common';
import { CallSide, TelemetrySource } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { chooseView, listViews, SeriesView } from './chooseView';

/** Why a report is shown: the first choice, or what replaced it and why. */
export type ViewReason = 'first' | 'stopped' | 'metrics';

/** The report that is shown of an integration in an environment. */
export interface KeptView {
  source: TelemetrySource;
  side: CallSide;
  sinceMs: number;
  reason: ViewReason;
}

/**
 * Who calls and who is called seldom start to report in the same second: so
 * long after the first of them the choice may still follow the order of
 * preference.
 */
export const SETTLES_FOR_MS = 10 * 60_000;

/** What is shown gives way to another that goes on so long without it. */
const STOPPED_AFTER_MS = 3_600_000;

/** Times the usual pause between two calls, where that is longer. */
const STOPPED_AFTER_PAUSES = 3;

/** Metrics replace spans after they came for so long. */
const STEADY_FOR_MS = 3_600_000;

/**
 * A report that would be preferred has to tell of at least this share of the
 * calls: where one caller of three reports, who is called knows better.
 */
const FULL_SHARE = 0.5;

/** What the decision may ask for; most need none of it. */
export interface ViewFacts {
  /** The usual time between two calls, in ms; 0 where it is not known. */
  usualPauseMs(view: SeriesView): Promise<number>;
  /** The calls of this last time. */
  countCalls(view: SeriesView, overMs: number): Promise<number>;
}

/** Whether a report is of this source and this side. */
export function isView(
  view: Pick<SeriesView, 'source' | 'side'>,
  other: Pick<SeriesView, 'source' | 'side'>,
): boolean {
  return view.source === other.source && view.side === other.side;
}

/**
 * Decides which report is shown from now on, and keeps the one that is unless
 * it stopped or metrics came beside spans. Numbers that change their meaning
 * from one hour to the next would be worse than second-best ones.
 *
 * @param kept - what was shown until now
 * @returns `kept` itself where nothing changes, undefined where nothing is reported
 */
export async function decideView(
  kept: KeptView | undefined,
  series: readonly StoredSeries[],
  interaction: Interaction | undefined,
  nowMs: number,
  facts: ViewFacts,
): Promise<KeptView | undefined> {
  const best = chooseView(series, interaction);
  if (!best) {
    return kept;
  }
  const become = (
    { source, side }: SeriesView,
    reason: ViewReason,
    sinceMs: number = nowMs,
  ): KeptView => ({ source, side, sinceMs, reason });
  const views = listViews(series, interaction);
  if (!kept) {
    return become(await fuller(best, views, facts), 'first');
  }
  if (kept.reason === 'first' && nowMs < kept.sinceMs + SETTLES_FOR_MS) {
    const first = await fuller(best, views, facts);
    return isView(first, kept) ? kept : become(first, 'first', kept.sinceMs);
  }
  if (isView(best, kept)) {
    return kept;
  }
  const shown = views.find(view => isView(view, kept));
  if (!shown) {
    return become(best, 'stopped');
  }
  const aheadMs =
    Math.max(...views.map(view => view.lastSeenMs)) - shown.lastSeenMs;
  if (
    aheadMs > STOPPED_AFTER_MS &&
    aheadMs > STOPPED_AFTER_PAUSES * (await facts.usualPauseMs(shown))
  ) {
    return become(best, 'stopped');
  }
  if (
    kept.source === 'spans' &&
    best.source === 'metrics' &&
    best.firstSeenMs <= nowMs - STEADY_FOR_MS
  ) {
    const calls = await facts.countCalls(best, STEADY_FOR_MS);
    const before = await facts.countCalls(shown, STEADY_FOR_MS);
    if (calls > 0 && calls >= FULL_SHARE * before) {
      return become(best, 'metrics');
    }
  }
  return kept;
}

/** The other side's report where this one tells of too few of its calls. */
async function fuller(
  best: SeriesView,
  views: readonly SeriesView[],
  facts: ViewFacts,
): Promise<SeriesView> {
  const other = views.find(
    view => view.source === best.source && view.side !== best.side,
  );
  if (!other) {
    return best;
  }
  const calls = await facts.countCalls(best, STEADY_FOR_MS);
  const others = await facts.countCalls(other, STEADY_FOR_MS);
  return calls >= FULL_SHARE * others ? best : other;
}

/** What a reader has to know of the choice. */
export function describeReason(reason: ViewReason): string {
  switch (reason) {
    case 'stopped':
      return 'What was shown before had stopped for an hour, or three usual pauses, while this went on.';
    case 'metrics':
      return 'Metrics count every call, and these had come for an hour beside the spans that were shown before.';
    default:
      return 'The best report of its calls when the first of them came: metrics before spans, who called before who was called (of messages who processed them first), unless that side knew of fewer than half of the calls.';
  }
}

import { Balance, balanceOf } from './balances';
import { BLUR_MS } from '../series/RecordCounts';
import { WindowFigures } from './WindowFigures';

/** What counters saw sent is looked for so far ahead: a consumer that stood still has caught up by then. */
const CAUGHT_UP_MS = 86_400_000;

/**
 * What becomes of each window, without what the windows next to it explain;
 * undefined for those that can't be judged.
 *
 * @param windows - of one track, oldest first
 */
export function settledBalances(
  windows: readonly WindowFigures[],
): Array<Balance | undefined> {
  const all = windows.map(balanceOf);
  const balances = all.filter(balance => balance !== undefined);
  // Nobody else points at them: they are this function's own.
  if (windows[0]?.isByPointTime) {
    settleBacklog(balances);
  } else {
    settleAcrossEdges(balances);
  }
  return all;
}

/** What was sent just before a window's end arrives in the next one: that is neither lost nor doubled. */
function settleAcrossEdges(balances: readonly Balance[]): void {
  for (let at = 1; at < balances.length; at += 1) {
    const [before, after] = [balances[at - 1], balances[at]];
    if (before.toMs === after.fromMs) {
      move(before, after, Infinity);
    }
  }
}

/**
 * Each side counts by its own time: what waited for its consumer is missing in
 * one window and too much in a later one. And the point of a counter that
 * covers an edge may give the receiver's records to the window before the
 * sender's; no more than such a point holds.
 */
function settleBacklog(balances: readonly Balance[]): void {
  for (let at = 1; at < balances.length; at += 1) {
    const after = balances[at];
    for (
      let earlier = at - 1;
      earlier >= 0 &&
      after.unexplained < 0 &&
      after.fromMs - balances[earlier].toMs < CAUGHT_UP_MS;
      earlier -= 1
    ) {
      move(balances[earlier], after, Infinity);
    }
    const before = balances[at - 1];
    if (before.toMs === after.fromMs) {
      const share = BLUR_MS / (before.toMs - before.fromMs);
      move(after, before, share * before.received);
    }
  }
}

/** Moves a rest from where records are missing to where there are too many. */
function move(missing: Balance, excess: Balance, most: number): void {
  const moved = Math.min(missing.unexplained, -excess.unexplained, most);
  if (moved > 0) {
    missing.unexplained -= moved;
    excess.unexplained += moved;
  }
}

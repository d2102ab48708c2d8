import { ReconciliationState } from '@tieline/plugin-integrations-common/telemetry';
import { addUp, Balance, shareOf } from './balances';
import { settledBalances } from './settledBalances';
import { WindowFigures } from './WindowFigures';

/** What may stay unexplained. */
export interface ReconciliationLimits {
  /** As a share of what was sent. */
  tolerance: number;
  /** Fewer unexplained records than this are never a reason. */
  minRecords: number;
}

/** What the windows of a track lead to. */
export interface JudgedTrack {
  state: ReconciliationState;
  /** Over the windows since it is unexplained, else over the last day; undefined where it is open. */
  balance?: Balance;
  /** Whether the rest may have begun before the first window that was looked at. */
  reachesStart: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Windows without a rest end a row of windows with one only where, had it gone
 * on, so many records were to be expected in them: with ten, none at all is
 * seen by chance in one of 20,000 cases.
 */
const ENOUGH_EXPECTED = 10;

/** Whether one balance by itself is beyond the limits. */
export function stateOf(
  balance: Balance | undefined,
  limits: ReconciliationLimits,
): ReconciliationState {
  if (!balance) {
    return 'open';
  }
  const { unexplained } = balance;
  if (
    Math.abs(unexplained) < limits.minRecords ||
    shareOf(balance) <= limits.tolerance
  ) {
    return 'reconciled';
  }
  return unexplained > 0 ? 'lost' : 'doubled';
}

/**
 * Judges the windows of one flow. A rest that goes on is added up over its
 * windows, so that small windows, of which each has a few records too many,
 * are seen too, and the first of them tells since when.
 *
 * @param windows - of one track, oldest first
 */
export function judgeWindows(
  windows: readonly WindowFigures[],
  limits: ReconciliationLimits,
): JudgedTrack {
  const balances = settledBalances(windows).flatMap(balance => balance ?? []);
  if (balances.length === 0) {
    return { state: 'open', reachesStart: false };
  }
  const isOff = (balance: Balance) => shareOf(balance) > limits.tolerance;
  const last = balances.findLastIndex(isOff);
  if (last >= 0) {
    const { row, reachesStart } = rowThatEndsAt(balances, last, isOff);
    const state = stateOf(row, limits);
    const sentSince = balances
      .slice(last + 1)
      .reduce((total, { sent }) => total + sent, 0);
    const isOver = sentSince * shareOf(row) >= ENOUGH_EXPECTED;
    if (state !== 'reconciled' && !isOver) {
      return { state, balance: row, reachesStart };
    }
  }
  const endMs = balances[balances.length - 1].toMs;
  const recent = balances.filter(
    ({ fromMs, toMs }) => fromMs >= endMs - DAY_MS || toMs === endMs,
  );
  return {
    state: 'reconciled',
    balance: addUp(recent),
    reachesStart: false,
  };
}

/** The windows whose rest goes on until one of them, and those between that are too small to tell. */
function rowThatEndsAt(
  balances: readonly Balance[],
  last: number,
  isOff: (balance: Balance) => boolean,
): { row: Balance; reachesStart: boolean } {
  const sign = Math.sign(balances[last].unexplained);
  let first = last;
  let row = balances[last];
  let sentBetween = 0;
  for (let at = last - 1; at >= 0; at -= 1) {
    const balance = balances[at];
    if (isOff(balance) && Math.sign(balance.unexplained) === sign) {
      first = at;
      row = addUp(balances.slice(first, last + 1));
      sentBetween = 0;
    } else {
      sentBetween += balance.sent;
      if (sentBetween * shareOf(row) >= ENOUGH_EXPECTED) {
        return { row, reachesStart: false };
      }
    }
  }
  return { row, reachesStart: true };
}

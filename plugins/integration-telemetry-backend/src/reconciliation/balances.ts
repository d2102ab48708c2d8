import { WindowFigures } from './WindowFigures';

/** What was sent and what became of it, of one window or of several together. */
export interface Balance {
  fromMs: number;
  toMs: number;
  sent: number;
  received: number;
  rejected: number;
  deduplicated: number;
  /** Above zero where records were lost, below where there are too many. */
  unexplained: number;
  windows: number;
}

/** Undefined where a side is missing, or more of it may still come. */
export function balanceOf(window: WindowFigures): Balance | undefined {
  const { sent, received, rejected = 0, deduplicated = 0 } = window;
  if (window.isOpen || sent === undefined || received === undefined) {
    return undefined;
  }
  return {
    fromMs: window.fromMs,
    toMs: window.toMs,
    sent,
    received,
    rejected,
    deduplicated,
    unexplained: sent - received - rejected - deduplicated,
    windows: 1,
  };
}

/** The part of what was sent that is unexplained, from 0 on. */
export function shareOf({ unexplained, sent }: Balance): number {
  if (unexplained === 0) {
    return 0;
  }
  return sent > 0 ? Math.abs(unexplained) / sent : 1;
}

/** Several windows as one. */
export function addUp(balances: readonly Balance[]): Balance {
  const sum = (valueOf: (balance: Balance) => number) =>
    balances.reduce((total, balance) => total + valueOf(balance), 0);
  return {
    fromMs: Math.min(...balances.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...balances.map(({ toMs }) => toMs)),
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
    rejected: sum(({ rejected }) => rejected),
    deduplicated: sum(({ deduplicated }) => deduplicated),
    unexplained: sum(({ unexplained }) => unexplained),
    windows: sum(({ windows }) => windows),
  };
}

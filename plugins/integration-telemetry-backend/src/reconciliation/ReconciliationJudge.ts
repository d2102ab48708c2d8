import {
  HealthReason,
  ReconciledWindow,
  ReconciliationIndicators,
} from '@tieline/plugin-integrations-common/telemetry';
import { groupBy } from '../health/TogetherReader';
import { formatCount, formatShare } from '../health/wording';
import { Balance, shareOf } from './balances';
import {
  JudgedTrack,
  judgeWindows,
  ReconciliationLimits,
  stateOf,
} from './judgeWindows';
import { settledBalances } from './settledBalances';
import { mergeWindows, WindowFigures, WindowSource } from './WindowFigures';

const DAY_MS = 86_400_000;

/** Most rests began within the first; where one didn't, it is looked for further back. */
const LOOK_BACKS_MS = [8 * DAY_MS, 35 * DAY_MS];

/** What is known of an integration's reconciliation. */
export interface JudgedReconciliation {
  /** Undefined where nothing is wrong: that says nothing of its status otherwise. */
  reason?: HealthReason;
  indicators: ReconciliationIndicators;
}

interface JudgedWindows {
  windows: WindowFigures[];
  track: JudgedTrack;
}

function unitOf(windows: readonly WindowFigures[]): string {
  return windows.find(({ unit }) => unit)?.unit ?? 'records';
}

function sourcesOf(windows: readonly WindowFigures[]): string[] {
  return [...new Set(windows.flatMap(({ sources }) => sources))];
}

function figuresOf(balance: Balance) {
  const { sent, received, rejected, deduplicated, unexplained } = balance;
  return {
    from: new Date(balance.fromMs).toISOString(),
    to: new Date(balance.toMs).toISOString(),
    sent,
    received,
    rejected,
    deduplicated,
    unexplained,
    unexplainedShare: shareOf(balance),
  };
}

function describeReason(
  state: 'lost' | 'doubled',
  balance: Balance,
  windows: readonly WindowFigures[],
): HealthReason {
  const { sent, received, rejected, deduplicated, unexplained } = balance;
  const count = formatCount(Math.abs(unexplained));
  const unit = unitOf(windows);
  const [{ flow }] = windows;
  const inFlow = flow && ` in ${flow}`;
  const figures = [
    `Sent ${formatCount(sent)}`,
    `received ${formatCount(received)}`,
    ...(rejected > 0 ? [`rejected ${formatCount(rejected)}`] : []),
    ...(deduplicated > 0 ? [`deduplicated ${formatCount(deduplicated)}`] : []),
  ].join(', ');
  const sources = sourcesOf(windows);
  const counted =
    sources.length > 0 && sources.length <= 3
      ? ` Counted by ${sources.join(' and ')}.`
      : '';
  const overWindows =
    balance.windows === 1 ? 'one window' : `${balance.windows} windows`;
  return {
    code: 'unreconciled',
    status: 'degraded',
    headline: `${count} ${unit} ${state}${inFlow}: ${formatShare(shareOf(balance))} of the window is unexplained. ${figures}`,
    short: `${count} ${unit} ${state}`,
    detail: `In ${overWindows} since then.${counted}`,
    since: new Date(balance.fromMs).toISOString(),
  };
}

/**
 * Holds what was sent against what arrived, from whatever knows of it: reports
 * and runs, and counters where there are any.
 */
export class ReconciliationJudge {
  readonly #sources: readonly WindowSource[];
  readonly #limits: ReconciliationLimits;

  constructor(options: {
    /** What a later one says of a window goes before what an earlier one says. */
    sources: readonly WindowSource[];
    limits: ReconciliationLimits;
  }) {
    this.#sources = options.sources;
    this.#limits = options.limits;
  }

  get tolerance(): number {
    return this.#limits.tolerance;
  }

  /** The wire's shape of the windows that end in a range, latest first. */
  async listForWire(
    integrationRef: string,
    environment: string,
    range: { fromMs: number; toMs: number },
    nowMs: number,
  ): Promise<ReconciledWindow[]> {
    const windows = await this.#listWindows(
      integrationRef,
      environment,
      range,
      nowMs,
    );
    const balances = new Map(
      tracksOf(windows).flatMap(track => {
        const settled = settledBalances(track);
        return track.map((window, at) => [window, settled[at]] as const);
      }),
    );
    return windows.reverse().map(window => {
      const balance = balances.get(window);
      const { flow, fromMs, toMs, sources } = window;
      return {
        state: stateOf(balance, this.#limits),
        unit: unitOf([window]),
        sources,
        ...(flow && { flow }),
        ...(balance
          ? figuresOf(balance)
          : {
              from: new Date(fromMs).toISOString(),
              to: new Date(toMs).toISOString(),
              sent: window.sent,
              received: window.received,
              rejected: window.rejected,
              deduplicated: window.deduplicated,
            }),
      };
    });
  }

  /** Undefined where nobody counted anything. */
  async judge(
    integrationRef: string,
    environment: string,
    nowMs: number,
  ): Promise<JudgedReconciliation | undefined> {
    let tracks: JudgedWindows[] = [];
    for (const lookBackMs of LOOK_BACKS_MS) {
      const windows = await this.#listWindows(
        integrationRef,
        environment,
        { fromMs: nowMs - lookBackMs, toMs: nowMs },
        nowMs,
      );
      tracks = tracksOf(windows).map(items => ({
        windows: items,
        track: judgeWindows(items, this.#limits),
      }));
      if (!tracks.some(({ track }) => track.reachesStart)) {
        break;
      }
    }
    const [worst] = tracks.sort(byBadness);
    return worst && this.#toJudged(worst);
  }

  #toJudged({ windows, track }: JudgedWindows): JudgedReconciliation {
    const { state, balance } = track;
    const counted = balance
      ? windows.filter(
          ({ fromMs, toMs }) =>
            fromMs >= balance.fromMs && toMs <= balance.toMs,
        )
      : windows.slice(-1);
    const [{ flow, fromMs, toMs }] = counted;
    return {
      ...(balance &&
        (state === 'lost' || state === 'doubled') && {
          reason: describeReason(state, balance, counted),
        }),
      indicators: {
        ...(flow && { flow }),
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        state,
        unit: unitOf(counted),
        sources: sourcesOf(counted).slice(0, 3),
        tolerance: this.#limits.tolerance,
        windows: counted.length,
        ...(balance && figuresOf(balance)),
      },
    };
  }

  async #listWindows(
    integrationRef: string,
    environment: string,
    { fromMs, toMs }: { fromMs: number; toMs: number },
    nowMs: number,
  ): Promise<WindowFigures[]> {
    const parts = await Promise.all(
      this.#sources.map(source =>
        source.list(integrationRef, environment, fromMs, toMs, nowMs),
      ),
    );
    return mergeWindows(parts.flat());
  }
}

/** Windows by what they follow on, in the order they came in. */
function tracksOf(windows: readonly WindowFigures[]): WindowFigures[][] {
  const tracks = groupBy(windows, ({ track, flow }) => `${track} ${flow}`);
  return [...tracks.values()];
}

/** Of several flows the one that somebody has to look at, then the one with the largest part unexplained. */
function byBadness(left: JudgedWindows, right: JudgedWindows): number {
  const order = ['lost', 'doubled', 'reconciled', 'open'];
  const rank = ({ track }: JudgedWindows) =>
    Math.max(1, order.indexOf(track.state));
  const share = ({ track }: JudgedWindows) =>
    track.balance ? shareOf(track.balance) : 0;
  return rank(left) - rank(right) || share(right) - share(left);
}

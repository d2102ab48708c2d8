import { HealthReason } from '@tieline/plugin-integrations-common/telemetry';
import { CallTotals } from '../series/CallTotals';
import { countOf, formatCount, formatDuration, formatShare } from './wording';

/** From this share of failed calls on. */
export const FAILING_FROM = 0.25;
export const DEGRADED_FROM = 0.05;

/** Fewer calls than this make no rate. */
export const FEWEST_CALLS = 20;

/** What is known of an integration's calls in one environment. */
export interface CallFacts {
  nowMs: number;
  /** `call` or `message`. */
  noun: string;
  hasMatchers: boolean;
  /** Of its latest call, where there ever was one. */
  lastSeenMs?: number;
  /** Of the latest telemetry of any kind from its services. */
  servicesSeenMs?: number;
  /** Since when its services are known. */
  servicesSinceMs?: number;
  silentAfterMs: number;
  /** Calls in the window; the narrowest that holds enough of them, else a day. */
  totals: CallTotals;
  windowMs: number;
  samplingUnknown: boolean;
  /** Share of failed calls at the same hours of earlier weeks. */
  usualErrorRate?: number;
  /** Calls an hour at the same hours of earlier weeks. */
  usualPerHour?: number;
  /** Finds when the errors began; asked only where there are too many. */
  errorsSinceMs?: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** Telemetry that is younger than this is alive. */
const ALIVE_MS = 15 * 60_000;

const iso = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString();

function judgeAbsence(facts: CallFacts): HealthReason {
  const { nowMs, lastSeenMs, servicesSeenMs, servicesSinceMs, noun } = facts;
  const isAlive =
    servicesSeenMs !== undefined && nowMs - servicesSeenMs <= ALIVE_MS;
  if (!isAlive) {
    const ago =
      servicesSeenMs === undefined
        ? undefined
        : formatDuration(nowMs - servicesSeenMs);
    return {
      code: 'no-telemetry',
      status: 'unknown',
      headline: ago
        ? `No telemetry from its services for ${ago}`
        : 'No telemetry from its services yet',
      short: ago ? `no telemetry for ${ago}` : 'no telemetry yet',
      since: iso(servicesSeenMs),
    };
  }
  if (lastSeenMs === undefined) {
    const since = servicesSinceMs ?? nowMs;
    if (nowMs - since <= facts.silentAfterMs) {
      return {
        code: 'no-telemetry',
        status: 'unknown',
        headline: `No ${noun}s seen yet`,
        short: `no ${noun}s yet`,
        detail: `Its services are alive. Silent after ${formatDuration(facts.silentAfterMs)}.`,
      };
    }
    return {
      code: 'silent',
      status: 'silent',
      headline: `No ${noun} was ever seen, its services are alive`,
      short: `no ${noun} ever seen`,
      detail: `Its services are known for ${formatDuration(nowMs - since)}.`,
      since: iso(since),
    };
  }
  const gone = formatDuration(nowMs - lastSeenMs);
  const usual =
    facts.usualPerHour !== undefined && facts.usualPerHour >= 1
      ? `Usually ${formatCount(facts.usualPerHour)} an hour at this time. `
      : '';
  return {
    code: 'silent',
    status: 'silent',
    headline: `No ${noun}s for ${gone}, its services are alive`,
    short: `no ${noun}s for ${gone}`,
    detail: `${usual}Silent after ${formatDuration(facts.silentAfterMs)}.`,
    since: iso(lastSeenMs),
  };
}

function worstFailure(totals: CallTotals): string | undefined {
  const [first] = [...totals.failures].sort(
    ([, left], [, right]) => right - left,
  );
  return first && first[1] >= totals.failed / 2 ? first[0] : undefined;
}

function judgeRate(facts: CallFacts): HealthReason {
  const { totals, noun, usualErrorRate, errorsSinceMs, nowMs } = facts;
  const rate = totals.failed / totals.count;
  // The widest window is a day, which pages call 24 h.
  const window =
    facts.windowMs === DAY_MS ? '24 h' : formatDuration(facts.windowMs);
  if (totals.failed === 0) {
    return {
      code: 'within-limits',
      status: 'healthy',
      headline: `No ${noun} failed in the last ${window}`,
      short: 'no errors',
      detail: `${countOf(totals.count, noun)} in the last ${window}`,
    };
  }
  const detail = `${formatCount(totals.failed)} of ${countOf(totals.count, noun)} in the last ${window}`;
  if (rate < DEGRADED_FROM) {
    return {
      code: 'within-limits',
      status: 'healthy',
      headline: `${formatShare(rate)} of ${noun}s fail`,
      short: `${formatShare(rate)} errors`,
      detail,
    };
  }
  const failure = worstFailure(totals);
  const usual =
    usualErrorRate === undefined
      ? ''
      : `; usually ${formatShare(usualErrorRate)}`;
  const lasts =
    errorsSinceMs === undefined
      ? ''
      : ` for ${formatDuration(nowMs - errorsSinceMs)}`;
  return {
    code: 'errors',
    status: rate >= FAILING_FROM ? 'failing' : 'degraded',
    headline: `${formatShare(rate)} of ${noun}s fail${failure ? ` with ${failure}` : ''}${usual}`,
    short: `${formatShare(rate)} errors${lasts}`,
    detail,
    since: iso(errorsSinceMs),
  };
}

/**
 * The status of an integration's calls, with its reason: the rules of
 * "Status", without objectives.
 */
export function judgeCalls(facts: CallFacts): HealthReason {
  const { nowMs, lastSeenMs, totals, noun } = facts;
  if (!facts.hasMatchers && lastSeenMs === undefined) {
    return {
      code: 'no-matchers',
      status: 'unknown',
      headline: 'Nothing says which telemetry belongs to it',
      short: 'no matchers',
      detail:
        'Add spec.telemetry.matchers, or let its services set the attribute tieline.integration.',
    };
  }
  if (lastSeenMs === undefined || nowMs - lastSeenMs > facts.silentAfterMs) {
    return judgeAbsence(facts);
  }
  if (facts.samplingUnknown) {
    return {
      code: 'sampling-unknown',
      status: 'unknown',
      headline: `Tail sampling at an unknown rate: nobody can tell how many ${noun}s fail`,
      short: 'tail sampling, rate unknown',
      detail:
        'Send metrics too, or let the sampler write its threshold into the trace state.',
    };
  }
  if (totals.count < FEWEST_CALLS) {
    return {
      code: 'too-few-calls',
      status: 'unknown',
      headline:
        totals.count > 0
          ? `${countOf(totals.count, noun)} a day: too few for an error rate`
          : `No ${noun} for ${formatDuration(nowMs - lastSeenMs)}: too few for an error rate`,
      short: `too few ${noun}s for a rate`,
      detail: `A rate takes ${FEWEST_CALLS} ${noun}s in a day.`,
    };
  }
  return judgeRate(facts);
}

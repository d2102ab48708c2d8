import {
  IntegrationObjective,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { Objective } from '@tieline/plugin-integrations-common/telemetry';
import { formatDuration, formatShare } from '../health/wording';
import { MINUTE_MS } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { Retention } from '../series/SeriesStore';
import { judgeBudget } from './judgeBudget';
import { JudgedMinutes, staleMinutes, Success } from './staleMinutes';
import { SuccessReader } from './SuccessReader';
import { toObjective, unmeasured } from './toObjective';
import { windowMsOf } from './windowMsOf';

const HOUR_MS = 60 * MINUTE_MS;

/** What the freshness of calls follows from. */
export interface FreshnessFacts {
  ref: string;
  /** `call` or `message`. */
  noun: string;
  series: readonly StoredSeries[];
  reader: SuccessReader;
  retention: Pick<Retention, 'minutesMs' | 'hoursMs'>;
  nowMs: number;
}

/**
 * A promise that the latest call that succeeded is no older than so long: its
 * events are minutes. What is older than minutes are kept is known by the hour;
 * where that leaves open whether the promise was kept, it is unmeasured.
 */
export async function freshnessOfCalls(
  objective: IntegrationObjective,
  facts: FreshnessFacts,
): Promise<Objective> {
  const { ref, noun, series, reader, retention, nowMs } = facts;
  const boundMs = objective.threshold && parseDurationMs(objective.threshold);
  if (!boundMs || boundMs < MINUTE_MS) {
    return unmeasured(
      objective,
      `A freshness objective of ${noun}s needs a threshold of a minute or more.`,
    );
  }
  const windowMs = windowMsOf(objective);
  if (windowMs > retention.hoursMs) {
    return unmeasured(
      objective,
      `By the hour, ${noun}s are kept for ${formatDuration(retention.hoursMs)} only.`,
    );
  }
  const judged = judgedMinutes(facts, windowMs, boundMs);
  const total = judged.end - judged.first;
  if (total <= 0) {
    return unmeasured(objective, `No ${noun} was seen for long enough yet.`);
  }
  const isMissedBy = (bad: number) =>
    objective.target === 100
      ? bad > 0
      : bad / total >= 1 - objective.target / 100;

  // The last success before the window may still be good in it.
  const overMs = windowMs + boundMs + HOUR_MS;
  let successes = await reader.readHours(ref, series, overMs, nowMs);
  let stale = staleMinutes(successes, judged);
  if (stale.most > stale.least) {
    successes = await reader.readMinutes(
      ref,
      series,
      successes,
      Math.min(overMs, retention.minutesMs),
      nowMs,
    );
    stale = staleMinutes(successes, judged);
  }
  const { least, most } = stale;
  if (isMissedBy(most) && !isMissedBy(least)) {
    return unmeasured(
      objective,
      `Between ${formatShare(1 - most / total)} and ${formatShare(
        1 - least / total,
      )} of the time: ${noun}s that are older than ${formatDuration(
        retention.minutesMs,
      )} are known by the hour only.`,
    );
  }
  const events = { total, bad: isMissedBy(least) ? least : most };
  // Minutes without a call come in rows, which have no pace: what is left of the budget says enough.
  const budget = judgeBudget({
    target: objective.target,
    windowMs,
    windows: [],
    eventsOf: () => events,
  });
  return {
    ...toObjective(objective, events, budget, nowMs),
    ...describeAge(successes, judged, noun),
  };
}

/** From the first full hour of calls on, and as far back as hours tell of the successes before. */
function judgedMinutes(
  { series, retention, nowMs }: FreshnessFacts,
  windowMs: number,
  boundMs: number,
): JudgedMinutes {
  const seenMs = Math.min(...series.map(item => item.first_seen_ms));
  const toldMs = nowMs - retention.hoursMs + boundMs + HOUR_MS;
  const hasStart = seenMs > nowMs - retention.hoursMs;
  const fromMs = Math.max(
    nowMs - windowMs,
    hasStart ? Math.ceil(seenMs / HOUR_MS) * HOUR_MS : toldMs,
  );
  return {
    first: Math.floor(fromMs / MINUTE_MS),
    end: Math.floor(nowMs / MINUTE_MS),
    bound: Math.floor(boundMs / MINUTE_MS),
  };
}

/** Says how old the latest success is where that is too old. */
function describeAge(
  successes: readonly Success[],
  { end, bound }: JudgedMinutes,
  noun: string,
): Pick<Objective, 'since' | 'explanation'> {
  const latest = successes[successes.length - 1];
  if (!latest) {
    return { explanation: `No ${noun} succeeded.` };
  }
  const age = end - 1 - latest.last;
  return age > bound
    ? {
        since: new Date((latest.last + bound + 1) * MINUTE_MS).toISOString(),
        explanation: `The latest ${noun} that succeeded is ${formatDuration(age * MINUTE_MS)} old.`,
      }
    : {};
}

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

/** Where minutes are not known of what was so lately, nobody tells of them. */
const BY_HOUR_MS = 3 * HOUR_MS;

/** What the freshness of calls follows from. */
export interface FreshnessFacts {
  ref: string;
  environment: string;
  /** `call` or `message`. */
  noun: string;
  series: readonly StoredSeries[];
  reader: SuccessReader;
  retention: Pick<Retention, 'minutesMs' | 'hoursMs'>;
  nowMs: number;
}

/**
 * A promise that the latest call that succeeded is no older than so long: its
 * events are minutes. Where hours leave open whether it was kept, minutes are
 * kept for it from then on. What was before is known by the hour; where that leaves open whether the promise was kept, it is unmeasured.
 */
export async function freshnessOfCalls(
  objective: IntegrationObjective,
  facts: FreshnessFacts,
): Promise<Objective> {
  const { noun, reader, retention, nowMs } = facts;
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
  let successes = await reader.readHours(facts, overMs, nowMs);
  let stale = staleMinutes(successes, judged);
  if (stale.most > stale.least) {
    successes = await reader.readMinutes(
      facts,
      successes,
      { overMs, minutesMs: retention.minutesMs },
      nowMs,
    );
    stale = staleMinutes(successes, judged);
  }
  const { least, most } = stale;
  if (isMissedBy(most) && !isMissedBy(least)) {
    const between = `Between ${formatShare(1 - most / total)} and ${formatShare(1 - least / total)} of the time`;
    return unmeasured(
      objective,
      `${between}: ${describeOpen(successes, overMs, facts)}`,
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

/** Why it can't be told, and by when it can. */
function describeOpen(
  successes: readonly Success[],
  overMs: number,
  { noun, nowMs }: FreshnessFacts,
): string {
  const byHour = successes.filter(({ isInEach }) => !isInEach);
  const toldMs = ((byHour.at(-1)?.last ?? 0) + 1) * MINUTE_MS;
  if (toldMs > nowMs - BY_HOUR_MS) {
    return `${noun}s are reported by the hour, and not by the minute.`;
  }
  return `of ${noun}s before ${inWords(toldMs)} only the hour is known. Since then minutes are kept for it: it can be told by ${inWords(toldMs + overMs)}.`;
}

function inWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
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

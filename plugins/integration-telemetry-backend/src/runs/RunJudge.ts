import { IntegrationSchedule } from '@tieline/plugin-integrations-common';
import {
  HealthReason,
  RunIndicators,
  RunOccurrence,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { DateTime } from 'luxon';
import { judgeRuns } from './judgeRuns';
import {
  listUnscheduled,
  MatchedOccurrence,
  matchRuns,
  toRunOccurrence,
} from './matchRuns';
import { RunStore } from './RunStore';
import {
  isCut,
  nextOccurrence,
  Occurrence,
  occurrencesBetween,
  timeZoneOf,
} from './schedule';

/** How far back runs decide on the status. */
const LOOK_BACK_MS = 35 * 86_400_000;

/** The status follows from the latest few: to know what is usual for all would only cost. */
const JUDGED_OCCURRENCES = 40;

/** What is asked of the store. */
export type RunSource = Pick<
  RunStore,
  'list' | 'firstStartedMs' | 'listEnvironments'
>;

/** What runs say about an integration. */
export interface JudgedRuns {
  reasons: HealthReason[];
  indicators: RunIndicators;
  lastSeenMs?: number;
}

interface KnownOccurrences {
  fromMs: number;
  toMs: number;
  occurrences: Occurrence[];
}

/** The first schedule that an integration's data flows declare. */
export function scheduleOf(
  integration: ProjectedIntegration,
): IntegrationSchedule | undefined {
  return integration.spec.dataFlows?.find(flow => flow.schedule)?.schedule;
}

/** Holds runs against their schedule. */
export class RunJudge {
  readonly #store: RunSource;
  readonly #known = new WeakMap<IntegrationSchedule, KnownOccurrences>();

  constructor(options: { store: RunSource }) {
    this.#store = options.store;
  }

  async listEnvironments(ref: string, sinceMs: number): Promise<string[]> {
    return this.#store.listEnvironments(ref, sinceMs);
  }

  /**
   * Occurrences of the schedule in a range with their runs, oldest first.
   *
   * @param usualFor - for so many of the latest it is found out what is usual
   */
  async listOccurrences(
    integration: ProjectedIntegration,
    environment: string,
    range: { fromMs: number; toMs: number },
    nowMs: number,
    usualFor: number = Infinity,
  ): Promise<MatchedOccurrence[]> {
    const { entityRef } = integration.facets;
    const { fromMs, toMs } = range;
    const schedule = scheduleOf(integration);
    const runs = await this.#store.list(entityRef, environment, fromMs, toMs);
    if (!schedule) {
      return listUnscheduled(runs, nowMs, usualFor);
    }
    const occurrences = this.#occurrencesOf(schedule, fromMs, toMs);
    const matched = matchRuns({
      schedule,
      occurrences,
      runs,
      knownSinceMs: await this.#store.firstStartedMs(entityRef, environment),
      nowMs,
      usualFor,
    });
    // There may be more runs than occurrences are looked at.
    return isCut(occurrences)
      ? matched.filter(({ atMs }) => atMs >= occurrences[0].scheduledMs)
      : matched;
  }

  /** Health asks for the same weeks every few seconds: only what came since then is found anew. */
  #occurrencesOf(
    schedule: IntegrationSchedule,
    fromMs: number,
    toMs: number,
  ): Occurrence[] {
    const before = this.#known.get(schedule);
    const isPart =
      before &&
      before.fromMs <= fromMs &&
      fromMs <= before.toMs &&
      before.toMs <= toMs &&
      !isCut(before.occurrences);
    const occurrences = isPart
      ? [
          ...before.occurrences.filter(item => item.scheduledMs >= fromMs),
          ...occurrencesBetween(schedule, before.toMs + 1, toMs),
        ]
      : occurrencesBetween(schedule, fromMs, toMs);
    this.#known.set(schedule, { fromMs, toMs, occurrences });
    return occurrences;
  }

  /** The wire's shape of a range, latest first, with the next that is expected. */
  async listForWire(
    integration: ProjectedIntegration,
    environment: string,
    range: { fromMs: number; toMs: number },
    nowMs: number,
  ): Promise<RunOccurrence[]> {
    // Runs before the range tell what is usual in it.
    const matched = await this.listOccurrences(
      integration,
      environment,
      { ...range, fromMs: range.fromMs - LOOK_BACK_MS },
      nowMs,
    );
    const items = matched
      .filter(({ atMs }) => atMs >= range.fromMs)
      .map(toRunOccurrence)
      .reverse();
    const schedule = scheduleOf(integration);
    const next =
      schedule && range.toMs >= nowMs
        ? nextOccurrence(schedule, nowMs)
        : undefined;
    if (schedule && next) {
      items.unshift({
        state: 'expected',
        scheduledAt: new Date(next.scheduledMs).toISOString(),
        expectedBy: new Date(next.dueMs).toISOString(),
        ...(schedule.minRecords !== undefined && {
          minRecords: schedule.minRecords,
        }),
      });
    }
    return items;
  }

  /** Undefined where the integration has neither a schedule nor runs. */
  async judge(
    integration: ProjectedIntegration,
    environment: string,
    nowMs: number,
  ): Promise<JudgedRuns | undefined> {
    const schedule = scheduleOf(integration);
    const occurrences = await this.listOccurrences(
      integration,
      environment,
      { fromMs: nowMs - LOOK_BACK_MS, toMs: nowMs },
      nowMs,
      JUDGED_OCCURRENCES,
    );
    if (!schedule && occurrences.length === 0) {
      const hasMatchers =
        (integration.spec.telemetry?.matchers ?? []).length > 0;
      return integration.facets.interaction === 'batch' && !hasMatchers
        ? {
            reasons: [
              {
                code: 'no-schedule',
                status: 'unknown',
                headline: 'No schedule is declared and no run was reported',
                short: 'no schedule',
                detail: 'Add a schedule to its data flow, and report its runs.',
              },
            ],
            indicators: { expectedToday: 0, arrivedToday: 0, recent: [] },
          }
        : undefined;
    }
    const runs = occurrences.flatMap(({ run }) => (run ? [run] : []));
    const last = runs[runs.length - 1];
    return {
      reasons: [judgeRuns({ integration, schedule, occurrences, nowMs })],
      indicators: indicatorsOf(schedule, occurrences, nowMs),
      lastSeenMs: last && Date.parse(last.endedAt ?? last.startedAt),
    };
  }
}

function indicatorsOf(
  schedule: IntegrationSchedule | undefined,
  occurrences: MatchedOccurrence[],
  nowMs: number,
): RunIndicators {
  const midnightMs = DateTime.fromMillis(nowMs, {
    zone: schedule ? timeZoneOf(schedule) : 'UTC',
  })
    .startOf('day')
    .toMillis();
  const dueToday = occurrences.filter(
    ({ dueMs }) => dueMs !== undefined && dueMs >= midnightMs && dueMs <= nowMs,
  );
  const arrived = ['on-time', 'late', 'short', 'long'];
  const runs = occurrences.flatMap(({ run }) => (run ? [run] : []));
  const nextDueMs =
    occurrences.find(({ state }) => state === 'expected')?.dueMs ??
    (schedule && nextOccurrence(schedule, nowMs)?.dueMs);
  return {
    expectedToday: dueToday.length,
    arrivedToday: dueToday.filter(
      ({ state, run }) => arrived.includes(state) && run?.result !== 'running',
    ).length,
    ...(runs.length > 0 && { lastRun: runs[runs.length - 1] }),
    ...(nextDueMs !== undefined && {
      nextExpectedBy: new Date(nextDueMs).toISOString(),
    }),
    recent: occurrences.slice(-10).map(toRunOccurrence),
  };
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { createHash } from 'crypto';
import { Knex } from 'knex';
import { declaredEnvironment } from '../health/HealthEvaluator';
import { nounOf } from '../health/wording';
import { ViewKeeper } from '../health/ViewKeeper';
import { RunJudge } from '../runs/RunJudge';
import { MINUTES_PER } from '../series/SeriesBatch';
import { SeriesReader } from '../series/SeriesReader';
import { AlarmEpisode } from './AlarmEpisode';
import { AlarmStore } from './AlarmStore';
import { errorEpisodes } from './errorEpisodes';
import { runEpisodes } from './runEpisodes';

const HOUR_MS = 3_600_000;

/** What is still so at the end of the history is for those who watch now. */
const RECENT_MS = 2 * HOUR_MS;

/**
 * How long a replica may take for an integration before another one looks at
 * the replay too. What both find is the same.
 */
const JUDGING_MS = 10 * 60_000;

interface Replay {
  id: string;
  from_ms: number;
  to_ms: number;
}

/** Puts what would have been alarms in a time that was replayed into the log. Nobody is told. */
export class HistoryAlarms {
  readonly #knex: Knex;
  readonly #store: AlarmStore;
  readonly #series: SeriesReader;
  readonly #views: ViewKeeper;
  readonly #runs: RunJudge;
  readonly #logger: Pick<LoggerService, 'info'>;

  constructor(options: {
    knex: Knex;
    store: AlarmStore;
    series: SeriesReader;
    views: ViewKeeper;
    runs: RunJudge;
    logger: Pick<LoggerService, 'info'>;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#series = options.series;
    this.#views = options.views;
    this.#runs = options.runs;
    this.#logger = options.logger;
  }

  /**
   * Each replay that is complete: once, unless whoever began did not come to
   * the end.
   *
   * @returns how many there were
   */
  async judgeDue(
    integrations: readonly ProjectedIntegration[],
    now: () => number,
  ): Promise<number> {
    let judged = 0;
    const due: Replay[] = await this.#knex('replays')
      .where('completed_share', '>=', 1)
      .whereNull('alarms_judged_ms')
      .select('id', 'from_ms', 'to_ms');
    for (const replay of due) {
      if (await this.#claim(replay, now())) {
        if (replay.to_ms - replay.from_ms > RECENT_MS) {
          await this.#judge(replay, integrations, now);
          judged += 1;
        }
        await this.#knex('replays')
          .where('id', replay.id)
          .update({ alarms_judged_ms: now(), alarms_judging_until_ms: null });
      }
    }
    return judged;
  }

  async #claim({ id }: Replay, nowMs: number): Promise<boolean> {
    const claimed = await this.#knex('replays')
      .where('id', id)
      .whereNull('alarms_judged_ms')
      .andWhere(free =>
        free
          .whereNull('alarms_judging_until_ms')
          .orWhere('alarms_judging_until_ms', '<=', nowMs),
      )
      .update({ alarms_judging_until_ms: nowMs + JUDGING_MS });
    return claimed > 0;
  }

  async #judge(
    replay: Replay,
    integrations: readonly ProjectedIntegration[],
    now: () => number,
  ): Promise<void> {
    let found = 0;
    let keptMs = now();
    for (const integration of integrations) {
      const episodes = await this.#episodesOf(integration, replay);
      const over = episodes.filter(
        ({ endMs }) => endMs < replay.to_ms - RECENT_MS,
      );
      for (const episode of over) {
        await this.#log(integration, episode);
      }
      found += over.length;
      if (now() - keptMs > JUDGING_MS / 10) {
        keptMs = now();
        await this.#knex('replays')
          .where('id', replay.id)
          .update({ alarms_judging_until_ms: keptMs + JUDGING_MS });
      }
    }
    this.#logger.info(
      `The replay ${replay.id} brought ${found} alarms of the past into the log`,
    );
  }

  async #episodesOf(
    integration: ProjectedIntegration,
    { from_ms: fromMs, to_ms: toMs }: Replay,
  ): Promise<AlarmEpisode[]> {
    const { facets } = integration;
    const environment = declaredEnvironment(integration);
    const series = (await this.#series.listSeries(facets.entityRef)).filter(
      item => item.environment === environment,
    );
    const view = await this.#views.read(facets, environment, series);
    const hours = view
      ? await this.#series.readCounts(
          view.series,
          MINUTES_PER.hour,
          fromMs,
          toMs,
        )
      : [];
    return [
      ...errorEpisodes(hours, nounOf(facets.interaction)),
      ...(await runEpisodes(this.#runs, integration, environment, {
        fromMs,
        toMs,
      })),
    ];
  }

  async #log(
    integration: ProjectedIntegration,
    { onsetMs, endMs, status, reason }: AlarmEpisode,
  ): Promise<void> {
    const { facets } = integration;
    await this.#store.record({
      id: idOf(facets.entityRef, reason.code, onsetMs),
      kind: 'own',
      subjectRef: facets.entityRef,
      environment: declaredEnvironment(integration),
      rule: reason.code,
      status,
      state: 'cleared',
      ownerRef: facets.ownerRef,
      onsetMs,
      noticedMs: onsetMs,
      clearedMs: endMs,
      details: {
        headline: reason.headline,
        detail: reason.detail,
        reasons: [reason],
        runbook: facets.runbook,
        told: [],
        untold: 'It is history: it came with a replay',
      },
    });
  }
}

/** The same for the same, however often a history is replayed. */
function idOf(...parts: Array<string | number>): string {
  return createHash('sha256')
    .update(parts.join('\u0001'))
    .digest('hex')
    .slice(0, 36);
}

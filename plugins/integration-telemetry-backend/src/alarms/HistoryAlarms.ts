import { LoggerService } from '@backstage/backend-plugin-api';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { createHash } from 'crypto';
import { Knex } from 'knex';
import { declaredEnvironment } from '../health/HealthEvaluator';
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
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    store: AlarmStore;
    series: SeriesReader;
    views: ViewKeeper;
    runs: RunJudge;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#series = options.series;
    this.#views = options.views;
    this.#runs = options.runs;
    this.#logger = options.logger;
  }

  /** Each replay that is complete, once, whatever the number of replicas. */
  async judgeDue(
    integrations: readonly ProjectedIntegration[],
    nowMs: number,
  ): Promise<void> {
    const due: Replay[] = await this.#knex('replays')
      .where('completed_share', '>=', 1)
      .whereNull('alarms_judged_ms')
      .select('id', 'from_ms', 'to_ms');
    for (const replay of due) {
      const claimed = await this.#knex('replays')
        .where('id', replay.id)
        .whereNull('alarms_judged_ms')
        .update({ alarms_judged_ms: nowMs });
      if (claimed > 0 && replay.to_ms - replay.from_ms > RECENT_MS) {
        await this.#judge(replay, integrations);
      }
    }
  }

  async #judge(
    replay: Replay,
    integrations: readonly ProjectedIntegration[],
  ): Promise<void> {
    let found = 0;
    for (const integration of integrations) {
      const episodes = await this.#episodesOf(integration, replay);
      const over = episodes.filter(
        ({ endMs }) => endMs < replay.to_ms - RECENT_MS,
      );
      for (const episode of over) {
        await this.#log(integration, episode);
      }
      found += over.length;
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
    const noun =
      facets.interaction === 'event' || facets.interaction === 'stream'
        ? 'message'
        : 'call';
    return [
      ...errorEpisodes(hours, noun),
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

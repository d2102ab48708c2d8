import { Interaction } from '@tieline/plugin-integrations-common';
import { ViewName } from '@tieline/plugin-integrations-common/telemetry';
import { MINUTES_PER } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { CallFactsReader, SeriesSource } from './CallFactsReader';
import { chooseView, listViews, SeriesView } from './chooseView';
import { decideView, isView, KeptView, ViewFacts } from './decideView';
import { ViewStore } from './ViewStore';

/** Chooses one report of an integration's calls, and keeps to it. */
export class ViewKeeper {
  readonly #store: Pick<ViewStore, 'list' | 'replace'>;
  readonly #reader: SeriesSource;
  readonly #facts: CallFactsReader;

  constructor(options: {
    store: Pick<ViewStore, 'list' | 'replace'>;
    reader: SeriesSource;
  }) {
    this.#store = options.store;
    this.#reader = options.reader;
    this.#facts = new CallFactsReader({ reader: options.reader });
  }

  /** What is shown of an integration, by environment. */
  list(integrationRef: string): Promise<Map<string, KeptView>> {
    return this.#store.list(integrationRef);
  }

  /**
   * Decides anew, and writes down what changed.
   *
   * @param series - the integration's in this environment
   * @param kept - what {@link ViewKeeper.list} gave for it
   */
  async decide(
    integration: { entityRef: string; interaction?: Interaction },
    environment: string,
    series: readonly StoredSeries[],
    kept: KeptView | undefined,
    nowMs: number,
  ): Promise<SeriesView | undefined> {
    const { entityRef, interaction } = integration;
    const next = await decideView(
      kept,
      series,
      interaction,
      nowMs,
      this.#factsAt(nowMs),
    );
    const shown =
      next && next !== kept
        ? await this.#store.replace(entityRef, environment, kept, next)
        : next;
    return pickView(series, interaction, shown);
  }

  /**
   * The report that is shown of an integration now.
   *
   * @param name - another one, undefined where there is no such
   */
  async read(
    integration: { entityRef: string; interaction?: Interaction },
    environment: string,
    series: readonly StoredSeries[],
    name?: ViewName,
  ): Promise<SeriesView | undefined> {
    if (name) {
      return listViews(series, integration.interaction).find(
        view => nameView(view) === name,
      );
    }
    const kept = await this.#store.list(integration.entityRef);
    return pickView(series, integration.interaction, kept.get(environment));
  }

  #factsAt(nowMs: number): ViewFacts {
    return {
      usualPauseMs: async view => {
        const week = await this.#facts.readWeek(view.series, nowMs);
        return week.count > 0 ? week.overMs / week.count : 0;
      },
      countCalls: async (view, overMs) => {
        const points = await this.#reader.readCounts(
          view.series,
          MINUTES_PER.minute,
          nowMs - overMs,
          nowMs,
        );
        return points.reduce((sum, { count }) => sum + count, 0);
      },
    };
  }
}

/** What a report is called in addresses: its source and its side. */
export function nameView(view: Pick<SeriesView, 'source' | 'side'>): ViewName {
  return `${view.source}-${view.side}`;
}

/** The report that is kept where it is there, else the one to choose first. */
export function pickView(
  series: readonly StoredSeries[],
  interaction: Interaction | undefined,
  kept: Pick<KeptView, 'source' | 'side'> | undefined,
): SeriesView | undefined {
  const shown =
    kept && listViews(series, interaction).find(view => isView(view, kept));
  return shown ?? chooseView(series, interaction);
}

import { Regret } from '@tieline/plugin-integrations-common/governance';
import { DecisionPresenter } from '../DecisionPresenter';
import { DecisionStore } from '../DecisionStore';
import { RegretStore } from './RegretStore';

/** So many are read at once. */
const PAGE_SIZE = 500;

const everything = () => {};

/** Decisions that reality has left, for an agenda, whoever may read them. */
export class OpenRegrets {
  readonly #regrets: RegretStore;
  readonly #decisions: DecisionStore;
  readonly #presenter: DecisionPresenter;

  constructor(options: {
    regrets: RegretStore;
    decisions: DecisionStore;
    presenter: DecisionPresenter;
  }) {
    this.#regrets = options.regrets;
    this.#decisions = options.decisions;
    this.#presenter = options.presenter;
  }

  /** @param entityRef - of all integrations where it is missing */
  async openRegrets(
    entityRef?: string,
  ): Promise<
    Array<
      Pick<Regret, 'decision' | 'integration' | 'reasons' | 'recommendedToday'>
    >
  > {
    const { regrets } = await this.#regrets.list(
      {
        states: ['open', 'acknowledged'],
        entityRefs: entityRef === undefined ? undefined : [entityRef],
      },
      everything,
      { limit: PAGE_SIZE, offset: 0 },
    );
    const kept = await this.#decisions.byId(
      regrets.map(({ decisionId }) => decisionId),
    );
    const shown = await this.#presenter.toWire(
      [...kept.values()].map(({ decision }) => decision),
      everything,
    );
    const byId = new Map(shown.map(decision => [decision.id, decision]));
    return regrets.flatMap(({ decisionId, reasons, recommendedToday }) => {
      const decision = byId.get(decisionId);
      return decision?.integration
        ? [
            {
              ...{ decision, reasons, recommendedToday },
              integration: decision.integration,
            },
          ]
        : [];
    });
  }
}

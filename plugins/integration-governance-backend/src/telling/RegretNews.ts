import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { StoredDecision } from '../decisions/DecisionStore';
import { StoredRegret } from '../decisions/regrets/RegretStore';
import { News, Teller } from './Teller';

/** Tells who decided, who owns it, and who keeps the decision matrix, that what was assumed no longer holds. */
export class RegretNews {
  readonly #teller: Teller;
  readonly #architectRef: string | undefined;

  constructor(options: {
    teller: Teller;
    /** Who keeps the decision matrix. */
    architectRef?: string;
  }) {
    this.#teller = options.teller;
    this.#architectRef = options.architectRef;
  }

  /** In the transaction in which it was found. */
  async tell(tx: Knex.Transaction, regret: StoredRegret): Promise<void> {
    const { entityRef, decisionId } = regret;
    const kept: { facets: string } | undefined = await tx(
      'projection_integrations',
    )
      .where('entity_ref', entityRef)
      .whereNull('deleted_at')
      .first('facets');
    const row: { decision: string } | undefined = await tx('decisions')
      .where('id', decisionId)
      .first('decision');
    if (!kept || !row) {
      return;
    }
    const integration: IntegrationFacets = JSON.parse(kept.facets);
    const decision: StoredDecision = JSON.parse(row.decision);
    const { ownerRef, title, name } = integration;
    const news: News = {
      topic: 'scorecard-decision',
      occasion: `regret ${regret.id} opened`,
      title: `What was assumed no longer holds: ${title ?? name} as ${decision.pattern}`,
      lines: [
        ...regret.reasons.flatMap(({ text }) => text ?? []),
        ...(regret.recommendedToday &&
        regret.recommendedToday !== decision.pattern
          ? [`Today the matrix recommends ${regret.recommendedToday}.`]
          : []),
      ],
      link: `/decisions/${encodeURIComponent(decisionId)}`,
      severity: 'normal',
      entityRef,
    };
    const people = decision.people.filter(ref => ref !== ownerRef);
    await this.#teller.tell(tx, people, news);
    // Who decided is told once, though a group has them too.
    const groups = [...new Set([ownerRef, this.#architectRef])];
    await this.#teller.tell(tx, groups, { ...news, except: people });
  }
}

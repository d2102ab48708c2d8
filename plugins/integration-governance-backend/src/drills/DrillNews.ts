import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { Teller } from '../telling/Teller';
import { drillPage } from './Drill';
import { DrillStore } from './DrillStore';

const DAY_MS = 86_400_000;

/** Reminds the owner of an integration of a drill a day before. */
export class DrillNews {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #store: DrillStore;
  readonly #teller: Teller;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    store: DrillStore;
    teller: Teller;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#store = options.store;
    this.#teller = options.teller;
  }

  /** Each owner is told of each drill once. */
  async tell(now: Date): Promise<void> {
    const soon = await this.#store.listBeginning(
      now,
      new Date(now.getTime() + DAY_MS),
    );
    for (const drill of soon) {
      const occasion = `drill ${drill.id} soon`;
      const facets = await this.#projection.getFacets(drill.entityRef);
      if (facets && (await this.#teller.isNew(occasion))) {
        const from = drill.from.slice(0, 16).replace('T', ' ');
        await this.#knex.transaction(tx =>
          this.#teller.tell(tx, [facets.ownerRef], {
            topic: 'drill-reminder',
            occasion,
            title: `Drill soon: ${drill.failureModeTitle}, ${facets.title ?? facets.name}`,
            lines: [
              `It begins at ${from} UTC in ${drill.environment}.`,
              ...(drill.isToBeSilenced
                ? ['Until it ends nobody is told of the integration’s alarms.']
                : []),
            ],
            link: drillPage(drill.id),
            severity: 'normal',
            entityRef: drill.entityRef,
          }),
        );
      }
    }
  }
}

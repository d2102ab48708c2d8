import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { widened } from './declaredEnds';
import { OwnerGuess } from './suggestEntity';

/** Guesses who would own an integration, from who owns its ends. */
export class OwnerGuesser {
  readonly #projection: Pick<IntegrationProjection, 'getEntity'>;
  readonly #resolver: () => ServiceResolver;

  constructor(options: {
    projection: Pick<IntegrationProjection, 'getEntity'>;
    resolver: () => ServiceResolver;
  }) {
    this.#projection = options.projection;
    this.#resolver = options.resolver;
  }

  /**
   * Who calls or publishes has built it, so its owner comes first; then who
   * owns the target. Undefined where the catalog knows neither.
   */
  async guess(item: DriftItem): Promise<OwnerGuess | undefined> {
    for (const [end, role] of [
      [item.source, 'source'],
      [item.target, 'target'],
    ] as const) {
      for (const ref of widened(this.#resolver(), end?.entityRef)) {
        const entity = await this.#projection.getEntity(ref);
        const ownerRef = entity && ownerOf(entity);
        if (ownerRef) {
          return {
            ownerRef,
            because: `it owns ${stringifyEntityRef(entity).toLocaleLowerCase('en-US')}, the ${role}`,
          };
        }
      }
    }
    return undefined;
  }
}

function ownerOf(entity: Entity): string | undefined {
  return entity.relations?.find(({ type }) => type === 'ownedBy')?.targetRef;
}

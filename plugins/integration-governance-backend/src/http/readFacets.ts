import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { inBatches } from '../database';

/** The facets of integrations, by reference; of those that whoever asks may read. */
export async function readFacets(
  projection: IntegrationProjection,
  entityRefs: readonly string[],
  readable: IntegrationQuery,
): Promise<Map<string, IntegrationFacets>> {
  const found = new Map<string, IntegrationFacets>();
  for (const batch of inBatches([...new Set(entityRefs)], 500)) {
    const query = projection
      .query()
      .whereIn('projection_integrations.entity_ref', batch)
      .select('facets');
    readable(query);
    const rows: Array<{ facets: string }> = await query;
    for (const row of rows) {
      const facets: IntegrationFacets = JSON.parse(row.facets);
      found.set(facets.entityRef, facets);
    }
  }
  return found;
}

import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';

/** The value of a filter or facet that stands for "has none". */
export const NO_VALUE = 'none';

/** What a list of integrations can be narrowed to: several values are "or", several fields "and". */
export interface IntegrationFilter {
  owner?: string[];
  system?: string[];
  domain?: string[];
  pattern?: string[];
  interaction?: string[];
  criticality?: string[];
  lifecycle?: string[];
  status?: string[];
  via?: string[];
  text?: string;
}

export type FacetName = Exclude<keyof IntegrationFilter, 'text'>;

/** The column, or for `status` the expression, that a facet's values come from; `via` has a table of its own. */
export const facetExpressions: Record<Exclude<FacetName, 'via'>, string> = {
  status: `coalesce(health_snapshots.status, 'unknown')`,
  pattern: 'projection_integrations.pattern',
  criticality: 'projection_integrations.criticality',
  owner: 'projection_integrations.owner_ref',
  lifecycle: 'projection_integrations.lifecycle',
  interaction: 'projection_integrations.interaction',
  system: 'projection_integrations.system_ref',
  domain: 'projection_integrations.domain_ref',
};

export const facetNames: FacetName[] = [
  ...(Object.keys(facetExpressions) as Array<Exclude<FacetName, 'via'>>),
  'via',
];

const refFacets: FacetName[] = ['owner', 'system', 'domain', 'via'];

/**
 * Narrows a query on `projection_integrations`, joined with
 * `health_snapshots`, to what the filter lets through.
 *
 * @param except - a facet whose own filter is left out, to count its values
 */
export function applyFilter(
  knex: Knex,
  query: Knex.QueryBuilder,
  filter: IntegrationFilter,
  except?: FacetName,
): void {
  for (const name of facetNames) {
    const given = filter[name];
    if (given && given.length > 0 && name !== except) {
      const values = refFacets.includes(name)
        ? given.map(value => value.toLocaleLowerCase('en-US'))
        : given;
      query.andWhere(narrowTo(knex, name, values));
    }
  }
  const text = filter.text?.trim().toLocaleLowerCase('en-US');
  if (text) {
    const literal = text.replace(/[\\%_]/g, match => `\\${match}`);
    query.andWhereRaw(
      `projection_integrations.search_text like ? escape '\\'`,
      [`%${literal}%`],
    );
  }
}

function narrowTo(
  knex: Knex,
  name: FacetName,
  values: string[],
): IntegrationQuery {
  const wanted = values.filter(value => value !== NO_VALUE);
  const orNone = values.includes(NO_VALUE);
  if (name === 'via') {
    const refs = () =>
      knex('projection_integration_refs')
        .whereRaw(
          'projection_integration_refs.entity_ref = projection_integrations.entity_ref',
        )
        .where('role', 'via');
    return query => {
      query.whereExists(refs().whereIn('ref', wanted));
      if (orNone) {
        query.orWhereNotExists(refs());
      }
    };
  }
  const expression = knex.raw(facetExpressions[name]);
  return query => {
    query.whereIn(expression as unknown as string, wanted);
    if (orNone) {
      query.orWhereNull(expression as unknown as string);
    }
  };
}

import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { Knex } from 'knex';
import {
  integrationPermissionRules,
  IntegrationQuery,
} from './integrationRules';

const toQueries = createConditionTransformer<IntegrationQuery, any>(
  Object.values(integrationPermissionRules),
);

/** Conditions of a policy as one on `projection_integrations`. */
export function toIntegrationQuery(
  conditions: PermissionCriteria<PermissionCondition>,
): IntegrationQuery {
  const criteria = toQueries(conditions);
  return query => {
    query.andWhere(inner => narrow(inner, criteria));
  };
}

function narrow(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<IntegrationQuery>,
): void {
  if ('allOf' in criteria) {
    criteria.allOf.forEach(child =>
      query.andWhere(inner => narrow(inner, child)),
    );
  } else if ('anyOf' in criteria) {
    query.andWhere(any => {
      criteria.anyOf.forEach(child =>
        any.orWhere(inner => narrow(inner, child)),
      );
    });
  } else if ('not' in criteria) {
    query.whereNot(inner => narrow(inner, criteria.not));
  } else {
    criteria(query);
  }
}

import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  CRITICALITIES,
  RESOURCE_TYPE_INTEGRATION,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { z } from 'zod';

/**
 * Narrows a query on `projection_integrations`.
 *
 * @public
 */
export type IntegrationQuery = (query: Knex.QueryBuilder) => void;

/**
 * The resource type `integration` of one plugin. Every backend that keeps a
 * projection has it, with the same rules, since Backstage binds a resource
 * type to the plugin that registers it.
 *
 * @public
 */
export function createIntegrationResourceRef<PluginId extends string>(
  pluginId: PluginId,
) {
  return createPermissionResourceRef<
    IntegrationFacets,
    IntegrationQuery
  >().with({ pluginId, resourceType: RESOURCE_TYPE_INTEGRATION });
}

/**
 * The resource type that conditional decisions name.
 *
 * @public
 */
export const integrationResourceRef = createIntegrationResourceRef(
  'integration-governance',
);

/**
 * A condition that is never NULL: a plain IN would be for a missing value, and
 * then stay NULL under NOT, and so hide what should be seen.
 */
function isOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  const name = `projection_integrations.${column}`;
  query.whereNotNull(name).whereIn(name, [...values]);
}

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow integrations that one of the claims owns',
  resourceRef: integrationResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Full entity references, in lower case, of users and groups'),
  }),
  apply: (integration, { claims }) =>
    integration.ownerRef !== undefined && claims.includes(integration.ownerRef),
  toQuery:
    ({ claims }) =>
    query => {
      isOneOf(query, 'owner_ref', claims);
    },
});

const inSystem = createPermissionRule({
  name: 'IN_SYSTEM',
  description: 'Allow integrations that are part of one of the systems',
  resourceRef: integrationResourceRef,
  paramsSchema: z.object({
    systems: z
      .array(z.string())
      .describe('Full entity references, in lower case'),
  }),
  apply: (integration, { systems }) =>
    integration.systemRef !== undefined &&
    systems.includes(integration.systemRef),
  toQuery:
    ({ systems }) =>
    query => {
      isOneOf(query, 'system_ref', systems);
    },
});

const hasCriticality = createPermissionRule({
  name: 'HAS_CRITICALITY',
  description: 'Allow integrations of one of the criticalities',
  resourceRef: integrationResourceRef,
  paramsSchema: z.object({ criticalities: z.array(z.enum(CRITICALITIES)) }),
  apply: (integration, { criticalities }) =>
    integration.criticality !== undefined &&
    criticalities.includes(integration.criticality),
  toQuery:
    ({ criticalities }) =>
    query => {
      isOneOf(query, 'criticality', criticalities);
    },
});

/** @public */
export const integrationPermissionRules = { isOwner, inSystem, hasCriticality };

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import createKnex, { Knex } from 'knex';
import { IntegrationReadAccess } from './IntegrationReadAccess';
import { integrationPermissionRules } from './integrationRules';

const isOwner = createConditionFactory(integrationPermissionRules.isOwner);
const inSystem = createConditionFactory(integrationPermissionRules.inSystem);
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);

describe('IntegrationReadAccess', () => {
  let knex: Knex;

  beforeAll(async () => {
    knex = createKnex({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    await knex.schema.createTable('projection_integrations', table => {
      table.string('name');
      table.string('owner_ref');
      table.string('system_ref');
      table.string('criticality');
    });
    await knex('projection_integrations').insert([
      { name: 'a', owner_ref: 'group:default/x', criticality: 'low' },
      { name: 'b', owner_ref: 'group:default/y', criticality: 'critical' },
      { name: 'c', system_ref: 'system:default/erp', criticality: 'critical' },
    ]);
  });

  afterAll(() => knex.destroy());

  const readable = async (decision: PolicyDecision) => {
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async () => [decision],
    });
    const condition = await new IntegrationReadAccess({
      permissions,
    }).conditionFor(mockCredentials.user());
    const query = knex('projection_integrations').orderBy('name');
    condition(query);
    return (await query.select('name')).map(row => row.name).join('');
  };

  const conditional = (conditions: PermissionCriteria<PermissionCondition>) =>
    readable({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-governance',
      resourceType: 'integration',
      conditions,
    });

  it('lets everything through where the policy allows', async () => {
    expect(await readable({ result: AuthorizeResult.ALLOW })).toBe('abc');
  });

  it('refuses where the policy denies', async () => {
    await expect(readable({ result: AuthorizeResult.DENY })).rejects.toThrow(
      NotAllowedError,
    );
  });

  it('narrows by owner, system and criticality, combined in any way', async () => {
    const mine = isOwner({ claims: ['group:default/x'] });
    const erp = inSystem({ systems: ['system:default/erp'] });
    const critical = hasCriticality({ criticalities: ['critical'] });

    expect(await conditional(mine)).toBe('a');
    expect(await conditional({ anyOf: [mine, erp] })).toBe('ac');
    expect(await conditional({ allOf: [critical, erp] })).toBe('c');
    expect(await conditional({ not: critical })).toBe('a');
    expect(
      await conditional({
        anyOf: [mine, { allOf: [critical, { not: mine }] }],
      }),
    ).toBe('abc');
  });

  it('treats a missing value as not matching, also when negated', async () => {
    expect(
      await conditional({ not: isOwner({ claims: ['group:default/x'] }) }),
    ).toBe('bc');
  });
});

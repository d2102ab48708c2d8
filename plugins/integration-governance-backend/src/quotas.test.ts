import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import { integrationReadPermission } from '@tieline/plugin-integrations-common';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { World } from './__testUtils__/startGovernance';
import {
  daysAgo,
  landscape,
  measured,
  platform,
  startRunCosts,
} from './__testUtils__/startRunCosts';

// Generous, for machines that are busy with other suites.
jest.setTimeout(120_000);

const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('quotas on %s', databaseId => {
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startRunCosts>>;

  const start = async (given?: Partial<World>) => {
    knex = await databases.init(databaseId);
    running = await startRunCosts(knex, given);
  };

  afterEach(() => running.stop());

  it('are listed by what runs out first, for who may read something on the platform', async () => {
    await start();
    const { items } = (await running.get('/v1/quotas')).body;
    expect(items.map((item: any) => [item.kind, item.used])).toEqual([
      ['transactions-per-month', 345_600],
      ['messages-per-second', expect.any(Number)],
      ['connections', 2],
    ]);
    expect(items[0]).toMatchObject({
      platformRef: 'resource:default/flow-hub',
      limit: 400_000,
      share: 0.864,
      integrations: 1,
      unmeasured: 0,
      runsOutOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      source:
        'tieline.dev/quota-transactions-per-month of resource:default/flow-hub',
    });
    expect(items[0].growthPerMonth).toBeGreaterThan(0.9);
    expect(items[1]).toMatchObject({ integrations: 3, unmeasured: 1 });
    running.world.decisions = {
      [integrationReadPermission.name]: {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: ['low'] }),
      },
    };
    const seen = (await running.get('/v1/quotas')).body.items;
    expect(seen.map((item: any) => item.platformRef)).toEqual([
      'resource:default/kafka-main',
    ]);
  });

  it('say when connections run out, by how many integrations came since', async () => {
    const broker = platform('kafka-main', {
      'tieline.dev/quota-connections': '100',
    });
    await start({
      ...measured,
      entities: landscape.map(one =>
        one.metadata.name === 'kafka-main' ? broker : one,
      ),
    });
    const own = {
      group_by: 'platform',
      group_key: 'resource:default/kafka-main',
    };
    const ofBroker = async () =>
      (await running.get('/v1/quotas')).body.items.find(
        ({ platformRef }: any) => platformRef === own.group_key,
      );
    const dayAgo = (days: number) => daysAgo(days).slice(0, 10);
    const knew = (days: number, integrations: number) =>
      knex('roll_up_days').insert({
        ...own,
        ...{ day: dayAgo(days), integrations },
        ...{ yes_share: null, answers: '[]' },
      });
    await knex('roll_up_days').where(own).delete();
    // A source and each target of three integrations. Since when, nobody knows.
    expect(await ofBroker()).toMatchObject({ used: 7, integrations: 3 });
    await knew(20, 1);
    // Of three weeks nothing can be said.
    expect(await ofBroker()).not.toHaveProperty('growthPerMonth');
    await knew(300, 9);
    await knew(100, 1);
    const grown = await ofBroker();
    // Three times as many in 90 days.
    expect(grown.growthPerMonth).toBeCloseTo(3 ** (1 / 3) - 1, 4);
    // 1.4422 to the power of 7.26 is 100 ÷ 7.
    expect(grown.runsOutOn).toBe(dayAgo(-217));
  });
});

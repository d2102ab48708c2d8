import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until, World } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const hasCriticality = createConditionFactory(
  integrationPermissionRules.hasCriticality,
);
const names = (items: any[]): string[] =>
  items.map(item => item.integration.name);

describe.each(databases.eachSupportedId())('neglect on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  const start = async (world: Partial<World>) => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, world);
    await running.settled();
  };
  const get = async (path: string) => (await running.get(path)).body;
  const readOnly = (criticality: 'critical' | 'high') => {
    running.world.decisions = {
      'integration.read': {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: integrationResourceRef.resourceType,
        conditions: hasCriticality({ criticalities: [criticality] }),
      },
    };
  };

  // A review is told of in its own tests; here it counts as one.
  const review = (name: string, state: string, days: number) => ({
    id: `${name}-${state}`,
    subject: `integration:default/${name}`,
    entity_ref: `integration:default/${name}`,
    title: name,
    state,
    revision: 1,
    opened_at: daysAgo(days),
    opened_by: 'user:default/mira',
    people: '[]',
    baseline: '{}',
    closed_at: state === 'open' ? null : daysAgo(days),
  });

  afterEach(() => running.stop());

  describe('checks that never failed', () => {
    const listed = async () => {
      const { items } = await get('/v1/worthless-checks');
      return items.map((one: any) => one.check.id) as string[];
    };

    it('are listed after a year without a fail', async () => {
      await start({
        entities: [
          ...surroundings,
          integration('careful', carefulSpec),
          integration('ownerless', { ...carefulSpec, owner: undefined }),
        ],
      });
      const young = await get('/v1/worthless-checks');
      expect(young.items).toEqual([]);
      const today = new Date().toISOString().slice(0, 10);
      expect(young.because).toContain(`recorded since ${today}`);

      const begun = daysAgo(400);
      await knex('transitions').update({ at: begun });
      const { items, because } = await get('/v1/worthless-checks');
      expect(because).toBeUndefined();
      expect(
        items.find((one: any) => one.check.id === 'inventory-endpoints'),
      ).toMatchObject({
        check: { title: expect.any(String), questionId: 'inventory' },
        since: begun.toISOString(),
        passes: 2,
        unmeasured: 0,
      });
      // What fails now tells somebody something.
      const failing = await knex('results').where('result', 'fail');
      expect(failing.length).toBeGreaterThan(0);
      for (const { check_id } of failing) {
        expect(await listed()).not.toContain(check_id);
      }
      // So does what failed within the year.
      await knex('transitions')
        .where({ check_id: 'inventory-endpoints' })
        .update({ from_result: 'fail', at: daysAgo(300) });
      expect(await listed()).not.toContain('inventory-endpoints');
      await knex('transitions')
        .where({ check_id: 'inventory-endpoints' })
        .update({ at: begun });
      expect(await listed()).toContain('inventory-endpoints');
      readOnly('critical');
      const seen = await get('/v1/worthless-checks');
      expect(seen.items[0]).toMatchObject({ passes: 0, unmeasured: 0 });
    });
  });

  describe('neglected integrations', () => {
    const at = () => new Date().toISOString();
    beforeEach(async () => {
      await start({
        entities: [
          ...surroundings,
          integration('careful', carefulSpec),
          integration('busy', { criticality: 'critical' }),
          integration('lately'),
          integration('still'),
        ],
        health: [
          health('careful', { at: at(), throughputPerMinute: 5 }),
          health('busy', { at: at(), throughputPerMinute: 900 }),
          health('lately', { at: at(), throughputPerMinute: null }),
          health('still', {
            at: daysAgo(8).toISOString(),
            throughputPerMinute: 0,
          }),
        ],
      });
    });
    const list = async (query = '') =>
      get(`/v1/neglected-integrations${query}`);
    const grow = async () => {
      await knex('evidence')
        .where({ source: 'catalog' })
        .update({ at: daysAgo(400) });
      await knex('transitions').update({ at: daysAgo(400) });
    };

    it('have traffic and nobody for a year, the busiest first', async () => {
      // Unknown is not neglected.
      expect(await list()).toEqual({ items: [], totalItems: 0 });
      await grow();
      const { items, totalItems } = await list();
      expect(totalItems).toBe(3);
      expect(names(items)).toEqual(['busy', 'careful', 'lately']);
      expect(items[0]).toEqual({
        integration: expect.objectContaining({ name: 'busy' }),
        throughputPerMinute: 900,
        sinceDays: 400,
      });
      const owned = await list('?owner=group:default/fulfilment');
      expect(names(owned.items)).toEqual(['careful']);
      readOnly('critical');
      expect(names((await list()).items)).toEqual(['busy']);
    });

    it('are none that somebody reviews, or reviewed within the year', async () => {
      await grow();
      await knex('reviews').insert([
        review('busy', 'signed', 380),
        review('careful', 'open', 20),
        review('lately', 'cancelled', 20),
      ]);
      const { items } = await list();
      expect(names(items)).toEqual(['busy', 'lately']);
      expect(items[0]).toMatchObject({
        lastReviewAt: expect.any(String),
        sinceDays: 380,
      });
      await knex('reviews')
        .where('state', 'signed')
        .update({ closed_at: daysAgo(10) });
      expect(names((await list()).items)).toEqual(['lately']);
    });

    it('are none where something was deployed, attested, asked or changed', async () => {
      await grow();
      await running.post('/v1/evidence/default/busy', {
        deployments: [{ environment: 'production', result: 'succeeded' }],
      });
      expect(names((await list()).items)).toEqual(['careful', 'lately']);
      await knex('evidence_pieces').update({ at: daysAgo(380) });
      const old = await list();
      expect(old.items[0]).toMatchObject({
        integration: { name: 'busy' },
        lastDeploymentAt: expect.any(String),
        sinceDays: 380,
      });
      await running.post('/v1/waivers', {
        entityRef: 'integration:default/careful',
        checkId: 'delivery-unit-tests',
        reason: 'None',
        until: daysAgo(-30).toISOString().slice(0, 10),
      });
      expect(names((await list()).items)).toEqual(['busy', 'lately']);
      const alarm = {
        id: '1',
        headline: 'Down',
        since: at(),
        state: 'cleared',
        toldAt: at(),
        acknowledgedAt: at(),
      };
      const row = await knex('health_snapshots')
        .where('entity_ref', 'integration:default/lately')
        .first();
      running.world.health = running.world.health.map(one =>
        one.integration.name === 'lately'
          ? { ...one, lastAlarm: alarm as any }
          : one,
      );
      await until(
        () =>
          knex('health_snapshots')
            .where('entity_ref', 'integration:default/lately')
            .first(),
        now => now.summary !== row.summary,
      );
      expect(names((await list()).items)).toEqual(['busy']);
      await knex('evidence')
        .where({
          source: 'catalog',
          entity_ref: 'integration:default/busy',
        })
        .update({ at: daysAgo(3) });
      expect((await list()).items).toEqual([]);
    });
  });

  describe('suspected duplicates', () => {
    const orders = (name: string, data: string, spec: object = {}) =>
      integration(name, { dataFlows: [{ data }], ...spec });
    const contracted = (name: string, data: string) =>
      integration(name, {
        targets: ['warehouse'],
        dataFlows: [{ data, contract: { api: 'order-events' } }],
      });
    const entities = () => [
      ...surroundings,
      orders('one', 'Customer orders'),
      orders('two', 'customer-orders', {
        targets: ['warehouse', 'erp'],
        criticality: 'critical',
      }),
      orders('back', 'customer orders', {
        dataFlows: [{ data: 'customer orders', direction: 'target-to-source' }],
      }),
      orders('retired', 'customer orders', { lifecycle: 'retired' }),
      orders('elsewhere', 'customer orders', { targets: ['shop'] }),
      contracted('events', 'order events'),
      contracted('copies', 'a copy of orders'),
    ];
    beforeEach(() => start({ entities: entities() }));
    const list = (query = '') => get(`/v1/suspected-duplicates${query}`);
    const groupsOf = ({ items }: any) =>
      items.map((one: any) => one.integrations.map(({ name }: any) => name));
    const dismissal = (id: string) =>
      `/v1/suspected-duplicates/${id}/dismissal`;

    it('carry the same data, by name or contract, between the same two', async () => {
      const found = await list();
      expect(groupsOf(found)).toEqual([
        ['one', 'two'],
        ['copies', 'events'],
      ]);
      expect(found).toMatchObject({ totalItems: 2, dismissedItems: 0 });
      expect(found.items[0]).toMatchObject({
        data: 'Customer orders',
        sourceRef: 'system:default/web-shop',
        targetRef: 'system:default/erp',
        mayDismiss: true,
      });
      expect(await list('?owner=group:default/nobody')).toMatchObject({
        totalItems: 0,
      });
      // One that may be read is no pair.
      readOnly('critical');
      expect((await list()).items).toEqual([]);
      expect(
        (await running.put(dismissal(found.items[0].id), { reason: 'x' }))
          .status,
      ).toBe(404);
    });

    it('are dismissed until another one joins, and listed again', async () => {
      const [{ id }] = (await list()).items;
      const empty = await running.put(dismissal(id), { reason: '  ' });
      expect([empty.status, empty.body.error.message]).toEqual([
        400,
        expect.stringContaining('reason is empty'),
      ]);
      const put = await running.put(dismissal(id), { reason: 'A fallback' });
      expect(put.body).toMatchObject({
        id,
        dismissal: { by: 'user:default/mock', reason: 'A fallback' },
      });
      expect(await list()).toMatchObject({ totalItems: 1, dismissedItems: 1 });
      const dismissed = await list('?dismissed=true');
      expect(groupsOf(dismissed)).toEqual([['one', 'two']]);

      running.world.entities = [
        ...entities(),
        orders('third', 'CustomerOrders'),
      ];
      await until(
        () => list(),
        ({ totalItems }) => totalItems === 2,
      );
      expect(groupsOf(await list())[0]).toEqual(['one', 'third', 'two']);
      const nothing = await running.remove(dismissal(id));
      expect(nothing.status).toBe(409);

      await running.put(dismissal(id), { reason: 'All three' });
      expect((await list()).dismissedItems).toBe(1);
      const back = await running.remove(dismissal(id));
      expect(back.body.dismissal).toBeUndefined();
      expect(await list()).toMatchObject({ totalItems: 2, dismissedItems: 0 });
      expect(
        (await running.put(dismissal('none'), { reason: 'x' })).status,
      ).toBe(404);
    });

    it('take a permission to dismiss', async () => {
      const [{ id }] = (await list()).items;
      running.world.decisions = {
        'integration.document.manage': { result: AuthorizeResult.DENY },
      };
      expect((await list()).items[0].mayDismiss).toBe(false);
      const denied = [
        await running.put(dismissal(id), { reason: 'x' }),
        await running.remove(dismissal(id)),
      ];
      expect(denied.map(({ status }) => status)).toEqual([403, 403]);
      expect(running.auditEvent.fail).toHaveBeenCalledTimes(2);
    });
  });
});

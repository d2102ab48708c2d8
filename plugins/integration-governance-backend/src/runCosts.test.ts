import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionFactory } from '@backstage/plugin-permission-node';
import {
  integrationInterventionLogPermission,
  integrationReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { startGovernance, until, World } from './__testUtils__/startGovernance';
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
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('run costs on %s', databaseId => {
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startGovernance>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  afterEach(() => running.stop());

  const start = async (given?: Partial<World>) => {
    running = await startRunCosts(knex, given);
  };
  const readOnly = (...criticalities: Array<'critical' | 'high' | 'low'>) => {
    const decision: PolicyDecision = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-governance',
      resourceType: integrationResourceRef.resourceType,
      conditions: hasCriticality({ criticalities }),
    };
    running.world.decisions = { [integrationReadPermission.name]: decision };
  };
  const log = (body: object) =>
    running.post('/v1/interventions', {
      entityRef: 'integration:default/orders',
      kind: 'replay',
      minutes: 90,
      ...body,
    });
  const names = (body: { items: Array<{ integration: { name: string } }> }) =>
    body.items.map(item => item.integration.name);

  it('are those of the worked example in docs/costs.md', async () => {
    await start();
    await log({});
    const { body } = await running.get('/v1/run-costs');
    expect(
      body.items.map((item: any) => [
        item.integration.name,
        item.perMonth.expected,
        item.calls,
        item.unmeasured,
      ]),
    ).toEqual([
      ['orders', 1943.95, 720_000, []],
      ['legacy', 1194.52, null, ['volume']],
      ['crm', 1010.61, 345_600, []],
      ['payments', 648.02, 480_000, []],
      ['ledger', 148.45, 1_000_000, ['cost of resource:default/file-exchange']],
    ]);
    expect(body.total.expected).toBe(4945.55);
    expect(body).toMatchObject({
      totalItems: 5,
      unmeasured: 1,
      currency: 'EUR',
      prices: { own: 0 },
    });
    const [orders, legacy] = body.items;
    expect(
      orders.parts.map((part: any) => [part.id, part.range.expected]),
    ).toEqual([
      ['traffic', 2.16],
      ['maintenance', 147.95],
      ['platform:resource:default/kafka-main', 1643.84],
      ['interventions', 150],
    ]);
    expect(orders.perMessage.expected).toBe(0.0027);
    expect(orders.callsSource).toBe('telemetry (metrics, caller), 30 days');
    expect(orders.interventions).toEqual({ count: 1, minutes: 90 });
    expect(orders.parts[0]).toMatchObject({
      formula: 'per million × millions',
      inputs: [
        { id: 'messages-event-driven', source: 'example' },
        { id: 'volume', value: { expected: 720_000 } },
      ],
    });
    expect(legacy.perMessage).toBeUndefined();
    expect(
      (await running.get('/v1/run-costs/default/orders')).body.perMonth,
    ).toEqual(orders.perMonth);
  });

  it('tell profiles what was counted over days, by reader, and of a batch by record', async () => {
    await start();
    const volumeOf = async (name: string) => {
      const { body } = await running.get(`/v1/profiles/default/${name}`);
      const source = body.sources.find(
        ({ field }: any) => field === 'volumePerDay',
      );
      return [body.profile.volumePerDay, source?.source];
    };
    // Of today there is only what has passed of it: it is 29 to 30 days.
    const within = (calls: number) => ({
      asymmetricMatch: (value: number) =>
        value >= Math.floor(calls / 30) && value <= Math.ceil(calls / 29),
    });
    const counted = 'telemetry (metrics, caller), 30 days';
    expect(await volumeOf('orders')).toEqual([within(720_000), counted]);
    expect(await volumeOf('payments')).toEqual([within(480_000), counted]);
    expect((await volumeOf('ledger'))[0]).toEqual(within(1_000_000));
    expect(await volumeOf('legacy')).toEqual([undefined, undefined]);
  });

  it('are listed by what a message costs, narrowed and paged', async () => {
    await start();
    const byMessage = await running.get('/v1/run-costs?orderBy=per-message');
    expect(names(byMessage.body)).toEqual([
      'crm',
      'orders',
      'payments',
      'ledger',
      'legacy',
    ]);
    const viaKafka =
      '/v1/run-costs?platform=resource:default/kafka-main&limit=2';
    const first = (await running.get(viaKafka)).body;
    expect(names(first)).toEqual(['orders', 'legacy']);
    expect(first).toMatchObject({ totalItems: 3, unmeasured: 1 });
    const second = (
      await running.get(`${viaKafka}&cursor=${first.pageInfo.nextCursor}`)
    ).body;
    expect(names(second)).toEqual(['payments']);
    expect(second.pageInfo.nextCursor).toBeUndefined();
    expect(second.total).toEqual(first.total);
    expect(
      names((await running.get('/v1/run-costs?pattern=ipaas&text=CR')).body),
    ).toEqual(['crm']);
    expect((await running.get('/v1/run-costs?cursor=nonsense')).status).toBe(
      400,
    );
  });

  it('add up in groups, of what may be read', async () => {
    await start();
    const whole = (await running.get('/v1/run-costs')).body;
    for (const by of ['team', 'platform', 'pattern', 'system']) {
      const { body } = await running.get(`/v1/run-cost-groups?groupBy=${by}`);
      const sum = body.groups.reduce(
        (cents: number, one: any) =>
          cents + Math.round(one.perMonth.expected * 100),
        0,
      );
      expect(sum / 100).toBe(whole.total.expected);
      expect(body.total).toEqual(whole.total);
    }
    const platforms = (
      await running.get('/v1/run-cost-groups?groupBy=platform')
    ).body.groups;
    expect(platforms[0]).toMatchObject({
      key: 'resource:default/kafka-main',
      title: 'kafka-main',
      integrations: 3,
      unmeasured: 1,
      calls: 1_200_000,
    });
    readOnly('low');
    const seen = (await running.get('/v1/run-cost-groups?groupBy=team')).body;
    expect(seen.groups).toMatchObject([
      { key: 'group:default/fulfilment', integrations: 1, calls: null },
    ]);
    expect(seen.total).toEqual(seen.groups[0].perMonth);
    expect(names((await running.get('/v1/run-costs')).body)).toEqual([
      'legacy',
    ]);
    expect((await running.get('/v1/run-costs/default/orders')).status).toBe(
      404,
    );
  });

  it('take what a platform costs from its annotation', async () => {
    await start({
      ...measured,
      entities: landscape.map(one =>
        one.metadata.name === 'file-exchange'
          ? platform('file-exchange', { 'tieline.dev/cost-per-year': '3650' })
          : one,
      ),
    });
    const { body } = await running.get('/v1/run-costs/default/ledger');
    expect(body.unmeasured).toEqual([]);
    expect(body.parts).toContainEqual(
      expect.objectContaining({
        id: 'platform:resource:default/file-exchange',
        range: { low: 300, expected: 300, high: 300 },
      }),
    );
  });

  it('stay while telemetry does not answer, and say that nobody knows where it never did', async () => {
    await start();
    running.world.telemetryIsUp = false;
    await knex('run_volumes')
      .where('entity_ref', 'integration:default/orders')
      .update({ read_at: new Date(Date.now() - 2 * HOUR_MS) });
    await knex('run_volumes')
      .where('entity_ref', 'integration:default/crm')
      .update({ read_at: new Date(Date.now() - 3 * DAY_MS) });
    await running.runTask('calculate-run-costs');
    const crm = await until(
      async () => (await running.get('/v1/run-costs/default/crm')).body,
      body => body.calls === null,
    );
    expect(crm.unmeasured).toEqual(['volume']);
    expect(crm.parts[0].range.expected).toBe(197.26);
    expect((await running.get('/v1/run-costs/default/orders')).body.calls).toBe(
      720_000,
    );
    expect(running.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The volume of 2 of 2 integrations'),
    );
  });

  it('are not overwritten by what was calculated from older facts', async () => {
    await start();
    await knex('run_costs')
      .where('entity_ref', 'integration:default/crm')
      .update({ calculated_at: new Date(Date.now() + HOUR_MS) });
    await knex('run_volumes').update({ calls: 0 });
    await log({ minutes: 1 });
    await running.runTask('calculate-run-costs');
    await until(
      async () => (await running.get('/v1/run-costs/default/payments')).body,
      body => body.calls === 0,
    );
    const { body } = await running.get('/v1/run-costs/default/crm');
    expect(body.calls).toBe(345_600);
  });

  describe('with work by hand', () => {
    it('take it in at once, show it, and let go of it again', async () => {
      await start();
      const before = (await running.get('/v1/run-costs/default/crm')).body;
      const logged = await log({
        entityRef: 'Integration:default/CRM',
        minutes: 60,
        note: 'Sent again by hand',
        alarmId: 'alarm-1',
      });
      expect(logged.status).toBe(201);
      expect(logged.body).toMatchObject({
        integration: { name: 'crm' },
        by: 'user:default/mock',
        minutes: 60,
        note: 'Sent again by hand',
        alarmId: 'alarm-1',
        mayTakeBack: true,
      });
      const after = (await running.get('/v1/run-costs/default/crm')).body;
      expect(after.perMonth.expected).toBeCloseTo(
        before.perMonth.expected + 100,
        2,
      );
      await log({ minutes: 5 });
      const all = (await running.get('/v1/interventions?limit=1')).body;
      expect(all).toMatchObject({ totalItems: 2, totalMinutes: 65 });
      expect(names(all)).toEqual(['orders']);
      expect(all.mayLog).toBeUndefined();
      const rest = await running.get(
        `/v1/interventions?limit=1&cursor=${all.pageInfo.nextCursor}`,
      );
      expect(names(rest.body)).toEqual(['crm']);
      const ofOne = '/v1/interventions?integration=integration:default/crm';
      expect((await running.get(ofOne)).body).toMatchObject({
        totalItems: 1,
        mayLog: true,
      });

      const path = `/v1/interventions/${logged.body.id}`;
      const byOther = await running.removeAs('rosa', path);
      expect(byOther.status).toBe(403);
      expect(byOther.body.error.message).toContain('user:default/mock');
      expect((await running.remove(path)).status).toBe(204);
      expect((await running.remove(path)).status).toBe(404);
      expect(
        (await running.get('/v1/run-costs/default/crm')).body.perMonth,
      ).toEqual(before.perMonth);
      const events = running.auditor.createEvent.mock.calls.map(
        ([{ eventId }]) => eventId,
      );
      expect(events).toEqual(
        expect.arrayContaining(['intervention-log', 'intervention-take-back']),
      );
    });

    it('keep it after a day', async () => {
      await start();
      const { id } = (await log({})).body;
      await knex('interventions').update({
        logged_at: new Date(Date.now() - 25 * HOUR_MS),
      });
      const { items } = (await running.get('/v1/interventions')).body;
      expect(items[0].mayTakeBack).toBe(false);
      const late = await running.remove(`/v1/interventions/${id}`);
      expect(late.status).toBe(403);
      expect(late.body.error.message).toContain('24 hours');
    });

    it('count what is of the last 30 days only', async () => {
      await start();
      await log({ at: daysAgo(31) });
      const { body } = await running.get('/v1/run-costs/default/orders');
      expect(body.interventions).toEqual({ count: 0, minutes: 0 });
    });

    it('say what is wrong with what cannot be logged', async () => {
      await start();
      const refused = async (body: object, status: number, words: string) => {
        const answer = await log(body);
        expect(answer.status).toBe(status);
        expect(JSON.stringify(answer.body)).toContain(words);
      };
      await refused({ minutes: 0 }, 400, 'minutes');
      await refused({ kind: 'coffee' }, 400, 'kind');
      const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
      await refused({ at: tomorrow }, 400, 'at is in the future');
      await refused({ at: 'soon' }, 400, 'at');
      await refused(
        { entityRef: 'integration:default/none' },
        404,
        'entityRef',
      );
      readOnly('low');
      await refused({}, 404, 'entityRef');
      running.world.decisions = {
        [integrationInterventionLogPermission.name]: {
          result: AuthorizeResult.DENY,
        },
      };
      await refused({}, 403, integrationInterventionLogPermission.name);
      const ofOne = '/v1/interventions?integration=integration:default/orders';
      expect((await running.get(ofOne)).body).toMatchObject({
        totalItems: 0,
        mayLog: false,
      });
    });

    it('show none of what may not be read', async () => {
      await start();
      const { id } = (await log({})).body;
      readOnly('low');
      expect((await running.get('/v1/interventions')).body).toMatchObject({
        items: [],
        totalItems: 0,
        totalMinutes: 0,
      });
      expect((await running.remove(`/v1/interventions/${id}`)).status).toBe(
        404,
      );
    });
  });
});

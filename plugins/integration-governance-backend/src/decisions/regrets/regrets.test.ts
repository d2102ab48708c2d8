import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { onlyOwnedBy } from '../../__testUtils__/decisions';
import { integration, surroundings } from '../../__testUtils__/landscape';
import { startDecisions } from '../../__testUtils__/startDecisions';
import { PriceBook } from '../../costs/PriceBook';
import { PriceListCostModel } from '../../costs/PriceListCostModel';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const orders = 'integration:default/orders';
const group = 'group:default/checkout';
const each = (value: number) => Array.from({ length: 14 }, () => value);
/** From 2,510 to 2,900 a day: 2,600 to 2,810 without the lowest and highest three. */
const risen = Array.from({ length: 14 }, (_, nth) => 2_510 + nth * 30);
/** Half of the days beyond what may be, and half within. */
const between = [...each(1_500).slice(7), ...each(2_500).slice(7)];

describe.each(databases.eachSupportedId())('regret on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startDecisions>>;
  let day: number;

  beforeEach(async () => {
    day = 1;
    running = await startDecisions(await databases.init(databaseId), {
      costs: new PriceListCostModel(
        await PriceBook.read(mockServices.rootConfig()),
      ),
      entities: [
        ...surroundings,
        integration('orders', { interaction: 'request' }),
      ],
    });
  });

  afterEach(() => running.stop());

  const record = async (profile: object = {}, pattern = 'api-gateway') => {
    const { status, body } = await running.post(
      '/v1/decisions',
      {
        title: 'Orders',
        pattern,
        reason: 'It is there',
        entityRef: orders,
        people: ['user:default/mira'],
        profile: {
          interaction: 'request',
          volumePerDay: 1_000,
          latencyMs: 200,
          consumers: 2,
          ...profile,
        },
      },
      'ada',
    );
    expect(status).toBe(201);
    return body.id;
  };
  /** What is observed is looked at on the next day. */
  const watch = async (
    observed: object = running.world.observed[orders],
    replicas: Array<Pick<typeof running, 'watch'>> = [running],
  ) => {
    running.world.observed[orders] = observed;
    day += 1;
    const now = new Date(Date.UTC(2026, 10, day, 6));
    await Promise.all(replicas.map(replica => replica.watch(now)));
  };
  const list = async (query = '') =>
    (await running.get(`/v1/regrets?${query}`)).body;
  const open = async () => {
    const id = await record();
    await watch({ volume: risen });
    const [regret] = (await list()).items;
    return { id, regret };
  };
  const acknowledge = (id: string, reason = 'We watch it for a month') =>
    running.put(`/v1/regrets/${id}/acknowledgement`, { reason });

  it('is not of one noisy day, nor of too few', async () => {
    const id = await record();
    await watch({ volume: [...each(1_000).slice(1), 50_000] });
    expect((await list()).totalItems).toBe(0);
    await watch({ volume: [...risen.slice(8), ...each(0).slice(6)] });
    expect((await list()).totalItems).toBe(0);
    const { status, body } = await running.get(`/v1/decisions/${id}/regret`);
    expect(status).toBe(404);
    expect(body.error.message).toContain('has left what decision');
  });

  it('comes with a sustained excess, with what the matrix says today', async () => {
    const id = await record();
    await watch({ volume: risen });
    const { status, body } = await running.get(`/v1/decisions/${id}/regret`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'open',
      since: '2026-11-02T06:00:00.000Z',
      decision: { id, pattern: 'api-gateway' },
      integration: { entityRef: orders },
      recommendedToday: expect.any(String),
      rankToday: expect.any(Number),
      mayAcknowledge: true,
      reasons: [
        {
          field: 'volume',
          assumed: 1_000,
          observed: 2_705,
          observedLow: 2_600,
          observedHigh: 2_810,
          unit: 'a day',
          since: '2026-11-02T06:00:00.000Z',
          source: 'telemetry (metrics, caller), 14 days',
          text: '1,000 a day assumed, 2,705 a day observed: 2,600 to 2,810 lately.',
        },
      ],
    });
    expect((await list()).items).toEqual([body]);
  });

  it.each([
    ['volume', 'less than a quarter', { volume: each(200) }],
    ['latency', 'slower than it may be', { p95Ms: each(260) }],
    [
      'consumers',
      'two more, and half as many again',
      { consumers: { a: 14, b: 14, c: 14, d: 14 } },
    ],
  ])('is of %s: %s', async (field, _what, observed) => {
    await record();
    await watch(observed);
    const [regret] = (await list()).items;
    expect(regret.reasons).toMatchObject([{ field }]);
  });

  it.each([
    ['twice as much', {}, { volume: each(2_000) }],
    [
      'growth that was expected',
      { volumePerDayInTwoYears: 3_000 },
      { volume: risen },
    ],
    ['a quarter slower', {}, { p95Ms: each(250) }],
    ['one consumer more', {}, { consumers: { a: 14, b: 14, c: 14 } }],
    [
      'consumers that came on a few days',
      {},
      { consumers: { a: 14, b: 14, c: 5, d: 5, e: 5 } },
    ],
    [
      'batch, of which calls say nothing',
      { interaction: 'batch' },
      { volume: risen, p95Ms: each(900) },
    ],
  ])('is not of %s', async (_what, profile, observed) => {
    await record(profile);
    await watch(observed);
    expect((await list()).totalItems).toBe(0);
  });

  it('is of what it costs to run, where somebody knows that', async () => {
    await record();
    await watch({});
    expect((await list()).totalItems).toBe(0);
    running.world.runCosts[orders] = { low: 9e5, expected: 1e6, high: 2e6 };
    await watch();
    expect((await list()).items[0].reasons).toMatchObject([
      {
        field: 'cost',
        observed: 1e6,
        unit: 'EUR a month',
        source: 'what it costs to run',
      },
    ]);
  });

  it('clears when all of the range is back, not before', async () => {
    const { id } = await open();
    await watch({ volume: between });
    const [still] = (await list()).items;
    expect(still).toMatchObject({
      state: 'open',
      since: '2026-11-02T06:00:00.000Z',
      reasons: [{ observedLow: 1_500, since: '2026-11-02T06:00:00.000Z' }],
    });
    await watch({ volume: risen.slice(9) });
    expect((await list('state=open')).totalItems).toBe(1);
    await watch({ volume: each(1_500) });
    const [cleared] = (await list()).items;
    expect(cleared).toMatchObject({
      id: still.id,
      state: 'cleared',
      clearedAt: '2026-11-05T06:00:00.000Z',
      mayAcknowledge: false,
    });
    expect((await list('state=open&state=acknowledged')).totalItems).toBe(0);
    expect((await acknowledge(still.id)).status).toBe(409);
    await watch({ volume: between });
    expect((await list()).totalItems).toBe(1);
    await watch({ volume: risen });
    const again = await running.get(`/v1/decisions/${id}/regret`);
    expect(again.body.state).toBe('open');
    expect(again.body.id).not.toBe(still.id);
  });

  it('is opened and told once by two replicas, to who decided, who owns it and who keeps the matrix', async () => {
    await record();
    const replica = await running.replicate();
    await watch({ volume: risen }, [running, replica]);
    await watch({ volume: risen }, [replica, running]);
    await Promise.all([running.deliver(), replica.deliver()]);
    expect((await list()).totalItems).toBe(1);
    const told = running.notifications.map(({ recipients, payload }) => ({
      ...(recipients as any),
      ...payload,
    }));
    expect(told.map(({ entityRef }) => entityRef).sort()).toEqual([
      'group:default/architects',
      group,
      'user:default/ada',
      'user:default/mira',
    ]);
    expect(told.find(({ entityRef }) => entityRef === group)).toMatchObject({
      topic: 'scorecard-decision',
      title: 'What was assumed no longer holds: orders as api-gateway',
      excludeEntityRef: ['user:default/ada', 'user:default/mira'],
      link: expect.stringMatching(/^\/decisions\/.+/),
      description: expect.stringContaining('2,705 a day observed'),
    });
  });

  it('is acknowledged by who may, with the auditor told, and stays so', async () => {
    const { regret } = await open();
    running.decisions['integration.regret.acknowledge'] = {
      result: AuthorizeResult.DENY,
    };
    const refused = await acknowledge(regret.id);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(
      'integration.regret.acknowledge',
    );
    expect((await list()).items[0].mayAcknowledge).toBe(false);
    delete running.decisions['integration.regret.acknowledge'];
    const { status, body } = await acknowledge(regret.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'acknowledged',
      acknowledgement: {
        by: 'user:default/mock',
        note: 'We watch it for a month',
      },
    });
    expect(running.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'regret-acknowledge',
        meta: { regret: regret.id, entityRef: orders },
      }),
    );
    expect((await acknowledge(regret.id, '  ')).status).toBe(400);
    await watch({ volume: each(4_000) });
    expect((await list('state=acknowledged')).items).toMatchObject([
      { reasons: [{ observed: 4_000 }] },
    ]);
  });

  it('ends with a decision that is made anew', async () => {
    const { id } = await open();
    await record({ volumePerDay: 2_700 });
    expect((await list()).items).toMatchObject([
      { state: 'cleared', decision: { id } },
    ]);
  });

  it('stays as it is while telemetry does not answer', async () => {
    await open();
    running.world.telemetryIsUp = false;
    await watch({ volume: each(1_000) });
    expect((await list()).items).toMatchObject([
      { state: 'open', reasons: [{ observed: 2_705 }] },
    ]);
  });

  it('is hidden with its integration, and narrowed by its owner', async () => {
    const { id, regret } = await open();
    expect(
      (await list(`owner=${group}&integration=${orders}`)).totalItems,
    ).toBe(1);
    expect((await list('owner=group:default/fulfilment')).totalItems).toBe(0);
    running.decisions['integration.read'] = onlyOwnedBy('fulfilment');
    expect(await list()).toMatchObject({ items: [], totalItems: 0 });
    expect((await running.get(`/v1/decisions/${id}/regret`)).status).toBe(404);
    expect((await acknowledge(regret.id)).status).toBe(404);
  });
});

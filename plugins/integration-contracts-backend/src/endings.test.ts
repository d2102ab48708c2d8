import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Ending,
  EndingAnnouncement,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import {
  CallerKey,
  UsageItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { integration } from './__testUtils__/landscape';
import { startContracts, until, World } from './__testUtils__/startContracts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY_MS = 86_400_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();
const dateIn = (days: number) => inDays(days).slice(0, 10);

/** Calls of a service, on each of the last days up to some days ago. */
function use(
  consumer: string,
  version: string,
  options: { days?: number; untilDaysAgo?: number; calls?: number } = {},
): Partial<UsageItem> {
  const { days = 20, untilDaysAgo = 0, calls = 100 } = options;
  const seen = Array.from({ length: days }, (_, at) => ({
    date: dateIn(at - days - untilDaysAgo + 1),
    calls,
  }));
  return {
    consumer,
    consumerRef: `component:default/${consumer}`,
    version,
    firstSeenAt: inDays(-days - untilDaysAgo),
    lastSeenAt: inDays(-untilDaysAgo),
    calls: calls * days,
    errors: 0,
    share: 1,
    days: seen,
  };
}

const component = (name: string, system: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', etag: '1' },
  spec: { type: 'service', lifecycle: 'production', owner: `${system}-team` },
  relations: [
    { type: 'partOf', targetRef: `system:default/${system}` },
    { type: 'ownedBy', targetRef: `group:default/${system}-team` },
  ],
});

/** A system that calls the shipping API. */
const caller = (name: string, system: string, version = 'v1') =>
  integration(name, {
    type: 'api-gateway',
    interaction: 'request',
    owner: `${system}-team`,
    source: system,
    targets: ['shipping'],
    criticality: 'medium',
    endpoints: [
      {
        name: 'calls',
        protocol: 'https',
        address: `https://shipping.example.com/${version}/parcels`,
        role: 'call',
        version,
      },
    ],
    dataFlows: [
      {
        data: 'parcels',
        provider: 'system:shipping',
        contract: { subject: 'shipping' },
      },
    ],
  });

const components = [
  component('desk-console', 'desk'),
  component('shop-frontend', 'shop'),
];

/** Both have moved. */
const moved: Partial<World> = {
  entities: [
    ...components,
    caller('parcel-lookup', 'desk', 'v2'),
    caller('parcel-rates', 'shop', 'v2'),
  ],
  usageOf: {},
  usage: [use('desk-console', 'v2')],
};

const schema = (maxLength: number, version: string) => ({
  title: 'Shipping',
  version,
  type: 'object',
  properties: { note: { type: 'string', maxLength } },
});

describe.each(databases.eachSupportedId())('endings on %s', databaseId => {
  let knex: Knex;
  let portal: Awaited<ReturnType<typeof startContracts>>;

  /** The shipping contract with versions 1.0.0 and 2.0.0, and two callers of it. */
  const start = async (given: Partial<World> = {}, config: object = {}) => {
    knex = await databases.init(databaseId);
    portal = await startContracts(
      knex,
      {
        entities: [
          ...components,
          caller('parcel-lookup', 'desk'),
          caller('parcel-rates', 'shop', 'v2'),
        ],
        usageOf: {
          'parcel-lookup': [use('desk-console', 'v1')],
          'parcel-rates': [
            use('shop-frontend', 'v1', { untilDaysAgo: 40 }),
            use('shop-frontend', 'v2'),
          ],
        },
        ...given,
      },
      config as never,
    );
    await until(
      async () =>
        (await portal.get(portal.contract('shipping'))).body.summary?.consumers,
      consumers => consumers === 2,
    );
    for (const [version, length] of [
      ['1.0.0', 20],
      ['2.0.0', 30],
    ] as const) {
      const { status } = await portal.publish(
        'shipping',
        schema(length, version),
        { version },
      );
      expect(status).toBe(201);
    }
    await portal.put(`${portal.contract('shipping')}/settings`, {
      ownerRef: 'group:default/shipping-team',
    });
    portal.world.notifications.length = 0;
    return portal;
  };

  const announcement = (
    more: Partial<EndingAnnouncement> = {},
  ): EndingAnnouncement => ({
    subject: {
      kind: 'version',
      contract: { registry: 'default', subject: 'shipping' },
      version: '1.0.0',
    },
    sunsetAt: inDays(90),
    replacement: {
      kind: 'version',
      contract: { registry: 'default', subject: 'shipping' },
      version: '2.0.0',
    },
    note: 'Call /v2 instead; the answers are the same.',
    ...more,
  });

  const announce = async (more: Partial<EndingAnnouncement> = {}) =>
    portal.post('/v1/endings', announcement(more));

  const consumer = ({ consumers }: Ending, name: string) =>
    consumers.find(one => one.name === name)!;

  const toldTo = (ref: string) =>
    portal.world.notifications
      .filter(
        ({ recipients }) =>
          recipients.type === 'entity' && recipients.entityRef === ref,
      )
      .map(({ payload }) => payload.title);

  afterEach(() => portal.stop());

  it('lists what responses say of an end of no known version, to whoever may read it', async () => {
    const said = {
      id: 1,
      environment: 'production',
      side: 'caller' as const,
      operation: 'GET /v9/parcels',
      address: 'shipping.example.com',
      version: 'v9',
      consumer: 'desk-console',
      sunsetAt: inDays(90),
      saidSinceAt: inDays(-2),
      firstSeenAt: inDays(-2),
      lastSeenAt: inDays(-1),
    };
    await start({
      endingNotices: [
        { ...said, integrationRef: 'integration:default/parcel-lookup' },
        { ...said, id: 2, flowId: 'a', address: 'tax.example', version: 'v1' },
      ],
    });
    const list = async () =>
      (await portal.get('/v1/deprecations/unknown')).body;
    expect(await list()).toMatchObject({
      totalItems: 2,
      items: [
        {
          integrationRef: 'integration:default/parcel-lookup',
          contracts: [{ registry: 'default', subject: 'shipping' }],
          address: 'shipping.example.com',
          version: 'v9',
        },
        { address: 'tax.example', consumers: ['desk-console'] },
      ],
    });
    portal.world.decisions['integration.drift.read'] = {
      result: AuthorizeResult.DENY,
    };
    expect((await list()).totalItems).toBe(1);
    portal.world.decisions['integration.contract.read'] = {
      result: AuthorizeResult.DENY,
    };
    expect((await portal.get('/v1/deprecations/unknown')).status).toBe(403);
  });

  it('goes from the announcement over a consumer’s answer to the retirement', async () => {
    await start();
    const { status, body } = await announce();
    expect(status).toBe(201);
    const ending: Ending = body;
    expect(ending).toMatchObject({
      title: 'Shipping 1.0.0',
      ownerRef: 'group:default/shipping-team',
      replacementTitle: 'Shipping 2.0.0',
      mayManage: true,
    });
    expect(
      ending.consumers.map(({ name, ownerRef, state, kind }) => [
        name,
        ownerRef,
        state,
        kind,
      ]),
    ).toEqual([
      ['parcel-lookup', 'group:default/desk-team', 'uses', 'both'],
      ['parcel-rates', 'group:default/shop-team', 'left', 'both'],
    ]);
    // Who left already needs not be told.
    await until(
      () => toldTo('group:default/desk-team').length,
      count => count === 1,
    );
    expect(toldTo('group:default/shop-team')).toEqual([]);
    const version = await portal.get(
      `${portal.contract('shipping')}/versions/1.0.0`,
    );
    expect(version.body.version).toMatchObject({
      state: 'deprecated',
      replacement: 'Shipping 2.0.0',
    });

    // Who was not seen for long has agreed by leaving; who is there has not.
    expect(ending.verdict.answer).toBe('no');
    const refused = await portal.post(
      `/v1/endings/${ending.id}/retirement`,
      {},
    );
    expect(refused.status).toBe(409);
    expect(
      refused.body.verdict.findings
        .filter(({ outcome }: { outcome: string }) => outcome === 'blocks')
        .map(({ kind }: { kind: string }) => kind)
        .sort(),
    ).toEqual(['not-agreed', 'seen']);

    const lookup = consumer(ending, 'parcel-lookup');
    const answered = await portal.put(
      `/v1/endings/${ending.id}/consumers/${lookup.id}/answer`,
      { movesAt: inDays(30) },
    );
    expect(answered.status).toBe(200);
    expect(consumer(answered.body, 'parcel-lookup')).toMatchObject({
      acknowledgedBy: 'user:default/mock',
      movesAt: expect.stringContaining(dateIn(30)),
    });
    expect(answered.body.forecast.outcome).toBe('expected');

    portal.world.usageOf['parcel-lookup'] = [
      use('desk-console', 'v1', { untilDaysAgo: 20 }),
      use('desk-console', 'v2'),
    ];
    const safe = await portal.get(
      `${portal.contract('shipping')}/versions/1.0.0/retirement`,
    );
    expect(safe.body).toMatchObject({
      answer: 'yes',
      sentence: 'Yes: Shipping 1.0.0 may be retired.',
      endingId: ending.id,
    });
    const retired = await portal.post(
      `/v1/endings/${ending.id}/retirement`,
      {},
    );
    expect(retired.body).toMatchObject({ status: 'retired' });
    expect(
      retired.body.events.map(({ kind }: { kind: string }) => kind),
    ).toEqual(['retired', 'acknowledged', 'told', 'announced']);
    expect(
      (await portal.get(`${portal.contract('shipping')}/versions/1.0.0`)).body
        .version.state,
    ).toBe('retired');
    expect((await portal.get('/v1/endings')).body.items).toEqual([]);
    expect((await portal.get('/v1/endings?past=true')).body.totalItems).toBe(1);
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'ending-retire' }),
    );
  });

  it.each([
    ['without a date', { sunsetAt: undefined }, 'sunsetAt is missing'],
    ['in the past', { sunsetAt: inDays(-1) }, 'sunsetAt is in the past'],
    [
      'before the policy’s notice',
      { sunsetAt: inDays(20) },
      'the policy asks for 60 days of notice',
    ],
    [
      'without a replacement',
      { replacement: undefined },
      'replacement is missing',
    ],
    [
      'without one, and without a reason',
      { replacement: { kind: 'none' } as const },
      'replacement is missing its reason',
    ],
    ['without what to do', { note: ' ' }, 'note is missing'],
    [
      'replaced by itself',
      {
        replacement: {
          kind: 'version',
          contract: { registry: 'default', subject: 'shipping' },
          version: '1.0.0',
        } as const,
      },
      'can’t replace itself',
    ],
    [
      'of a version that is not there',
      {
        subject: {
          kind: 'version',
          contract: { registry: 'default', subject: 'shipping' },
          version: '7',
        } as const,
      },
      'There is no version 7',
    ],
  ])('refuses an announcement %s, and says why', async (_, more, reason) => {
    await start();
    const { status, body } = await announce(more);
    expect([400, 404]).toContain(status);
    expect(body.error.message).toContain(reason);
    expect((await portal.get('/v1/endings')).body.totalItems).toBe(0);
  });

  it.each(['0', '99', '2147483648', 'x'])(
    'says that there is no ending %s',
    async id => {
      await start();
      const { status, body } = await portal.get(`/v1/endings/${id}`);
      expect([400, 404]).toContain(status);
      expect(body.error.message).toBeTruthy();
    },
  );

  it('refuses what is announced twice, a replacement that ends, and a circle of replacements', async () => {
    await start();
    const first = await announce();
    expect(first.status).toBe(201);
    const twice = await announce();
    expect(twice.status).toBe(409);
    expect(twice.body.error.message).toContain('announced to end already');

    await portal.publish('shipping', schema(40, '3.0.0'), { version: '3.0.0' });
    const replacedBy = (version: string) => ({
      kind: 'version' as const,
      contract: { registry: 'default', subject: 'shipping' },
      version,
    });
    const circle = await announce({
      subject: replacedBy('2.0.0'),
      replacement: replacedBy('1.0.0'),
    });
    expect(circle.status).toBe(400);
    expect(circle.body.error.message).toContain(
      'Shipping 2.0.0 → Shipping 1.0.0 → Shipping 2.0.0',
    );
    const ends = await announce({
      subject: replacedBy('3.0.0'),
      replacement: replacedBy('1.0.0'),
    });
    expect(ends.body.error.message).toContain('is itself announced to end');

    // The replacement of something else stays until that has ended.
    const second = await announce({
      subject: replacedBy('2.0.0'),
      replacement: replacedBy('3.0.0'),
    });
    expect(second.status).toBe(201);
    expect(second.body.verdict.findings).toContainEqual(
      expect.objectContaining({
        kind: 'replaces-another',
        outcome: 'blocks',
        title: 'It is the replacement for Shipping 1.0.0',
      }),
    );
    const again = await portal.get(`/v1/endings/${first.body.id}`);
    expect(again.body.id).toBe(first.body.id);
  });

  it('never says that it is safe while nobody knows who uses it', async () => {
    await start({
      heardAt: inDays(-3),
      usageOf: { 'parcel-lookup': [], 'parcel-rates': [] },
    });
    const { body } = await announce();
    expect(body).toMatchObject({
      status: 'unknown',
      verdict: { answer: 'unknown' },
      forecast: { outcome: 'unknown' },
    });
    expect(body.verdict.sentence).toContain('Usage data is missing since');
    const retire = await portal.post(`/v1/endings/${body.id}/retirement`, {});
    expect(retire.status).toBe(409);

    portal.world.telemetryFailures = 1_000;
    const judged = await portal.get(
      `${portal.contract('shipping')}/versions/1.0.0/retirement`,
    );
    expect(judged.body.answer).toBe('unknown');
  });

  it('blocks while the replacement misses an objective, and retires with an override and its reason', async () => {
    await start({
      ...moved,
      objectives: {
        'parcel-lookup': [
          {
            indicator: 'availability',
            target: 99.9,
            window: '30d',
            state: 'missed',
            value: 98.2,
          },
        ],
      },
    });
    const { body: ending } = await announce();
    expect(ending.status).toBe('blocked');
    expect(ending.verdict.sentence).toBe(
      'No: Shipping 2.0.0 misses its objective: availability of parcel-lookup.',
    );
    portal.world.decisions['integration.ending.override'] = {
      result: AuthorizeResult.DENY,
    };
    const path = `/v1/endings/${ending.id}/retirement`;
    const override = { override: { reason: 'The contract with it ends' } };
    expect((await portal.post(path, override)).status).toBe(403);
    portal.world.decisions = {};
    const { body } = await portal.post(path, override);
    expect(body).toMatchObject({
      status: 'retired',
      retirementOverride: 'The contract with it ends',
    });
    expect(body.events[0].text).toContain('misses its objective');
  });

  it('names traffic that nobody declared, and lets an owner claim it', async () => {
    await start({
      ...moved,
      undeclared: [
        {
          id: 'x',
          kind: 'undeclared',
          source: { name: '10.20.4.17' },
          target: { name: 'shipping', address: 'shipping.example.com' },
          destination: 'GET /v1/parcels/{id}',
          firstSeenAt: inDays(-9),
          lastSeenAt: inDays(0),
          callsLastDay: 70,
        },
        {
          id: 'y',
          kind: 'undeclared',
          source: { name: '10.20.4.18' },
          target: { name: 'shipping', address: 'shipping.example.com' },
          destination: 'GET /v2/parcels/{id}',
          firstSeenAt: inDays(-9),
          lastSeenAt: inDays(0),
        },
      ],
    });
    const { body: ending } = await announce();
    expect(ending.verdict.findings[0]).toMatchObject({
      kind: 'unnamed',
      title: 'Nobody can be named for 10.20.4.17',
    });
    expect(ending.consumers.map(({ name }: { name: string }) => name)).toEqual([
      '10.20.4.17',
    ]);
    const [unnamed] = ending.consumers;
    const claimed = await portal.put(
      `/v1/endings/${ending.id}/consumers/${unnamed.id}/claim`,
      { ownerRef: 'shop-team' },
    );
    expect(claimed.body.consumers[0]).toMatchObject({
      ownerRef: 'group:default/shop-team',
      claimedBy: 'user:default/mock',
    });
    expect(claimed.body.verdict.findings[0].kind).not.toBe('unnamed');
    // Whoever claimed it is told of the end as all others are.
    await until(
      () => toldTo('group:default/shop-team').length,
      count => count === 1,
    );
    const mine = await portal.get(
      '/v1/endings?consumer=group:default/shop-team',
    );
    expect(mine.body.totalItems).toBe(1);
  });

  /** A caller that telemetry knows by a key alone, and calls a single declared party's integration. */
  const keyed = (
    kind: CallerKey['kind'],
    value: string,
    name: string,
  ): Partial<UsageItem> => ({
    ...use(name, 'v1', { calls: 7 }),
    consumerRef: undefined,
    callerKey: { kind, value },
  });

  it.each([
    [
      'api-key',
      '3f9a12bc34de',
      'API key 3f9a12bc34de',
      'Calls with API key 3f9a12bc34de',
    ],
    [
      'account',
      '822b33ad87c1',
      'account 822b33ad87c1',
      'Calls of account 822b33ad87c1',
    ],
    [
      'consumer-group',
      'billing-export',
      'consumer group billing-export',
      'Consumer group billing-export',
    ],
  ] as const)(
    'names a caller in the way by its %s until somebody claims it for a component',
    async (kind, value, name, title) => {
      await start({
        usageOf: {
          'parcel-lookup': [keyed(kind, value, name)],
          'parcel-rates': [use('shop-frontend', 'v2')],
        },
      });
      const { body } = await announce();
      const ending: Ending = body;
      expect(ending.verdict.findings).toContainEqual(
        expect.objectContaining({
          kind: 'unnamed',
          outcome: 'blocks',
          title: expect.stringMatching(new RegExp(`^${title} \\(last seen`)),
        }),
      );
      expect(consumer(ending, name)).toMatchObject({
        kind: 'unnamed',
        callerKey: { kind, value },
      });
      const matrix = async (): Promise<MatrixRow[]> =>
        (await portal.get(`${portal.contract('shipping')}/consumers`)).body
          .consumers;
      expect(await matrix()).toContainEqual(
        expect.objectContaining({ name, callerKey: { kind, value } }),
      );

      const path = `/v1/endings/${ending.id}/consumers/${consumer(ending, name).id}/claim`;
      const nobody = await portal.put(path, {
        ownerRef: 'desk-team',
        entityRef: 'nothing',
      });
      expect(nobody.status).toBe(400);
      const { body: claimed } = await portal.put(path, {
        ownerRef: 'desk-team',
        entityRef: 'desk-console',
      });
      // It is part of the system that is declared to call.
      expect(consumer(claimed, name)).toBeUndefined();
      expect(consumer(claimed, 'parcel-lookup')).toMatchObject({
        kind: 'both',
        state: 'uses',
        callsPerDay: 7,
      });
      expect(
        claimed.verdict.findings.map(
          (finding: { kind: string }) => finding.kind,
        ),
      ).not.toContain('unnamed');
      expect((await matrix()).map(row => row.name)).not.toContain(name);
      expect(
        claimed.events.map(({ text }: { text: string }) => text),
      ).toContain(
        `${name} belongs to group:default/desk-team and is component:default/desk-console`,
      );
    },
  );

  it('remembers a claim for all that the caller uses, and lets nobody take it away', async () => {
    const name = 'consumer group billing-export';
    await start({
      usageOf: {
        'parcel-lookup': [keyed('consumer-group', 'billing-export', name)],
        'parcel-rates': [use('shop-frontend', 'v2')],
      },
    });
    const { body: first } = await announce();
    const claim = (of: Ending, ownerRef: string) =>
      portal.put(
        `/v1/endings/${of.id}/consumers/${consumer(of, name).id}/claim`,
        { ownerRef },
      );
    const { body: claimed } = await claim(first, 'finance-team');
    expect(consumer(claimed, name)).toMatchObject({
      ownerRef: 'group:default/finance-team',
      claimedBy: 'user:default/mock',
    });
    expect(
      claimed.verdict.findings.map((finding: { kind: string }) => finding.kind),
    ).not.toContain('unnamed');

    // What ends next is told of the same caller whose it is.
    const { body: second } = await announce({
      subject: {
        kind: 'integration',
        integrationRef: 'integration:default/parcel-lookup',
      },
      replacement: { kind: 'none', reason: 'Nobody needs it any more' },
    });
    expect(consumer(second, name)).toMatchObject({
      ownerRef: 'group:default/finance-team',
      claimedBy: 'user:default/mock',
    });
    await until(
      () => toldTo('group:default/finance-team').length,
      count => count === 2,
    );
    const matrix = await portal.get(`${portal.contract('shipping')}/consumers`);
    expect(matrix.body.consumers).toContainEqual(
      expect.objectContaining({
        name,
        ownerRef: 'group:default/finance-team',
      }),
    );

    portal.world.decisions['integration.ending.answer'] = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-contracts',
      resourceType: 'integration-contract',
      conditions: {
        rule: 'IS_PROVIDER',
        resourceType: 'integration-contract',
        params: { claims: ['group:default/shop-team'] },
      },
    };
    expect((await claim(second, 'shop-team')).status).toBe(403);
  });

  it('asks for more time, and grants or refuses it with a reason', async () => {
    await start();
    const { body: ending } = await announce();
    const { id } = consumer(ending, 'parcel-lookup');
    const path = `/v1/endings/${ending.id}/consumers/${id}`;
    const early = await portal.put(`${path}/answer`, {
      extension: { until: inDays(10), reason: 'We are busy' },
    });
    expect(early.status).toBe(400);
    const asked = await portal.put(`${path}/answer`, {
      extension: { until: inDays(120), reason: 'The release is in March' },
    });
    expect(asked.body.status).toBe('blocked');
    expect(consumer(asked.body, 'parcel-lookup').extension).toMatchObject({
      state: 'asked',
      reason: 'The release is in March',
    });
    await until(
      () => toldTo('group:default/shipping-team').length,
      count => count === 1,
    );
    const silent = await portal.put(`${path}/extension`, {
      decision: 'refused',
    });
    expect(silent.status).toBe(400);
    const refused = await portal.put(`${path}/extension`, {
      decision: 'refused',
      reason: 'The licence ends',
    });
    expect(consumer(refused.body, 'parcel-lookup').extension).toMatchObject({
      state: 'refused',
      decisionReason: 'The licence ends',
    });
    const twice = await portal.put(`${path}/extension`, {
      decision: 'granted',
    });
    expect(twice.status).toBe(409);
  });

  it('changes the date and tells of it, and takes an ending back', async () => {
    await start();
    const { body: ending } = await announce();
    const path = `/v1/endings/${ending.id}`;
    const early = await portal.put(path, { sunsetAt: inDays(30) });
    expect(early.status).toBe(400);
    const later = await portal.put(path, { sunsetAt: inDays(100) });
    expect(later.body.sunsetAt).toContain(dateIn(100));
    await until(
      () => toldTo('group:default/desk-team'),
      titles => titles.includes('The end of Shipping 1.0.0 changed'),
    );
    const back = await portal.post(`${path}/withdrawal`, {
      reason: 'Too many still need it',
    });
    expect(back.body.status).toBe('withdrawn');
    expect(
      (await portal.get(`${portal.contract('shipping')}/versions/1.0.0`)).body
        .version,
    ).toMatchObject({ state: 'active' });
    expect((await portal.put(path, { note: 'x' })).status).toBe(409);
    expect((await announce()).status).toBe(201);
  });

  it('leaves out consumers by integrations that somebody may not read, and their names', async () => {
    await start();
    const { body: ending } = await announce();
    portal.world.decisions['integration.read'] = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-contracts',
      resourceType: 'integration',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'integration',
        params: { claims: ['group:default/shop-team'] },
      },
    };
    const { body } = await portal.get(`/v1/endings/${ending.id}`);
    expect(body.consumers.map(({ name }: { name: string }) => name)).toEqual([
      'parcel-rates',
    ]);
    expect(body.hiddenConsumers).toBe(1);
    expect(JSON.stringify(body)).not.toContain('parcel-lookup');
    // Nor where they call it: only that integration declares version 1.
    const headers = await portal.get(
      '/v1/deprecations/headers?host=shipping.example.com',
    );
    expect(headers.body.items).toEqual([]);
    const texts = await portal.get(`/v1/endings/${ending.id}/announcement`);
    expect(JSON.stringify(texts.body)).not.toContain('/v1/parcels');
  });

  it('ends an integration itself in the same way', async () => {
    await start();
    const { status, body } = await announce({
      subject: {
        kind: 'integration',
        integrationRef: 'integration:default/parcel-lookup',
      },
      replacement: { kind: 'none', reason: 'The desk moves to the new shop' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      title: 'parcel-lookup',
      ownerRef: 'group:default/desk-team',
      verdict: { answer: 'no' },
    });
    const told = await portal.get(
      '/v1/integrations/default/parcel-lookup/consumers',
    );
    expect(told.body.items).toEqual([
      {
        name: expect.any(String),
        entityRef: 'system:default/desk',
        ownerRef: 'group:default/desk-team',
        kind: 'both',
      },
    ]);
    const verdict = await portal.get(
      '/v1/integrations/default/parcel-lookup/retirement',
    );
    expect(verdict.body.endingId).toBe(body.id);
    const listed = await portal.get(
      '/v1/endings?integration=integration:default/parcel-lookup',
    );
    expect(listed.body.totalItems).toBe(1);
  });

  it('shows who is on which version, and that somebody declares another than it uses', async () => {
    await start();
    const { body } = await portal.get(
      `${portal.contract('shipping')}/consumers`,
    );
    expect(body.versions.map(({ version }: any) => version)).toEqual([
      '2.0.0',
      '1.0.0',
    ]);
    expect(
      body.consumers.map(({ name, isMismatched, cells }: any) => [
        name,
        isMismatched,
        cells.map(({ version, share }: any) => [version, share]),
      ]),
    ).toEqual([
      ['parcel-lookup', false, [['1.0.0', 1]]],
      [
        'parcel-rates',
        false,
        [
          ['2.0.0', 1],
          ['1.0.0', 0],
        ],
      ],
    ]);
  });

  it('gives headers, an announcement and a calendar', async () => {
    await start();
    const { body: ending } = await announce();
    const texts = await portal.get(`/v1/endings/${ending.id}/announcement`);
    expect(texts.body.markdown).toContain('Shipping 1.0.0');
    expect(texts.body.headers.map(({ name }: any) => name)).toEqual([
      'Deprecation',
      'Sunset',
      'Link',
    ]);
    const headers = await portal.get(
      '/v1/deprecations/headers?host=shipping.example.com',
    );
    expect(headers.body.items).toEqual([
      expect.objectContaining({ path: '/v1/parcels', endingId: ending.id }),
    ]);
    const feed = await portal.post('/v1/calendar-feeds', {});
    expect(feed.status).toBe(201);
    const calendar = await portal.get(feed.body.path);
    expect(calendar.headers['content-type']).toContain('text/calendar');
    expect(calendar.text).toContain('BEGIN:VEVENT');
    await portal.post('/v1/calendar-feeds', {});
    expect((await portal.get(feed.body.path)).status).toBe(404);
  });

  it('plans a brownout that consumers are told of a day before, and cancels it', async () => {
    await start();
    const { body: ending } = await announce();
    const path = `/v1/endings/${ending.id}/brownouts`;
    const soon = await portal.post(path, {
      startsAt: inDays(0.5),
      endsAt: inDays(0.6),
    });
    expect(soon.status).toBe(400);
    const planned = await portal.post(path, {
      startsAt: inDays(2),
      endsAt: inDays(2.1),
    });
    expect(planned.body.brownouts).toMatchObject([{ state: 'planned' }]);
    await until(
      () => toldTo('group:default/desk-team'),
      titles =>
        titles.includes('Shipping 1.0.0 will be switched off for a while'),
    );
    const [{ id }] = planned.body.brownouts;
    const cancelled = await portal.delete(`${path}/${id}`);
    expect(cancelled.body.brownouts).toMatchObject([{ state: 'cancelled' }]);
    expect((await portal.delete(`${path}/${id}`)).status).toBe(409);
  });
});

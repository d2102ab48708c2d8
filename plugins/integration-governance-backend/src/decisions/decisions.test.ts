import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { parse } from 'yaml';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { doubledOrders } from '../__testUtils__/reconciliation';
import { startDecisions } from '../__testUtils__/startDecisions';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const AT = '2026-11-22T08:00:00.000Z';
const careful = 'integration:default/careful';
const orders = {
  interaction: 'event',
  volumePerDay: 4_000,
  consumers: 3,
  ordering: 'per-key',
  delivery: 'at-least-once',
};
const platform = (capacity?: string): Entity => ({
  ...surroundings.find(({ metadata }) => metadata.name === 'kafka-main')!,
  metadata: {
    name: 'kafka-main',
    namespace: 'default',
    etag: 'with-capacity',
    ...(capacity && {
      annotations: { 'tieline.dev/capacity-per-second': capacity },
    }),
  },
});

/** What does not add up, and what the catalog says of repeats. */
const unreconciled = {
  twice: {
    state: 'doubled' as const,
    reliability: { retry: { strategy: 'fixed', maxAttempts: 3 } },
  },
  careless: {
    state: 'doubled' as const,
    reliability: { idempotency: { key: 'orderId' } },
  },
  mistaken: {
    state: 'doubled' as const,
    reliability: { idempotency: { key: 'orderId', deduplication: true } },
  },
  losing: { state: 'lost' as const, reliability: {} },
};

describe.each(databases.eachSupportedId())('decisions on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startDecisions>>;

  beforeEach(async () => {
    running = await startDecisions(await databases.init(databaseId), {
      entities: [
        ...surroundings.filter(
          ({ metadata }) => metadata.name !== 'kafka-main',
        ),
        platform('100'),
        integration('careful', {
          ...carefulSpec,
          targets: ['erp', 'warehouse'],
        }),
        integration('nightly', {
          type: 'batch-file',
          interaction: 'batch',
          criticality: 'low',
          via: ['edge-gateway'],
          delivery: { pipeline: 'https://ci.example.com/order-events' },
        }),
        integration('bare', { decision: { reason: 'It was there' } }),
        ...Object.entries(unreconciled).map(([name, { reliability }]) =>
          integration(name, { interaction: 'request', reliability }),
        ),
      ],
      health: [
        health('careful', { at: AT }),
        ...Object.entries(unreconciled).map(([name, { state }]) =>
          health(name, { at: AT, reconciliation: { ...doubledOrders, state } }),
        ),
      ],
    });
  });

  afterEach(() => running.stop());

  const record = (rest: object = {}, person?: string) =>
    running.post(
      '/v1/decisions',
      { title: 'Orders', profile: orders, pattern: 'event-driven', ...rest },
      person,
    );
  const hide = () => {
    running.decisions['integration.read'] = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-governance',
      resourceType: 'integration',
      conditions: {
        rule: 'HAS_CRITICALITY',
        resourceType: 'integration',
        params: { criticalities: ['low'] },
      },
    } as any;
  };

  it('show the matrix, and rank all patterns with reasons and costs', async () => {
    const matrix = await running.get('/v1/decision-matrix');
    expect(matrix.body).toMatchObject({
      version: '2026-11',
      isShipped: true,
      nearTie: 4,
      reviewDueOn: '2027-11-01',
    });
    expect(matrix.body.patterns).toHaveLength(7);
    const { status, body } = await running.post('/v1/recommendations', {
      profile: orders,
    });
    expect(status).toBe(200);
    expect(body.ranked.map((one: any) => one.rank)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    const [first] = body.ranked;
    expect(first.pattern).toBe('event-driven');
    expect(first.fits.map((fit: any) => fit.text)).toContain(
      '3 consumers read independently',
    );
    const ipaas = body.ranked.find((one: any) => one.pattern === 'ipaas');
    expect(ipaas.reason).toMatch(
      /^It is behind event-driven, .* points: .*; it is cheaper below 6,200 a day\.$/,
    );
    expect(body.unanswered).toContain('latencyMs');
    expect(body.prices).toEqual({ total: 1, own: 0 });
  });

  it('say in the reason where the simpler of near equals is first, or one is ruled out', async () => {
    const { body } = await running.post('/v1/recommendations', {
      profile: { interaction: 'request', volumePerDay: 40, latencyMs: 1_000 },
    });
    const [first, second] = body.ranked;
    expect(first).toMatchObject({
      pattern: 'point-to-point',
      nearTieWith: 'api-gateway',
      reason:
        'It is nearly equal to api-gateway, 60.4 to 60.7 points, and simpler to run.',
    });
    expect(second.reason).toBe(
      'It is nearly equal to point-to-point, 60.7 to 60.4 points, which is simpler to run.',
    );
    expect(body.ranked[6]).toMatchObject({
      pattern: 'batch-file',
      reason: expect.stringMatching(
        /^It is ruled out: .*a file answers no call\.$/,
      ),
    });
  });

  it('count a platform nearby with room, and say where nobody knows', async () => {
    const ask = async (body: object) => {
      const answer = await running.post('/v1/recommendations', body);
      return Object.fromEntries(
        answer.body.ranked.map((one: any) => [one.pattern, one.platform]),
      );
    };
    expect(
      (await ask({ profile: orders, sourceRef: 'system:default/web-shop' }))[
        'event-driven'
      ],
    ).toEqual({
      entityRef: 'resource:default/kafka-main',
      title: 'kafka-main',
      hasRoom: true,
      detail: 'carries 1 integration, 1.8 % of its 100 a second with this one',
    });
    await running.projection.upsert([
      { ref: 'resource:default/kafka-main', entity: platform() },
    ]);
    const unknown = await ask({
      profile: orders,
      sourceRef: 'system:default/web-shop',
    });
    expect(unknown['event-driven']).not.toHaveProperty('hasRoom');
    expect((await ask({ profile: orders }))['event-driven']).toBeUndefined();
  });

  it('read the profile of an integration, with where it comes from', async () => {
    const { body } = await running.get('/v1/profiles/default/careful');
    expect(body.profile).toEqual({
      interaction: 'event',
      volumePerDay: 72_000,
      latencyMs: 5_000,
      criticality: 'high',
      delivery: 'at-least-once',
      consumers: 3,
      endpoints: 1,
    });
    expect(body.sources).toContainEqual({
      field: 'volumePerDay',
      source: 'telemetry (metrics, caller), at the current rate',
      at: AT,
    });
    expect(body.missing).toEqual(
      expect.arrayContaining(['ordering', 'skills', 'peakPerSecond']),
    );
  });

  it('warn of batch in the same pipeline, but not of what may not be read', async () => {
    const ask = async (entityRef: string, profile: object) => {
      const { body } = await running.post('/v1/recommendations', {
        profile,
        entityRef,
      });
      return body.warnings;
    };
    expect(await ask(careful, orders)).toMatchObject([
      {
        id: 'mixed-pipeline',
        detail: expect.stringContaining('1 integration of the other kind'),
        evidence: [{ value: 'https://ci.example.com/order-events' }],
      },
    ]);
    hide();
    const nightly = { interaction: 'batch', volumePerDay: 9_000 };
    expect(await ask('integration:default/nightly', nightly)).toEqual([]);
  });

  it('warn of records that telemetry counts twice, by why a repeat is not known', async () => {
    const ask = async (entityRef: string) => {
      const { body } = await running.post('/v1/recommendations', {
        profile: { interaction: 'request', volumePerDay: 9_000 },
        entityRef,
      });
      return body.warnings;
    };
    expect(await ask('integration:default/twice')).toMatchObject([
      {
        id: 'doubled-records',
        title: 'Repeats are taken for new',
        detail:
          '142 orders more arrived than were sent, 3.1 %. What fails is tried up to 3 times, and no key tells a repeat from something new. Each needs a key by which the target drops repeats; every pattern tries again what it is not sure of, so another one mends nothing.',
        evidence: [
          {
            value:
              '4,580 sent and 4,722 received from 2026-11-21 21:00 to 2026-11-22 08:00 UTC',
            source: 'telemetry (reconciliation)',
            grade: 'observed',
            at: AT,
            href: '/catalog/default/integration/twice/health',
          },
        ],
      },
    ]);
    expect(await ask('integration:default/careless')).toMatchObject([
      { detail: expect.stringContaining('nobody drops repeats by orderId.') },
    ]);
    expect(await ask('integration:default/mistaken')).toMatchObject([
      {
        detail: expect.stringContaining(
          'YAML says that repeats are dropped by orderId: they are not.',
        ),
      },
    ]);
    // What was lost is no repeat.
    expect(await ask('integration:default/losing')).toEqual([]);
  });

  it('are recorded with people, ranking, Markdown and a patch, and superseded by a later one', async () => {
    const first = await record(
      { entityRef: careful, people: ['user:default/Mira'] },
      'ada',
    );
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      rank: 1,
      recommended: 'event-driven',
      matrixVersion: '2026-11',
      source: 'portal',
      people: ['user:default/ada', 'user:default/mira'],
      integration: { entityRef: careful },
    });
    expect(running.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'decision-record' }),
    );
    const unreasoned = await record({ pattern: 'ipaas', entityRef: careful });
    expect(unreasoned.status).toBe(400);
    expect(unreasoned.body.error.message).toContain(
      'reason is missing: the matrix recommends event-driven',
    );
    expect(running.auditEvent.fail).toHaveBeenCalledTimes(1);
    const later = await record({
      pattern: 'ipaas',
      reason: 'The licence is paid | already',
      entityRef: careful,
    });
    expect(later.status).toBe(201);
    const old = await running.get(`/v1/decisions/${first.body.id}`);
    expect(old.body.supersededBy).toBe(later.body.id);
    const detail = await running.get(`/v1/decisions/${later.body.id}`);
    expect(detail.body).not.toHaveProperty('supersededBy');
    expect(detail.body.recommendation.ranked).toHaveLength(7);
    expect(detail.body.markdown).toContain('We build it as **ipaas**');
    expect(detail.body.markdown).toContain('The licence is paid | already');
    expect(detail.body.markdown).toContain('100 to 200 EUR');
    expect(parse(detail.body.patch)).toEqual({
      spec: {
        type: 'ipaas',
        interaction: 'event',
        profile: {
          volumePerDay: 4_000,
          ordering: 'per-key',
          delivery: 'at-least-once',
          consumers: 3,
        },
        decision: { reason: 'The licence is paid | already' },
      },
    });
  });

  it('are listed in pages and searched, and hidden with their integration', async () => {
    await record({ entityRef: careful, decidedOn: '2026-01-01' });
    await record({ title: '100% new', decidedOn: '2026-01-02' });
    const page = await running.get('/v1/decisions?limit=1');
    expect(page.body).toMatchObject({ totalItems: 2, mayRecord: true });
    expect(page.body.items[0].title).toBe('100% new');
    const next = await running.get(
      `/v1/decisions?limit=1&cursor=${page.body.pageInfo.nextCursor}`,
    );
    expect(next.body.items[0].title).toBe('Orders');
    expect(next.body.pageInfo).not.toHaveProperty('nextCursor');
    const found = await running.get('/v1/decisions?text=100%25%20N');
    expect(found.body.totalItems).toBe(1);
    hide();
    const visible = await running.get('/v1/decisions');
    expect(visible.body.items.map((one: any) => one.title)).toEqual([
      '100% new',
    ]);
    const { id } = next.body.items[0];
    expect((await running.get(`/v1/decisions/${id}`)).status).toBe(404);
    expect((await record({ entityRef: careful })).status).toBe(404);
    running.decisions['integration.decision.record'] = {
      result: AuthorizeResult.DENY,
    };
    expect((await record()).status).toBe(403);
  });

  it.each([
    [{ decidedOn: '2999-01-01' }, 'decidedOn is in the future'],
    [{ people: ['mira'] }, 'people has mira'],
    [{ title: '  ' }, 'title is empty'],
    [
      { profile: { ...orders, saasEndpoints: 3, endpoints: 2 } },
      'profile.saasEndpoints',
    ],
  ])('refuse %j by name', async (rest, message) => {
    const { status, body } = await record(rest);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it('are taken over from the catalog once, where enough is known', async () => {
    const refs = [careful, 'integration:default/bare'];
    const taken = await Promise.all([
      running.office.takeOver(refs),
      running.office.takeOver(refs),
    ]);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await running.office.takeOver(refs)).toBe(0);
    const { body } = await running.get('/v1/decisions');
    expect(body.items).toMatchObject([
      {
        source: 'catalog',
        reason: 'Three teams read at their own pace.',
        profile: { volumePerDay: 144_000 },
        people: ['group:default/fulfilment'],
      },
    ]);
    const later = await record({
      entityRef: careful,
      decidedOn: '2026-01-01',
    });
    const old = await running.get(`/v1/decisions/${body.items[0].id}`);
    expect(old.body.supersededBy).toBe(later.body.id);
  });

  it('are not taken over where one was recorded', async () => {
    await record({ entityRef: careful });
    expect(await running.office.takeOver([careful])).toBe(0);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';
import { applyOverturned } from './audits/applyOverturned';
import { quarterOf } from './audits/StoredAudit';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const entities = () => [
  ...surroundings,
  integration('careful', carefulSpec),
  integration('other', { criticality: 'critical' }),
];

describe.each(databases.eachSupportedId())('audits on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: entities(),
      groupsOf: {
        mira: ['group:default/fulfilment'],
        boss: ['group:default/back-office'],
      },
    });
    await running.settled();
  });

  afterEach(() => running.stop());

  const get = async (path: string) => (await running.get(path)).body;
  const outcome = async (name: string, checkId: string) => {
    const { outcomes } = await get(`/v1/scorecard/default/${name}`);
    return outcomes.find((one: any) => one.checkId === checkId);
  };
  const countPasses = async (): Promise<number> => {
    const row = await knex('results')
      .where('result', 'pass')
      .count({ count: 'check_id' })
      .first();
    return Number(row?.count);
  };
  /** Puts a pass of `careful` into the sample in place of what chance drew. */
  const drawEndpoints = async () => {
    await running.runTask('draw-audit-sample');
    const [first] = await knex('audits').orderBy('id');
    await knex('audits').whereNot({ id: first.id }).delete();
    const { evidence, reason } = await knex('results')
      .where({
        entity_ref: 'integration:default/careful',
        check_id: 'inventory-endpoints',
      })
      .first();
    await knex('audits').update({
      entity_ref: 'integration:default/careful',
      check_id: 'inventory-endpoints',
      evidence,
      reason,
    });
    return first.id as string;
  };
  const decide = (person: string, id: string, body: object) =>
    running.postAs(person, `/v1/audits/${id}/decision`, body);

  it('are drawn once a quarter, 5 % of the passes, the same by each replica', async () => {
    expect(await get('/v1/audits')).toMatchObject({
      items: [],
      passes: 0,
      quarters: [],
    });
    const passes = await countPasses();
    const other = await startGovernance(knex, { entities: entities() });
    await Promise.all([
      running.runTask('draw-audit-sample'),
      other.runTask('draw-audit-sample'),
    ]);
    await other.stop();
    const quarter = quarterOf(new Date());
    const drawn = await get('/v1/audits');
    expect(drawn).toMatchObject({
      quarter,
      quarters: [quarter],
      passes,
      totalItems: Math.ceil(passes / 20),
      counts: { open: Math.ceil(passes / 20) },
    });
    expect(drawn.items[0]).toMatchObject({
      state: 'open',
      tests: expect.any(String),
      evidence: [{ grade: expect.any(String) }],
    });
    // Drawn anew, it is the same.
    const keys = () =>
      knex('audits')
        .orderBy(['entity_ref', 'check_id'])
        .select('entity_ref', 'check_id');
    const before = await keys();
    await running.runTask('draw-audit-sample');
    expect(await keys()).toEqual(before);
    await knex('audits').delete();
    await knex('audit_samples').delete();
    await running.runTask('draw-audit-sample');
    expect(await keys()).toEqual(before);
    expect(await get('/v1/audits?quarter=2020-Q1')).toMatchObject({
      quarter: '2020-Q1',
      items: [],
      counts: {},
      quarters: [quarter],
    });
  });

  it('are no more than the organisation wants to look at, the first in the order of the draw', async () => {
    await running.runTask('draw-audit-sample');
    const keys = async () =>
      (await knex('audits').select('entity_ref', 'check_id')).map(
        row => `${row.entity_ref} ${row.check_id}`,
      );
    const all = await keys();
    expect(all.length).toBeGreaterThan(1);
    await knex('audits').delete();
    await knex('audit_samples').delete();
    const bounded = await startGovernance(knex, {
      entities: entities(),
      config: { audits: { atMost: 1 } },
    });
    await bounded.runTask('draw-audit-sample');
    await bounded.stop();
    const [one, ...others] = await keys();
    expect(others).toEqual([]);
    expect(all).toContain(one);
  });

  it('confirm a pass', async () => {
    const id = await drawEndpoints();
    const confirmed = await decide('boss', id, { confirmed: true });
    expect(confirmed.body).toMatchObject({
      state: 'confirmed',
      decidedBy: 'user:default/boss',
      integration: { name: 'careful' },
      mayDecide: false,
    });
    expect((await outcome('careful', 'inventory-endpoints')).result).toBe(
      'pass',
    );
    const twice = await decide('boss', id, { confirmed: false, note: 'No' });
    expect([twice.status, twice.body.error.message]).toEqual([
      409,
      'It is confirmed already.',
    ]);
  });

  it('overturn a pass until there is newer evidence', async () => {
    const id = await drawEndpoints();
    const silent = await decide('boss', id, { confirmed: false, note: ' ' });
    expect([silent.status, silent.body.error.message]).toEqual([
      400,
      expect.stringContaining('note is missing'),
    ]);
    const overturned = await decide('boss', id, {
      confirmed: false,
      note: 'That host is gone',
    });
    expect(overturned.body.state).toBe('overturned');
    const day = overturned.body.decidedAt.slice(0, 10);
    expect(await outcome('careful', 'inventory-endpoints')).toMatchObject({
      result: 'fail',
      reason: `Overturned in an audit on ${day} by boss: That host is gone.`,
    });
    // A full evaluation finds the same.
    await running.runTask('evaluate');
    expect((await outcome('careful', 'inventory-endpoints')).result).toBe(
      'fail',
    );
    const list = await get('/v1/audits');
    expect(list).toMatchObject({
      counts: { overturned: 1 },
      items: [{ state: 'overturned', note: 'That host is gone' }],
    });
    expect(list.items[0].evidence).toHaveLength(1);

    const [endpoint] = carefulSpec.endpoints as object[];
    running.world.entities = [
      ...surroundings,
      integration(
        'careful',
        {
          ...carefulSpec,
          endpoints: [{ ...endpoint, address: 'new.example.com:9093/orders' }],
        },
        '2',
      ),
      integration('other', { criticality: 'critical' }),
    ];
    const mended = await until(
      () => outcome('careful', 'inventory-endpoints'),
      ({ result }) => result !== 'fail',
    );
    expect(mended.result).toBe('pass');
  });

  it('are not for the owner’s own people', async () => {
    const id = await drawEndpoints();
    const own = await decide('mira', id, { confirmed: true });
    expect([own.status, own.body.error.message]).toEqual([
      403,
      expect.stringContaining('group:default/fulfilment'),
    ]);
    // Nor for those of a team within the one that owns it.
    await knex('projection_integrations')
      .where('name', 'careful')
      .update({
        facets: knex.raw(`replace(facets, ?, ?)`, [
          '"ownerRef":"group:default/fulfilment"',
          '"ownerRef":"group:default/orders"',
        ]),
      });
    expect((await decide('mira', id, { confirmed: true })).status).toBe(403);
    expect((await get('/v1/audits')).items[0]).toMatchObject({
      mayDecide: true,
    });
    running.world.decisions = {
      'integration.audit.decide': { result: AuthorizeResult.DENY },
    };
    const denied = await decide('boss', id, { confirmed: true });
    expect(denied.status).toBe(403);
    expect((await get('/v1/audits')).items[0]).toMatchObject({
      mayDecide: false,
      mayNotBecause: expect.stringContaining('integration.audit.decide'),
    });
  });

  it('lapse where the pass went before anybody looked', async () => {
    const id = await drawEndpoints();
    running.world.entities = [
      ...surroundings,
      integration('careful', { ...carefulSpec, endpoints: [] }, '2'),
      integration('other', { criticality: 'critical' }),
    ];
    const { counts } = await until(
      () => get('/v1/audits'),
      list => list.counts.lapsed !== undefined,
    );
    expect(counts).toEqual({ lapsed: 1 });
    expect((await get('/v1/audits?state=open')).items).toEqual([]);
    expect((await get('/v1/audits?state=lapsed')).totalItems).toBe(1);
    const late = await decide('boss', id, { confirmed: true });
    expect(late.status).toBe(409);
  });

  it('are narrowed, paged, and seen by who may read', async () => {
    await running.runTask('draw-audit-sample');
    const all = await get('/v1/audits');
    const [first] = all.items;
    const page = await get('/v1/audits?limit=1');
    expect(page.items).toEqual([first]);
    const rest = await get(
      `/v1/audits?limit=500&cursor=${page.pageInfo.nextCursor}`,
    );
    expect([...page.items, ...rest.items]).toEqual(all.items);
    const owned = await get('/v1/audits?owner=group:default/Checkout');
    expect(
      owned.items.every((one: any) => one.integration.name === 'other'),
    ).toBe(true);
    for (const query of ['cursor=abc', 'quarter=2026-Q5', 'state=odd']) {
      expect((await running.get(`/v1/audits?${query}`)).status).toBe(400);
    }
    expect((await decide('boss', 'none', { confirmed: true })).status).toBe(
      404,
    );
    running.world.decisions = {
      'integration.read': { result: AuthorizeResult.DENY },
    };
    expect((await running.get('/v1/audits')).status).toBe(403);
    expect((await decide('boss', first.id, { confirmed: true })).status).toBe(
      403,
    );
  });
});

describe('what was overturned', () => {
  const decision = {
    checkId: 'a',
    decidedAt: '2026-01-10T00:00:00.000Z',
    decidedBy: 'user:default/boss',
    note: 'Wrong host',
  };
  const apply = (grade: 'observed' | 'tested', at: string) =>
    applyOverturned(
      {
        checkId: 'a',
        questionId: 'q',
        title: 'A',
        result: 'pass',
        reason: 'Fine.',
        needs: 'declared',
        evidence: [
          { value: 'v', source: 's', grade: 'declared', at: '2026-01-01' },
          { value: 'v', source: 's', grade, at },
        ],
      },
      [decision],
    ).result;

  it.each([
    ['tested', '2026-01-09T00:00:00.000Z', 'fail'],
    ['tested', '2026-01-11T00:00:00.000Z', 'pass'],
    // Telemetry says the same again a moment later.
    ['observed', '2026-01-11T00:00:00.000Z', 'fail'],
    ['observed', '2026-01-18T00:00:00.000Z', 'pass'],
  ] as const)('with evidence %s at %s is a %s', (grade, at, result) => {
    expect(apply(grade, at)).toBe(result);
  });
});

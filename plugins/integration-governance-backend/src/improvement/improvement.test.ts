import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { onlyOwnedBy } from '../__testUtils__/decisions';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { startGovernance, until } from '../__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const at = new Date().toISOString();
const DAY_MS = 86_400_000;
const dayAhead = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const refOf = (name: string) => `integration:default/${name}`;

const weights: Record<string, number> = {
  low: 1,
  medium: 2,
  high: 3,
  critical: 4,
};

describe.each(databases.eachSupportedId())('improvement on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  const outcomes = async (name: string) =>
    (await running.get(`/v1/scorecard/default/${name}`)).body.outcomes;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [
        ...surroundings,
        integration('careful', { ...carefulSpec, criticality: 'critical' }),
        integration('parcels', { ...carefulSpec, criticality: 'critical' }),
        integration('payments', { criticality: 'critical' }),
        integration('basket', { criticality: 'critical' }),
        integration('ledger', { criticality: 'low', owner: 'back-office' }),
        integration('prices', { criticality: 'medium', owner: 'back-office' }),
      ],
      health: [
        health('payments', { at, throughputPerMinute: 1_240 }),
        health('basket', { at, throughputPerMinute: 12 }),
      ],
    });
    await running.settled();
    await until(
      () => outcomes('payments'),
      found =>
        found.some(
          (one: any) =>
            one.checkId === 'observability-error-rate' && one.result === 'pass',
        ),
    );
  });

  afterEach(() => running.stop());

  const painPoints = async (query = '') =>
    (await running.get(`/v1/pain-points${query}`)).body;
  const start = (rest: object = {}) =>
    running.post('/v1/pilots', {
      entityRef: refOf('payments'),
      checkIds: ['delivery-unit-tests', 'failure-timeout'],
      title: 'Tests for payments',
      ...rest,
    });
  const writeUp = (id: string, rest: object = {}) =>
    running.put(`/v1/pilots/${id}/write-up`, {
      outcome: 'worked',
      text: 'A sandbox made it easy.',
      ...rest,
    });

  it('counts what hurts by reach, criticality and distance, so that anybody can check the sum', async () => {
    const waiver = await running.post('/v1/waivers', {
      entityRef: refOf('prices'),
      checkId: 'delivery-unit-tests',
      reason: 'No tests there',
      until: dayAhead(10),
    });
    await running.postAs('boss', `/v1/waivers/${waiver.body.id}/decision`, {
      approved: true,
    });
    const checklist = (await running.get('/v1/checklist')).body;
    const { body: list } = await running.get('/v1/integrations');
    const open = new Map<string, Array<{ weight: number; result: string }>>();
    for (const { integration: one } of list.items) {
      for (const { checkId, result, nextStep } of await outcomes(one.name)) {
        if (result === 'fail' || (result === 'unmeasured' && nextStep)) {
          const weight = weights[one.criticality];
          open.set(checkId, [...(open.get(checkId) ?? []), { weight, result }]);
        }
      }
    }
    const found = await painPoints('?limit=100');
    expect(found.totalItems).toBe(open.size);
    expect(found.items).toHaveLength(open.size);
    for (const point of found.items) {
      const own = open.get(point.checkId)!;
      const failed = own.filter(({ result }) => result === 'fail').length;
      const check = checklist.checks.find(
        (one: any) => one.id === point.checkId,
      );
      expect(point).toMatchObject({
        reach: own.length,
        failed,
        unmeasured: own.length - failed,
      });
      expect(point.criticality).toBeCloseTo(
        own.reduce((sum, { weight }) => sum + weight, 0) / own.length,
        10,
      );
      expect(point.distance).toBeCloseTo(
        ((failed + (own.length - failed) / 2) / own.length) * check.weight,
        10,
      );
      expect(point.score).toBe(
        point.reach * point.criticality * point.distance,
      );
      expect(point.integrations).toHaveLength(own.length);
    }
    const scores = found.items.map(({ score }: any) => score);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    const tests = found.items.find(
      (point: any) => point.checkId === 'delivery-unit-tests',
    );
    // Waived, and spared by its low criticality.
    const names = tests.integrations.map((one: any) => one.integration.name);
    expect(names).not.toContain('prices');
    expect(names).not.toContain('ledger');
    // Most critical, then busiest, then by reference.
    expect(names).toEqual(['payments', 'basket', 'careful', 'parcels']);
    expect(tests.integrations[0].throughputPerMinute).toBe(1_240);
    expect(tests.nextStep.text).toEqual(expect.any(String));
    // What to run differs from one to the next.
    expect(tests.nextStep.command).toBeUndefined();
  });

  it('never counts what is our own or a platform’s fault', async () => {
    const before = await painPoints('?limit=100');
    await knex('results')
      .where('check_id', 'delivery-unit-tests')
      .update({ next_step: null });
    const after = await painPoints('?limit=100');
    const ids = ({ items }: any) => items.map(({ checkId }: any) => checkId);
    expect(ids(before)).toContain('delivery-unit-tests');
    expect(ids(after)).not.toContain('delivery-unit-tests');
    expect(after.totalItems).toBe(before.totalItems - 1);
  });

  it('counts only what the filters let through and the caller may read', async () => {
    const of = async (query: string) =>
      new Set(
        (await painPoints(`?limit=100${query}`)).items.flatMap((point: any) =>
          point.integrations.map((one: any) => one.integration.name),
        ),
      );
    expect(await of('&criticality=low')).toEqual(new Set(['ledger']));
    expect(await of('&owner=group:default/back-office')).toEqual(
      new Set(['ledger', 'prices']),
    );
    running.world.decisions = {
      'integration.read': onlyOwnedBy('fulfilment'),
      'integration.pilot.manage': onlyOwnedBy('checkout'),
    };
    expect(await of('')).toEqual(new Set(['careful', 'parcels']));
    const { items, mayStart } = await painPoints();
    expect(items[0].reach).toBe(items[0].integrations.length);
    // The caller may start pilots only with what they may not even read.
    expect(mayStart).toBe(false);
    running.world.decisions = {
      'integration.pilot.manage': onlyOwnedBy('checkout'),
    };
    expect((await painPoints()).mayStart).toBe(true);
  });

  it('proposes for each of the three another team, with the reason in numbers', async () => {
    const { items } = await painPoints();
    expect(items).toHaveLength(3);
    const proposals = items.map(({ proposal }: any) => proposal);
    expect(
      new Set(proposals.map((one: any) => one.integration.ownerRef)).size,
    ).toBe(3);
    const first = proposals[0];
    expect(first.integration.name).toBe('payments');
    expect(first.checkIds).toContain(items[0].checkId);
    expect(first.reason).toMatch(
      /^Critical, 1,240 calls a minute; not passing \d+ checks of .* \(.*\)\.$/,
    );
    // The same again, since nothing changed.
    expect((await painPoints()).items).toEqual(items);
    const { body: pilot } = await start();
    const next = (await painPoints()).items;
    expect(
      next.map(({ proposal }: any) => proposal?.integration.name),
    ).not.toContain('payments');
    // The team is busy, so neither its other integration.
    expect(
      next.map(({ proposal }: any) => proposal?.integration.name),
    ).not.toContain('basket');
    const shown = next[0].integrations.find(
      (one: any) => one.integration.name === 'payments',
    );
    expect(shown.pilotId).toBe(pilot.id);
  });

  it('proposes another integration of the same team where there is no other team', async () => {
    const { items } = await painPoints('?owner=group:default/checkout');
    expect(
      items.map(({ proposal }: any) => proposal?.integration.name),
    ).toEqual(['payments', 'basket', undefined]);
  });

  it('goes from a pain point to a practice', async () => {
    const { proposal } = (await painPoints()).items[0];
    const started = await start({
      entityRef: proposal.integration.entityRef.toLocaleUpperCase('en-US'),
      checkIds: [...proposal.checkIds, 'delivery-unit-tests'],
      until: dayAhead(30),
    });
    expect(started.status).toBe(201);
    const pilot = started.body;
    expect(pilot).toMatchObject({
      state: 'active',
      reason: proposal.reason,
      ownerRef: 'group:default/checkout',
      startedBy: 'user:default/mock',
      mayManage: true,
      integration: { name: 'payments' },
    });
    expect(pilot.now).toEqual(pilot.baseline);
    const measure = (body: any, id: string) =>
      body.measures.find((one: any) => one.id === id);
    expect(measure(pilot, 'error-rate')).toEqual({
      id: 'error-rate',
      title: 'Error rate',
      unit: '%',
      better: 'lower',
      before: 0.2,
      after: 0.2,
    });
    // Nothing was told of it, which is not zero.
    expect(measure(pilot, 'open-alarms')).not.toHaveProperty('before');
    expect(measure(pilot, 'since-deployment')).not.toHaveProperty('before');

    running.world.health[0] = health('payments', {
      at,
      throughputPerMinute: 1_300,
      errorRate: 0.001,
    });
    await running.post('/v1/evidence/default/payments', {
      testResults: [{ level: 'unit', tests: 12, failed: 0 }],
      deployments: [{ environment: 'production', result: 'succeeded' }],
    });
    const live = await until(
      async () => (await running.get(`/v1/pilots/${pilot.id}`)).body,
      body => measure(body, 'throughput').after === 1_300,
    );
    expect(measure(live, 'error-rate')).toMatchObject({
      before: 0.2,
      after: 0.1,
    });
    expect(measure(live, 'since-deployment').after).toBe(0);
    const tests = live.checks.find(
      (one: any) => one.checkId === 'delivery-unit-tests',
    );
    expect(tests).toMatchObject({
      title: 'Unit tests passed lately',
      before: 'unmeasured',
      after: 'pass',
    });
    const passed = (score: any) =>
      score.answers.find((one: any) => one.questionId === 'delivery').passed;
    expect(passed(live.now)).toBeGreaterThan(passed(live.baseline));
    expect(live.points.at(-1)).toMatchObject({
      day: dayAhead(0),
      yes: live.now.yes,
      applicable: live.now.applicable,
    });

    const closed = await writeUp(pilot.id, { text: ' Use the *sandbox*. ' });
    expect(closed.body).toMatchObject({
      state: 'closed',
      endedBy: 'user:default/mock',
      writeUp: {
        outcome: 'worked',
        text: 'Use the *sandbox*.',
        by: 'user:default/mock',
      },
    });
    // From now on nothing of it moves.
    await running.post('/v1/evidence/default/payments', {
      testResults: [{ level: 'unit', tests: 12, failed: 2 }],
    });
    const practices = await running.get('/v1/pilots?state=closed&text=SANDBOX');
    expect(practices.body).toMatchObject({
      totalItems: 1,
      counts: { closed: 1 },
      items: [{ id: pilot.id, now: live.now, points: live.points }],
    });
    const again = practices.body.items[0];
    expect(again.checks).toEqual(live.checks);
    expect(again.measures).toEqual(live.measures);
    const other = await running.get('/v1/pilots?state=closed&text=100%25');
    expect(other.body.items).toEqual([]);

    // A correction says who made it, and keeps who closed it.
    const corrected = await running
      .put(`/v1/pilots/${pilot.id}/write-up`, {
        outcome: 'partly',
        text: 'It took long.',
      })
      .then(({ body }) => body);
    expect(corrected).toMatchObject({
      state: 'closed',
      endedAt: closed.body.endedAt,
      now: live.now,
      writeUp: { outcome: 'partly', text: 'It took long.' },
    });
    expect((await running.get('/v1/pilots?text=sandbox')).body.items).toEqual(
      [],
    );
    expect(
      running.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(expect.arrayContaining(['pilot-start', 'pilot-write-up']));
    // The team may go on with the next one.
    expect((await start({ entityRef: refOf('basket') })).status).toBe(201);
  });

  it('has one pilot a team at a time, whichever replica is faster', async () => {
    const replica = await startGovernance(knex, running.world);
    const both = await Promise.all([
      start(),
      replica.post('/v1/pilots', {
        entityRef: refOf('basket'),
        checkIds: ['delivery-unit-tests'],
        title: 'Basket first',
      }),
    ]);
    await replica.stop();
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const winner = both.find(({ status }) => status === 201)!.body;
    const loser = both.find(({ status }) => status === 409)!.body;
    expect(loser.error.message).toContain('group:default/checkout');
    expect(loser.error.message).toContain(winner.title);
    expect(loser.error.message).toContain(winner.id);
    const again = await start({ entityRef: winner.integration.entityRef });
    expect(again.status).toBe(409);
    expect((await start({ entityRef: refOf('careful') })).status).toBe(201);

    const silent = await running.post(`/v1/pilots/${winner.id}/stop`, {
      reason: ' ',
    });
    expect(silent.status).toBe(400);
    const stopped = await running.post(`/v1/pilots/${winner.id}/stop`, {
      reason: 'The team was dissolved',
    });
    expect(stopped.body).toMatchObject({
      state: 'stopped',
      stopReason: 'The team was dissolved',
      endedBy: 'user:default/mock',
      mayManage: false,
    });
    expect((await writeUp(winner.id)).status).toBe(409);
    expect(
      (await running.post(`/v1/pilots/${winner.id}/stop`, { reason: 'x' }))
        .status,
    ).toBe(409);
    expect((await start()).status).toBe(201);
  });

  it('lists the active ones first, in pages', async () => {
    const first = (await start()).body;
    await writeUp(first.id);
    const second = (await start({ entityRef: refOf('careful') })).body;
    const third = (await start({ entityRef: refOf('prices') })).body;
    await running.post(`/v1/pilots/${third.id}/stop`, { reason: 'Too early' });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await running.get(
        `/v1/pilots?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(body.totalItems).toBe(3);
      expect(body.counts).toEqual({ active: 1, closed: 1, stopped: 1 });
      ids.push(...body.items.map(({ id }: any) => id));
      cursor = body.pageInfo.nextCursor;
    } while (cursor);
    expect(ids).toEqual([second.id, third.id, first.id]);
    const of = async (query: string) =>
      (await running.get(`/v1/pilots?${query}`)).body.items.map(
        ({ id }: any) => id,
      );
    expect(await of('owner=group:default/fulfilment')).toEqual([second.id]);
    expect(await of(`integration=${refOf('prices')}`)).toEqual([third.id]);
    expect((await running.get('/v1/pilots?cursor=e30')).status).toBe(400);
  });

  it('reads what is open through its index', async () => {
    const queries: Array<{ sql: string; bindings: any[] }> = [];
    knex.on('query', query => queries.push(query));
    await painPoints();
    knex.removeAllListeners('query');
    const open = queries.filter(({ sql }) =>
      sql.includes('results.next_step is not null'),
    );
    expect(open.length).toBeGreaterThan(3);
    // What is in few rows PostgreSQL reads without an index.
    const counted = databaseId === 'SQLITE_3' ? open.slice(0, 1) : [];
    for (const { sql, bindings } of counted) {
      const plan = await knex.raw(`explain query plan ${sql}`, bindings);
      expect(JSON.stringify(plan)).toContain('results_open');
    }
  });

  it.each([
    ['an unknown check', { checkIds: ['nonsense'] }, 400, /checkIds/],
    ['a past day', { until: '2020-01-01' }, 400, /until is in the past/],
    ['an empty title', { title: ' ' }, 400, /title is empty/],
    ['an unknown integration', { entityRef: refOf('no') }, 404, /entityRef/],
    [
      'what passes already',
      { checkIds: ['inventory-owner'] },
      409,
      /passes already/,
    ],
  ])('refuses a pilot with %s', async (_what, given, status, message) => {
    const response = await start(given);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(message);
  });

  it('is for those with the permission, and hidden from who may not read', async () => {
    const pilot = (await start()).body;
    running.world.decisions = {
      'integration.pilot.manage': { result: AuthorizeResult.DENY },
    };
    expect((await start({ entityRef: refOf('careful') })).status).toBe(403);
    expect((await writeUp(pilot.id)).status).toBe(403);
    const seen = await running.get(`/v1/pilots/${pilot.id}`);
    expect(seen.body.mayManage).toBe(false);
    expect((await painPoints()).mayStart).toBe(false);
    running.world.decisions = { 'integration.read': onlyOwnedBy('fulfilment') };
    expect((await running.get(`/v1/pilots/${pilot.id}`)).status).toBe(404);
    expect((await writeUp(pilot.id)).status).toBe(404);
    expect((await running.get('/v1/pilots')).body).toMatchObject({
      items: [],
      totalItems: 0,
      counts: {},
    });
  });
});

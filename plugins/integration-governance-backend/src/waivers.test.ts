import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY_MS = 86_400_000;
const dayAhead = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const entityRef = 'integration:default/careful';

describe.each(databases.eachSupportedId())('waivers on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      entities: [...surroundings, integration('careful', carefulSpec)],
    });
    await running.settled();
  });

  afterEach(() => running.stop());

  const request = (rest: object = {}) => ({
    entityRef,
    checkId: 'delivery-unit-tests',
    reason: 'The supplier has no tests',
    until: dayAhead(30),
    ...rest,
  });
  const ask = (rest?: object) => running.post('/v1/waivers', request(rest));
  const decide = (id: string, body: object) =>
    running.postAs('boss', `/v1/waivers/${id}/decision`, body);
  const outcome = async () => {
    const { body } = await running.get('/v1/scorecard/default/careful');
    return body.outcomes.find(
      (one: any) => one.checkId === 'delivery-unit-tests',
    );
  };
  const answer = async () => {
    const { body } = await running.get('/v1/scorecard/default/careful');
    return body.score.answers.find((one: any) => one.questionId === 'delivery');
  };

  it('are asked for, approved by somebody else, hold, and are no pass', async () => {
    const asked = await ask();
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      state: 'asked',
      askedBy: 'user:default/mock',
      title: 'Unit tests passed lately',
      mayDecide: false,
    });
    expect(await outcome()).toMatchObject({
      result: 'unmeasured',
      waiver: { id: asked.body.id, state: 'asked' },
    });
    const own = await running.post(`/v1/waivers/${asked.body.id}/decision`, {
      approved: true,
    });
    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain('somebody else');

    const before = await answer();
    const approved = await decide(asked.body.id, { approved: true });
    expect(approved.body).toMatchObject({
      state: 'approved',
      decidedBy: 'user:default/boss',
    });
    expect(await outcome()).toMatchObject({
      result: 'waived',
      reason: expect.stringMatching(
        /^Waived until .*: The supplier has no tests\. Without it: No pipeline has reported unit tests\.$/,
      ),
      waiver: { state: 'approved' },
    });
    const after = await answer();
    expect(after).toMatchObject({
      waived: before.waived + 1,
      passed: before.passed,
    });
    // What passes needs no exception.
    await running.post('/v1/evidence/default/careful', {
      testResults: [{ level: 'unit', tests: 3, failed: 0 }],
    });
    expect((await outcome()).result).toBe('pass');
  });

  it('end with their last day', async () => {
    const { body } = await ask();
    await decide(body.id, { approved: true });
    await knex('waivers').update({ until_day: dayAhead(-1) });
    await running.post('/v1/evaluations', { entityRefs: [entityRef] });
    for (;;) {
      if ((await outcome()).result !== 'waived') {
        break;
      }
    }
    expect((await outcome()).waiver).toBeUndefined();
    const list = await running.get('/v1/waivers?state=expired');
    expect(list.body.items).toMatchObject([{ id: body.id, state: 'expired' }]);
    expect(list.body.counts).toEqual({ expired: 1 });
  });

  it('are renewed, and taken back', async () => {
    const first = (await ask()).body;
    await decide(first.id, { approved: true });
    const anew = await ask({ until: dayAhead(60) });
    expect(anew.status).toBe(409);
    expect(anew.body.error.message).toContain('renew');
    const second = await ask({ until: dayAhead(60), renews: first.id });
    expect(second.status).toBe(201);
    // The first holds until somebody has decided.
    expect(await outcome()).toMatchObject({
      result: 'waived',
      waiver: { id: second.body.id, state: 'asked' },
    });
    await decide(second.body.id, { approved: true });
    const old = await running.get(`/v1/waivers/${first.id}`);
    expect(old.body).toMatchObject({
      state: 'expired',
      renewedBy: second.body.id,
    });
    const back = await running.post(
      `/v1/waivers/${second.body.id}/withdrawal`,
      {},
    );
    expect(back.body.state).toBe('withdrawn');
    expect((await outcome()).result).toBe('unmeasured');
    const again = await running.post(
      `/v1/waivers/${second.body.id}/withdrawal`,
      {},
    );
    expect(again.status).toBe(409);
  });

  it('are refused with a reason, once', async () => {
    const { body } = await ask();
    const silent = await decide(body.id, { approved: false });
    expect(silent.status).toBe(400);
    expect(silent.body.error.message).toContain('reason');
    const refused = await decide(body.id, {
      approved: false,
      reason: 'Write them',
    });
    expect(refused.body).toMatchObject({
      state: 'refused',
      decisionReason: 'Write them',
    });
    expect((await decide(body.id, { approved: true })).status).toBe(409);
    expect((await ask()).status).toBe(201);
  });

  it('wait one at a time, and are listed with what has to be decided first', async () => {
    const { body } = await ask();
    await decide(body.id, { approved: true });
    const waiting = await ask({ checkId: 'delivery-integration-tests' });
    expect((await ask({ checkId: 'delivery-integration-tests' })).status).toBe(
      409,
    );
    const list = await running.get('/v1/waivers');
    expect(list.body.items.map((item: any) => item.id)).toEqual([
      waiting.body.id,
      body.id,
    ]);
    expect(list.body.counts).toEqual({ asked: 1, approved: 1 });
    const first = await running.get('/v1/waivers?limit=1');
    const next = await running.get(
      `/v1/waivers?limit=1&cursor=${first.body.pageInfo.nextCursor}`,
    );
    expect(next.body.items).toMatchObject([{ id: body.id }]);
    expect(next.body.pageInfo.nextCursor).toBeUndefined();
    const forged = Buffer.from('{"offset":-1}').toString('base64url');
    expect((await running.get(`/v1/waivers?cursor=${forged}`)).status).toBe(
      400,
    );
    const narrowed = await running.get(
      '/v1/waivers?checkId=delivery-unit-tests&owner=group:default/fulfilment',
    );
    expect(narrowed.body.items).toMatchObject([{ id: body.id }]);
  });

  it.each([
    ['an unknown check', { checkId: 'nothing' }, 400, /no check nothing/],
    ['yesterday', { until: dayAhead(-1) }, 400, /later than today/],
    ['today', { until: dayAhead(0) }, 400, /later than today/],
    ['the day after a year', { until: dayAhead(367) }, 400, /a year at most/],
    ['no reason', { reason: '   ' }, 400, /reason is empty/],
    ['what passes', { checkId: 'inventory-endpoints' }, 409, /result is pass/],
    [
      'an unknown integration',
      { entityRef: 'integration:default/x' },
      404,
      /default\/x/,
    ],
    ['an unknown renewal', { renews: 'x' }, 400, /renews names no/],
  ])('are not for %s', async (_what, rest, status, message) => {
    const response = await ask(rest);
    expect([response.status, response.body.error.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it('take permissions', async () => {
    const { body } = await ask();
    running.world.decisions = {
      'integration.waiver.ask': { result: AuthorizeResult.DENY },
      'integration.waiver.decide': { result: AuthorizeResult.DENY },
    };
    const denied = [
      await ask({ checkId: 'delivery-contract-tests' }),
      await decide(body.id, { approved: true }),
      await running.postAs('boss', `/v1/waivers/${body.id}/withdrawal`, {}),
    ];
    expect(denied.map(({ status }) => status)).toEqual([403, 403, 403]);
    // Who asked may always take it back.
    const own = await running.post(`/v1/waivers/${body.id}/withdrawal`, {});
    expect(own.status).toBe(200);
    running.world.decisions = {
      'integration.read': { result: AuthorizeResult.DENY },
    };
    expect((await running.get('/v1/waivers')).status).toBe(403);
    expect((await running.get(`/v1/waivers/${body.id}`)).status).toBe(403);
  });
});

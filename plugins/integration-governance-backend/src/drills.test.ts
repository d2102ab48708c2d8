import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  carefulSpec,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const inHours = (hours: number) =>
  new Date(Date.now() + hours * HOUR_MS).toISOString();
const careful = 'integration:default/careful';
const config = { drillInterval: '20ms' };
const artefact = 'https://wiki.example.com/drills/1';

describe.each(databases.eachSupportedId())('drills on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    running = await startGovernance(knex, {
      config,
      entities: [
        ...surroundings,
        integration('careful', carefulSpec),
        integration('plain', { criticality: 'low', interaction: 'request' }),
      ],
      alarms: [
        { subject: careful },
        { subject: careful },
        { subject: careful, drill: { label: 'Poison message' } },
      ],
    });
    await running.settled();
  });

  afterEach(() => running.stop());

  const request = (rest: object = {}) => ({
    entityRef: careful,
    failureModeId: 'poison-message',
    from: inHours(48),
    to: inHours(50),
    ...rest,
  });
  const plan = async (rest?: object) =>
    (await running.post('/v1/drills', request(rest))).body;
  const drill = async (id: string) =>
    (await running.get(`/v1/drills/${id}`)).body;
  const record = (id: string, body: object) =>
    running.put(`/v1/drills/${id}/outcome`, { notes: 'As planned.', ...body });
  const list = async (query = '') =>
    (await running.get(`/v1/drills${query}`)).body;
  const outcome = async () => {
    const { body } = await running.get('/v1/scorecard/default/careful');
    return body.outcomes.find((one: any) => one.checkId === 'failure-drill');
  };
  /** The past, as nobody can plan it. */
  const moveToPast = (id: string) =>
    knex('drills')
      .where({ id })
      .update({
        from_at: new Date(Date.now() - 2 * HOUR_MS),
        to_at: new Date(Date.now() - HOUR_MS),
      });

  it('are planned in a window that silences and labels alarms, and end it when called off', async () => {
    const planned = await running.post(
      '/v1/drills',
      request({ plan: ' Send a bad one. ', people: ['user:default/ann'] }),
    );
    expect(planned.status).toBe(201);
    expect(planned.body).toMatchObject({
      state: 'planned',
      failureModeTitle: 'Poison message',
      environment: 'production',
      isSilenced: true,
      plan: 'Send a bad one.',
      people: ['user:default/ann'],
      createdBy: 'user:default/mock',
      source: 'portal',
      findings: [],
      mayManage: true,
      integration: { name: 'careful' },
    });
    expect(running.world.windows).toEqual([
      {
        id: 'window-1',
        createdBy: 'plugin',
        subject: careful,
        from: planned.body.from,
        to: planned.body.to,
        reason: 'Drill: Poison message',
        kind: 'drill',
        label: 'Poison message',
        href: `/drills?drill=${planned.body.id}`,
      },
    ]);
    const cancelled = await running.post(
      `/v1/drills/${planned.body.id}/cancellation`,
      { reason: 'The team is ill' },
    );
    expect(cancelled.body).toMatchObject({
      state: 'cancelled',
      cancelReason: 'The team is ill',
      isSilenced: false,
    });
    expect(running.world.windows).toEqual([]);
    const again = await running.post(
      `/v1/drills/${planned.body.id}/cancellation`,
      { reason: 'Still' },
    );
    expect(again.status).toBe(409);
    expect(
      running.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(expect.arrayContaining(['drill-plan', 'drill-cancel']));
  });

  it('elsewhere than in production, or where nobody wants it, silence nothing', async () => {
    expect(await plan({ environment: 'staging' })).toMatchObject({
      environment: 'staging',
      isSilenced: false,
    });
    expect(await plan({ silenceAlarms: false })).toMatchObject({
      isSilenced: false,
    });
    expect(running.world.windows).toEqual([]);
  });

  it('say why they are not silenced while telemetry is out, and are later, once', async () => {
    running.world.telemetryIsUp = false;
    const planned = await plan();
    expect(planned).toMatchObject({
      state: 'planned',
      isSilenced: false,
      silenceProblem: expect.stringContaining(
        'Telemetry did not take the window',
      ),
    });
    // Its answer to the attempt before did not arrive.
    running.world.windows = [
      { id: 'known', href: `/drills?drill=${planned.id}` } as never,
    ];
    running.world.telemetryIsUp = true;
    await knex('drills').update({ silencing_until: null });
    const silenced = await until(
      () => drill(planned.id),
      ({ isSilenced }) => isSilenced,
    );
    expect(silenced.silenceProblem).toBeUndefined();
    expect(running.world.windows).toHaveLength(1);
  });

  it('called off while telemetry is out end the window that they may have', async () => {
    running.world.telemetryIsUp = false;
    const { id } = await plan();
    running.world.windows = [
      { id: 'lost', href: `/drills?drill=${id}` } as never,
    ];
    const reason = { reason: 'Not today' };
    await running.post(`/v1/drills/${id}/cancellation`, reason);
    expect(running.world.windows).toHaveLength(1);
    running.world.telemetryIsUp = true;
    await knex('drills').update({ silencing_until: null });
    await until(
      async () => running.world.windows,
      ({ length }) => length === 0,
    );
  });

  it('are refused where they can’t be, with the field that is wrong', async () => {
    for (const [rest, message] of [
      [
        { failureModeId: 'late-file' },
        'failureModeId: late-file is no failure mode',
      ],
      [{ from: inHours(-1) }, 'from is in the past'],
      [{ to: inHours(47) }, 'has to be later than from'],
      [{ to: inHours(73) }, 'a drill lasts 24 hours at most'],
      [{ from: inHours(9000), to: inHours(9001) }, 'more than a year away'],
    ] as Array<[object, string]>) {
      const refused = await running.post('/v1/drills', request(rest));
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(message);
    }
  });

  it('are recorded with what shows it and what follows, and count as tested', async () => {
    const { id } = await plan();
    await moveToPast(id);
    const recorded = await record(id, {
      outcome: 'partly',
      minutesToRecover: 0,
      artefact,
      followUps: [
        {
          title: 'Alarm sooner',
          ownerRef: 'group:default/fulfilment',
          dueOn: inHours(240).slice(0, 10),
        },
      ],
    });
    expect(recorded.status).toBe(200);
    expect(recorded.body).toMatchObject({
      state: 'done',
      outcome: 'partly',
      minutesToRecover: 0,
      artefact,
      recordedBy: 'user:default/mock',
      findings: [
        {
          title: 'Alarm sooner',
          origin: 'drill',
          drillId: id,
          state: 'open',
          ownerRef: 'group:default/fulfilment',
          integration: { name: 'careful' },
        },
      ],
    });
    expect(recorded.body.heldAt).toBe(recorded.body.from);
    expect(await outcome()).toMatchObject({
      result: 'pass',
      evidence: [{ grade: 'tested', source: 'drill', href: artefact }],
    });
    expect((await record(id, { outcome: 'failed' })).status).toBe(409);
    const { body: runbook } = await running.get('/v1/runbooks/default/careful');
    expect(
      runbook.modes.find((mode: any) => mode.id === 'poison-message')
        .lastDrilledOn,
    ).toBe(recorded.body.heldAt.slice(0, 10));
  });

  it('that end early end their window', async () => {
    const { id } = await plan();
    await knex('drills').update({ from_at: new Date(Date.now() - HOUR_MS) });
    expect(running.world.windows).toHaveLength(1);
    await record(id, { outcome: 'failed' });
    expect(running.world.windows).toEqual([]);
    expect(await outcome()).toMatchObject({
      result: 'fail',
      reason: expect.stringContaining('The last drill failed'),
    });
  });

  it('are not recorded where it can’t be so, with the field that is wrong', async () => {
    const { id } = await plan();
    await moveToPast(id);
    for (const [body, message] of [
      [{ outcome: 'passed' }, 'artefact is missing'],
      [{ outcome: 'passed', artefact: 'ftp://x' }, 'artefact is no http'],
      [{ outcome: 'failed', heldAt: inHours(2) }, 'heldAt is in the future'],
      [{ outcome: 'failed', notes: ' ' }, 'notes is empty'],
      [
        {
          outcome: 'failed',
          followUps: [
            {
              title: ' ',
              ownerRef: 'group:default/fulfilment',
              dueOn: inHours(48).slice(0, 10),
            },
          ],
        },
        'followUps[0].title is empty',
      ],
    ] as Array<[object, string]>) {
      const refused = await record(id, body);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(message);
      expect((await drill(id)).state).toBe('planned');
    }
  });

  it('can’t be recorded before they are held', async () => {
    const { id } = await plan();
    const refused = await record(id, { outcome: 'failed' });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('heldAt is missing');
  });

  it('are stood in for by fault tests until somebody holds one', async () => {
    const push = (at: string) =>
      running.post('/v1/evidence/default/careful', {
        faultTests: [
          {
            scenario: 'A message that nobody can read',
            controls: ['dead-letters', 'retries'],
            passed: true,
            environment: 'staging',
            at,
            href: artefact,
          },
        ],
      });
    await push(inHours(-48));
    const [first] = (await until(list, ({ totalItems }) => totalItems === 1))
      .items;
    expect(first).toMatchObject({
      source: 'pipeline',
      state: 'done',
      outcome: 'passed',
      failureModeId: 'poison-message',
      environment: 'staging',
      artefact,
    });
    const at = inHours(-1);
    await push(at);
    await until(
      () => drill(first.id),
      ({ heldAt }) => heldAt === at,
    );
    const { id } = await plan();
    await moveToPast(id);
    await record(id, { outcome: 'partly' });
    expect((await list()).items).toMatchObject([{ id, source: 'portal' }]);
    await push(inHours(-0.5));
    expect((await list()).totalItems).toBe(1);
  });

  it('are listed with what is planned first, by state, integration and owner, page by page', async () => {
    const later = await plan({ from: inHours(60), to: inHours(61) });
    const done = await plan();
    await moveToPast(done.id);
    await record(done.id, { outcome: 'failed' });
    const sooner = await plan();
    const first = await list('?limit=2');
    expect(first.items.map(({ id }: any) => id)).toEqual([sooner.id, later.id]);
    expect(first.totalItems).toBe(3);
    const next = await list(`?limit=2&cursor=${first.pageInfo.nextCursor}`);
    expect(next.items.map(({ id }: any) => id)).toEqual([done.id]);
    expect(next.pageInfo.nextCursor).toBeUndefined();
    expect((await list('?state=done')).totalItems).toBe(1);
    expect((await list(`?integration=${careful}`)).totalItems).toBe(3);
    expect((await list('?owner=group:default/checkout')).totalItems).toBe(0);
  });

  it('are suggested by how long ago, how critical and how often it failed, with reasons', async () => {
    const suggested = async () =>
      (await running.get('/v1/drill-suggestions?limit=500')).body.items;
    const [first, ...rest] = await suggested();
    expect(first).toMatchObject({
      integration: { name: 'careful' },
      failureMode: { id: 'consumer-down' },
      score: 27,
      reasons: [
        'Never drilled, which counts as 3 years ago',
        'Its criticality is high: it weighs 3',
        'It had 2 alarms within 90 days',
      ],
      mayManage: true,
    });
    expect(rest.at(-1)).toMatchObject({
      integration: { name: 'plain' },
      score: 3,
    });
    const { id } = await plan();
    expect(
      (await suggested()).some(
        ({ failureMode }: any) => failureMode.id === 'poison-message',
      ),
    ).toBe(false);
    await moveToPast(id);
    await knex('drills').update({
      state: 'done',
      held_at: new Date(Date.now() - 73 * DAY_MS),
    });
    expect(
      (await suggested()).find(
        ({ failureMode }: any) => failureMode.id === 'poison-message',
      ),
    ).toMatchObject({
      score: 1.8,
      lastDrilledOn: new Date(Date.now() - 73 * DAY_MS)
        .toISOString()
        .slice(0, 10),
    });
  });

  it('are told to the integration’s owner a day before, once', async () => {
    await plan();
    const { id } = await plan({ from: inHours(20), to: inHours(21) });
    const told = () =>
      running.world.notifications.filter(
        ({ payload }) => payload.topic === 'drill-reminder',
      );
    await until(
      async () => told(),
      ({ length }) => length > 0,
    );
    const replica = await startGovernance(knex, {
      config,
      entities: running.world.entities,
      notifications: running.world.notifications,
    });
    await replica.settled();
    await replica.stop();
    expect(told()).toMatchObject([
      {
        recipients: { entityRef: 'group:default/fulfilment' },
        payload: {
          title: 'Drill soon: Poison message, careful',
          link: `/drills?drill=${id}`,
        },
      },
    ]);
  });

  it('are silenced once by two replicas', async () => {
    const replica = await startGovernance(knex, {
      config,
      entities: running.world.entities,
    });
    const planned = await plan({ silenceAlarms: false });
    await knex('drills').update({
      is_to_be_silenced: true,
      silencing_until: null,
    });
    await until(
      () => drill(planned.id),
      ({ isSilenced }) => isSilenced,
    );
    expect(running.world.windows.length + replica.world.windows.length).toBe(1);
    await replica.stop();
  });

  it('are for who may read the integration, and managed by who may', async () => {
    const { id } = await plan();
    const { decisions } = running.world;
    decisions['integration.drill.manage'] = { result: AuthorizeResult.DENY };
    expect(await drill(id)).toMatchObject({ mayManage: false });
    expect((await running.post('/v1/drills', request())).status).toBe(403);
    expect((await record(id, { outcome: 'failed' })).status).toBe(403);
    decisions['integration.read'] = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-governance',
      resourceType: 'integration',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'integration',
        params: { claims: ['user:default/nobody'] },
      },
    };
    expect((await running.get(`/v1/drills/${id}`)).status).toBe(404);
    expect((await running.post('/v1/drills', request())).status).toBe(404);
    expect(await list()).toMatchObject({ items: [], totalItems: 0 });
    expect((await running.get('/v1/drill-suggestions')).body.items).toEqual([]);
  });
});

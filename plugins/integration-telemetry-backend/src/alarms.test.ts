import { TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AlarmPage,
  HealthSummary,
} from '@tieline/plugin-integrations-common/telemetry';
import { createHmac } from 'crypto';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { Knex } from 'knex';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import {
  component,
  durations,
  integration,
  span,
  traces,
} from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const quick = {
  settle: { milliseconds: 200 },
  clearAfter: { milliseconds: 100 },
};

function calls(host: string, spec: object = {}) {
  return integration(`to-${host}`, {
    owner: 'checkout',
    targets: ['erp'],
    interaction: 'request',
    operations: { runbook: { title: 'Is it down?', url: 'https://wiki/erp' } },
    telemetry: {
      matchers: [
        { conditions: [{ attribute: 'server.address', equals: host }] },
      ],
    },
    ...spec,
  });
}

const erp = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'erp', namespace: 'default', title: 'The ERP' },
  spec: { owner: 'finance' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/finance' }],
};

describe('alarms', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  async function start(
    knex: Knex,
    entities: object[],
    alarms: object = {},
    outbound: object = {},
  ) {
    const sent: NotificationSendOptions[] = [];
    const telemetry = await startTelemetry({
      knex,
      catalog: createCatalog(entities as never),
      config: { alarms: { ...quick, ...alarms }, outbound },
      notify: async notification => {
        sent.push(notification);
      },
    });
    await telemetry.until<{ totalItems: number }>(
      '/v1/health',
      ({ totalItems }) => totalItems > 0,
    );
    const report = async (host: string, statuses: number[]) => {
      const response = await telemetry.otlp('traces').send(
        traces(
          { 'service.name': 'shop' },
          statuses.map(status =>
            span({
              attributes: {
                'http.request.method': 'GET',
                'server.address': host,
                'http.response.status_code': status,
              },
            }),
          ),
        ),
      );
      expect(response.status).toBe(200);
    };
    const until = (fits: (page: AlarmPage) => boolean) =>
      telemetry.until<AlarmPage>('/v1/alarms', fits);
    return { ...telemetry, sent, report, untilAlarms: until };
  }

  const times = (count: number, status: number) =>
    Array.from({ length: count }, () => status);

  it.each(databases.eachSupportedId())(
    'tells the owner once, shows who has it, and ends by itself, on %s',
    async id => {
      const portal = await start(await databases.init(id), [
        calls('pay.example'),
        erp,
      ]);
      await portal.report('pay.example', times(30, 503));
      const page = await portal.untilAlarms(
        ({ items }) => items[0]?.told.length === 1,
      );
      expect(page.items).toMatchObject([
        {
          kind: 'own',
          subject: 'integration:default/to-pay.example',
          status: 'failing',
          rule: 'errors',
          state: 'open',
          owner: 'group:default/checkout',
          headline: '100 % of calls fail with 503',
          told: [{ channel: 'notification', to: 'group:default/checkout' }],
        },
      ]);
      const [alarm] = page.items;
      const acknowledged = await portal
        .send('put', `/v1/alarms/${alarm.id}/acknowledgement`, {
          note: 'On it',
        })
        .expect(200);
      expect(acknowledged.body).toMatchObject({
        acknowledgedBy: expect.stringMatching(/./),
        note: 'On it',
      });
      const listed = await portal.get('/v1/health');
      expect(listed.body.items[0].lastAlarm).toEqual({
        id: alarm.id,
        headline: alarm.headline,
        since: alarm.since,
        state: 'open',
        toldAt: expect.any(String),
        acknowledgedAt: acknowledged.body.acknowledgedAt,
        acknowledgedBy: acknowledged.body.acknowledgedBy,
      });

      await portal.report('pay.example', times(2_000, 200));
      const over = await portal.untilAlarms(
        ({ items }) => items[0].state === 'cleared',
      );
      expect(over.totalItems).toBe(1);
      await portal
        .send('put', `/v1/alarms/${alarm.id}/rating`, { useful: true })
        .expect(200);
      const { body } = await portal.get(`/v1/alarms/${alarm.id}`);
      expect(body.log.map(({ event }: { event: string }) => event)).toEqual([
        'opened',
        'told',
        'acknowledged',
        'cleared',
        'rated',
      ]);
      expect((await portal.get('/v1/alarm-rules')).body.items).toMatchObject([
        { rule: 'errors', alarms: 1, useful: 1, notUseful: 0, acknowledged: 1 },
      ]);
      expect(portal.sent).toMatchObject([
        {
          recipients: { entityRef: 'group:default/checkout' },
          payload: {
            title: 'to-pay.example is failing',
            link: '/catalog/default/integration/to-pay.example/health',
            severity: 'critical',
            scope: alarm.id,
          },
        },
      ]);
      expect(portal.sent[0].payload.description).toContain('https://wiki/erp');
      await portal.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'raises one alarm for what takes three callers down, told to its owner, on %s',
    async id => {
      const hosts = ['one.example', 'two.example', 'three.example'];
      const portal = await start(await databases.init(id), [
        ...hosts.map(host => calls(host)),
        erp,
      ]);
      for (const host of hosts) {
        await portal.report(host, [...times(10, 503), ...times(90, 200)]);
      }
      const page = await portal.untilAlarms(({ items }) =>
        items.some(({ kind, told }) => kind === 'cause' && told.length > 0),
      );
      const cause = page.items.find(({ kind }) => kind === 'cause')!;
      expect(cause).toMatchObject({
        subject: 'system:default/erp',
        owner: 'group:default/finance',
        headline:
          'All 3 integrations that call The ERP are degraded since the same time',
        victims: expect.arrayContaining(
          hosts.map(host => `integration:default/to-${host}`),
        ),
      });
      const all = await portal.untilAlarms(
        ({ items }) =>
          items.filter(({ causeId }) => causeId === cause.id).length === 3,
      );
      expect(all.totalItems).toBe(4);
      const apart = await portal.get('/v1/alarms?joined=false').expect(200);
      expect(apart.body).toMatchObject({
        totalItems: 1,
        items: [{ id: cause.id }],
      });
      const joined = await portal.get('/v1/alarms?joined=true').expect(200);
      expect(joined.body.totalItems).toBe(3);
      // Nobody was told of a victim by itself, so it was nobody's to take.
      const { body } = await portal.get('/v1/health').expect(200);
      expect(
        body.items.filter((item: HealthSummary) => item.lastAlarm),
      ).toEqual([]);
      expect(portal.sent).toHaveLength(1);
      expect(portal.sent[0].recipients).toEqual({
        type: 'entity',
        entityRef: 'group:default/finance',
      });
      await portal.stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'tells the owner of what is called of a new caller that nobody declared, until it is dismissed, on %s',
    async id => {
      const catalog = [calls('pay.example'), component('erp-api', 'erp'), erp];
      const portal = await start(await databases.init(id), catalog);
      // Something was there eight days ago: what comes now is new.
      const dayMs = 86_400_000;
      const startMs = Date.now() - 8 * dayMs;
      await portal
        .otlp('metrics')
        .send(
          durations(
            { 'service.name': 'shop' },
            {
              name: 'http.client.request.duration',
              startMs,
              endMs: startMs + 3_600_000,
              counts: [[0.1, 100]],
              attributes: {
                'http.request.method': 'GET',
                'server.address': 'bank.example',
              },
            },
          ),
        )
        .expect(200);
      const served = Array.from({ length: 20 }, () =>
        span({
          kind: 2,
          attributes: {
            'http.request.method': 'GET',
            'http.route': '/reports',
            'client.address': '10.20.4.17',
          },
        }),
      );
      const before = Date.now();
      await portal
        .otlp('traces')
        .send(traces({ 'service.name': 'erp-api' }, served))
        .expect(200);
      const path = '/v1/alarms?kind=drift';
      const page = await portal.until<AlarmPage>(
        path,
        ({ items }) => items[0]?.told.length === 1,
      );
      expect(page.items).toMatchObject([
        {
          subject: 'component:default/erp-api',
          rule: 'undeclared',
          owner: 'group:default/finance',
          headline: '10.20.4.17 calls erp-api, and nobody declared it',
          flows: [{ protocol: 'http', destination: '/reports' }],
        },
      ]);
      const [{ id: alarmId, since, flows }] = page.items;
      expect(Math.abs(Date.parse(since) - before)).toBeLessThan(60_000);
      expect(portal.sent).toMatchObject([
        {
          recipients: { entityRef: 'group:default/finance' },
          payload: { link: `/integrations/drift?item=${flows![0].driftId}` },
        },
      ]);
      const of = await portal.get(`/v1/alarms?drift=${flows![0].driftId}`);
      expect(of.body.items).toMatchObject([{ id: alarmId }]);

      await portal
        .send('put', `/v1/drift/${flows![0].driftId}/dismissal`, {
          reason: 'Ends in spring',
        })
        .expect(200);
      await portal.until<AlarmPage>(
        path,
        ({ items }) => items[0].state === 'cleared',
      );
      const { body } = await portal.get(`/v1/alarms/${alarmId}`);
      expect(body.log.at(-1).message).toContain('Ends in spring');
      await portal.stop();
    },
  );

  it('tells again after a snooze, and not when somebody ends it', async () => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
      erp,
    ]);
    await portal.report('pay.example', times(30, 503));
    const page = await portal.untilAlarms(
      ({ items }) => items[0]?.told.length === 1,
    );
    const path = `/v1/alarms/${page.items[0].id}/snooze`;
    const snooze = (ms: number) =>
      portal
        .send('put', path, { until: new Date(Date.now() + ms).toISOString() })
        .expect(200);
    await snooze(3_600_000);
    await portal.send('delete', path).expect(200);
    await snooze(500);
    await portal.untilAlarms(({ items }) => items[0].told.length === 2);
    expect(portal.sent).toHaveLength(2);
    const { body } = await portal.get(`/v1/alarms/${page.items[0].id}`);
    expect(body.log.map(({ event }: { event: string }) => event)).toEqual([
      'opened',
      'told',
      'snoozed',
      'woken',
      'snoozed',
      'told',
    ]);
    await portal.stop();
  });

  it('tells nobody in a maintenance window, and whoever it concerns afterwards', async () => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
      erp,
    ]);
    const window = await portal
      .send('post', '/v1/maintenance', {
        subject: 'system:default/erp',
        from: new Date(Date.now() - 1_000).toISOString(),
        to: new Date(Date.now() + 3_600_000).toISOString(),
        reason: 'Release 12',
      })
      .expect(201);
    await portal.report('pay.example', times(30, 503));
    const page = await portal.untilAlarms(({ totalItems }) => totalItems === 1);
    expect(page.items[0].told).toEqual([]);
    await portal
      .send('delete', `/v1/maintenance/${window.body.id}`)
      .expect(204);
    await portal.untilAlarms(({ items }) => items[0].told.length === 1);
    await portal.stop();
  });

  it.each(databases.eachSupportedId())(
    'says that an alarm began in a drill, and tells nobody while that runs, on %s',
    async id => {
      const portal = await start(await databases.init(id), [
        calls('pay.example'),
        erp,
      ]);
      const drill = {
        subject: 'integration:default/to-pay.example',
        from: new Date(Date.now() - 60_000).toISOString(),
        to: new Date(Date.now() + 3_600_000).toISOString(),
        reason: 'Drill: Callee gone',
        kind: 'drill',
        label: 'Callee gone',
        href: '/drills?drill=1',
      };
      const window = await portal
        .send('post', '/v1/maintenance', drill)
        .expect(201);
      const { body: listed } = await portal.get('/v1/maintenance');
      expect(listed.items).toEqual([
        { ...drill, id: window.body.id, createdBy: expect.any(String) },
      ]);
      await portal.report('pay.example', times(30, 503));
      const page = await portal.untilAlarms(
        ({ totalItems }) => totalItems === 1,
      );
      const label = { label: 'Callee gone', href: '/drills?drill=1' };
      expect(page.items[0]).toMatchObject({ drill: label, told: [] });
      expect(portal.sent).toEqual([]);
      const { body: alarm } = await portal.get(
        `/v1/alarms/${page.items[0].id}`,
      );
      expect(alarm.log[0]).toMatchObject({
        event: 'opened',
        message: expect.stringContaining('In the drill “Callee gone”: '),
      });
      // Told once the drill is over, if it is still on then.
      await portal
        .send('delete', `/v1/maintenance/${window.body.id}`)
        .expect(204);
      const { items } = await portal.untilAlarms(
        ({ items: on }) => on[0].told.length === 1,
      );
      expect(items[0].drill).toEqual(label);
      await portal.stop();
    },
  );

  it.each([
    [{ kind: 'drill' }, 'label is missing'],
    [{ label: 'x' }, 'label and href are for windows of kind drill'],
    [
      { kind: 'drill', label: 'x', subject: 'system:default/erp' },
      'subject of a drill has to be an integration',
    ],
  ])('refuses a drill that can’t be: %j', async (rest, message) => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
      erp,
    ]);
    const refused = await portal
      .send('post', '/v1/maintenance', {
        subject: 'integration:default/to-pay.example',
        from: new Date(Date.now() - 60_000).toISOString(),
        to: new Date(Date.now() + 3_600_000).toISOString(),
        reason: 'Drill',
        ...rest,
      })
      .expect(400);
    expect(refused.body.error.message).toContain(message);
    await portal.stop();
  });

  it('leaves telling to another tool whose alarm is on for the same', async () => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
      erp,
    ]);
    const alert = (status: string) => ({
      alerts: [
        {
          status,
          labels: {
            alertname: 'PaymentsDown',
            severity: 'critical',
            tieline_integration: 'default/to-pay.example',
          },
          annotations: { summary: 'Payments are down' },
          startsAt: new Date(Date.now() - 60_000).toISOString(),
          endsAt: new Date().toISOString(),
          fingerprint: 'abc',
        },
      ],
    });
    const path = '/v1/alarm-events/alertmanager';
    const taken = await portal.send('post', path, alert('firing')).expect(200);
    expect(taken.body).toEqual({ opened: 1, cleared: 0, ignored: 0 });
    await portal.report('pay.example', times(30, 503));
    const page = await portal.untilAlarms(
      ({ items }) => items.filter(({ untold }) => untold).length === 2,
    );
    expect(page.items.map(({ kind, untold }) => [kind, untold]).sort()).toEqual(
      [
        ['external', 'Alertmanager tells of it'],
        ['own', 'Another tool’s alarm is on for it already'],
      ],
    );
    expect(portal.sent).toEqual([]);
    await portal.send('post', path, alert('resolved')).expect(200);
    const after = await portal.get('/v1/alarms?kind=external');
    expect(after.body.items).toMatchObject([
      { state: 'cleared', headline: 'Payments are down' },
    ]);
    await portal.stop();
  });

  it('signs what it sends to a webhook', async () => {
    const received: Array<{ signature: string; body: string }> = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', part => {
        body += part;
      });
      request.on('end', () => {
        const signature = String(request.headers['x-tieline-signature']);
        received.push({ signature, body });
        response.end();
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const portal = await start(
      await databases.init('SQLITE_3'),
      [calls('pay.example', { owner: undefined }), erp],
      {
        webhooks: [{ url: `http://127.0.0.1:${port}/hook`, secret: 'shh' }],
      },
      { allowPrivateAddresses: true },
    );
    await portal.report('pay.example', times(30, 503));
    const page = await portal.untilAlarms(
      ({ items }) => items[0]?.told.length === 1,
    );
    expect(page.items[0].told).toMatchObject([
      { channel: 'webhook', to: `127.0.0.1:${port}` },
    ]);
    const [{ signature, body }] = received;
    const [, seconds, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
    expect(digest).toBe(
      createHmac('sha256', 'shh').update(`${seconds}.${body}`).digest('hex'),
    );
    expect(JSON.parse(body)).toMatchObject({
      event: 'opened',
      alarm: { subject: 'integration:default/to-pay.example' },
    });
    await portal.stop();
    server.close();
  });

  it('refuses what makes no sense, and names it', async () => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
    ]);
    const refusals: Array<[ReturnType<typeof portal.get>, number, RegExp]> = [
      [portal.get('/v1/alarms/none'), 404, /no alarm none/],
      [portal.get('/v1/alarms?subject=shop'), 400, /subject/],
      [portal.get('/v1/alarms?cursor=xyz'), 400, /cursor/],
      [
        portal.send('put', '/v1/alarms/none/snooze', {
          until: '2001-01-01T00:00:00Z',
        }),
        400,
        /until/,
      ],
      [
        portal.send('post', '/v1/changes', {
          changes: [
            {
              id: '1',
              at: '2026-11-18T09:00:00Z',
              kind: 'deployment',
              title: 'x',
              subjects: ['no ref at all'],
            },
          ],
        }),
        400,
        /changes\[0\]\.subjects\[0\]/,
      ],
    ];
    for (const [request, status, message] of refusals) {
      const response = await request;
      expect(response.status).toBe(status);
      expect(response.body.error.message).toMatch(message);
    }
    await portal.stop();
  });

  it('lists what changed of some entities, the latest first', async () => {
    const portal = await start(await databases.init('SQLITE_3'), [
      calls('pay.example'),
    ]);
    const change = (id: string, at: string, title: string) => ({
      id,
      at,
      kind: 'deployment',
      title,
      version: '3.2.0',
      subjects: ['Component:default/Shop'],
    });
    const told = [
      change('1', '2026-11-18T03:21:00Z', 'shop 3.1'),
      change('2', '2026-11-18T03:33:00Z', 'shop 3.2'),
      change('1', '2026-11-18T03:22:00Z', 'shop 3.1 again'),
    ];
    await portal.send('post', '/v1/changes', { changes: told }).expect(200);
    const { body } = await portal.get(
      '/v1/changes?subject=component:default/shop&from=2026-11-18T00:00:00Z&to=2026-11-19T00:00:00Z',
    );
    expect(body.items).toMatchObject([
      { id: '2', title: 'shop 3.2', subjects: ['component:default/shop'] },
      { id: '1', title: 'shop 3.1 again', at: '2026-11-18T03:22:00.000Z' },
    ]);
    await portal.stop();
  });
});

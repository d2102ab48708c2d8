import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  carefulSpec,
  entity,
  integration,
  surroundings,
} from './__testUtils__/landscape';
import { startGovernance, until } from './__testUtils__/startGovernance';

// Generous, for machines that are busy with other suites.
jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const path = '/v1/runbooks/default/careful';
const MODES = [
  'consumer-down',
  'poison-message',
  'broker-down',
  'duplicate-delivery',
  'credential-expired',
  'schema-changed-unannounced',
];

describe.each(databases.eachSupportedId())('runbooks on %s', databaseId => {
  let running: Awaited<ReturnType<typeof startGovernance>>;
  let wiki: Server;
  let address: string;
  let requests: string[];

  beforeEach(async () => {
    requests = [];
    wiki = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      const statuses: Record<string, number> = {
        '/page': 200,
        '/no-head': request.method === 'HEAD' ? 405 : 200,
        '/private': 401,
      };
      response.writeHead(statuses[request.url!] ?? 404).end();
    });
    await new Promise<void>(done => {
      wiki.listen(0, '127.0.0.1', done);
    });
    address = `http://127.0.0.1:${(wiki.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await running.stop();
    wiki.close();
  });

  async function start(url: string | undefined, outbound?: JsonObject) {
    running = await startGovernance(await databases.init(databaseId), {
      entities: [
        ...surroundings,
        integration('careful', {
          ...carefulSpec,
          operations: url ? { runbook: { title: 'Help', url } } : {},
        }),
        {
          ...entity('Component', 'handbook'),
          metadata: {
            name: 'handbook',
            namespace: 'default',
            annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
          },
        },
      ],
      config: { runbookInterval: '20ms', ...(outbound && { outbound }) },
    });
    await running.settled();
  }
  const open = { allowedHosts: ['127.0.0.1'], allowPrivateAddresses: true };
  const runbook = async () => (await running.get(path)).body;
  const looked = () => until(runbook, ({ reachable }) => reachable);
  const outcome = async () => {
    const { body } = await running.get('/v1/scorecard/default/careful');
    return body.outcomes.find(
      (one: any) => one.checkId === 'observability-runbook',
    );
  };
  const confirm = (body: object) => running.put(`${path}/confirmation`, body);

  it('are asked for with HEAD, then with GET, and count once somebody confirms what they cover', async () => {
    await start(`${address}/no-head`, open);
    expect(await looked()).toMatchObject({
      href: `${address}/no-head`,
      title: 'Help',
      reachable: { result: 'reachable', detail: 'It answered 200.' },
      mayConfirm: true,
    });
    expect(requests).toEqual(['HEAD /no-head', 'GET /no-head']);
    expect(
      await until(outcome, ({ reason }) => reason.startsWith('Nobody')),
    ).toMatchObject({
      result: 'unmeasured',
      reason: 'Nobody has confirmed that the runbook is useful.',
      nextStep: { text: expect.stringContaining('confirm what it covers') },
    });

    const some = await confirm({ covers: MODES.slice(1), note: ' Used it. ' });
    expect(some.status).toBe(200);
    expect(some.body.confirmation).toMatchObject({
      by: 'user:default/mock',
      note: 'Used it.',
      covers: MODES.slice(1),
    });
    const { at, until: end } = some.body.confirmation;
    expect(Date.parse(end) - Date.parse(at)).toBe(365 * 86_400_000);
    expect(
      some.body.modes.map((mode: any) => [mode.id, mode.isCovered]),
    ).toEqual(MODES.map(id => [id, id !== 'consumer-down']));
    expect(await outcome()).toMatchObject({
      result: 'fail',
      reason: 'It does not cover: Consumer down.',
    });
    await confirm({ covers: MODES });
    expect(await outcome()).toMatchObject({ result: 'pass' });
    expect(running.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'runbook-confirm' }),
    );
  });

  it('on hosts that are not allowed are nobody’s fault, and count by whoever confirmed them', async () => {
    await start(`${address}/page`);
    expect((await looked()).reachable).toMatchObject({
      result: 'not-allowed',
      detail: expect.stringContaining(
        'integrationGovernance.outbound.allowedHosts',
      ),
    });
    expect(requests).toEqual([]);
    expect(
      await until(outcome, ({ reason }) => reason.includes('allowed hosts')),
    ).toMatchObject({ result: 'unmeasured' });
    await confirm({ covers: MODES });
    expect(await outcome()).toMatchObject({ result: 'pass' });
  });

  it('behind a sign-in are not allowed either', async () => {
    await start(`${address}/private`, open);
    expect((await looked()).reachable).toMatchObject({
      result: 'not-allowed',
      detail: expect.stringContaining('wants a sign-in'),
    });
  });

  it('that fail once prove nothing yet', async () => {
    await start(`${address}/gone`, open);
    await until(outcome, ({ reason }) => reason.includes('That was once'));
    expect((await runbook()).reachable).toBeUndefined();
    expect(await outcome()).toMatchObject({ result: 'unmeasured' });
  });

  it.each([
    ['/docs/default/component/handbook/fail', 'reachable', 'in this portal'],
    ['/home', 'not-allowed', 'TechDocs'],
  ])('of this portal, %s, are looked up: %s', async (url, result, detail) => {
    await start(`https://portal.example.com${url}`);
    expect((await looked()).reachable).toMatchObject({
      result,
      detail: expect.stringContaining(detail),
    });
  });

  it('can’t be confirmed where there is none, or for failures that it does not have', async () => {
    await start(undefined);
    expect((await runbook()).mayConfirm).toBe(false);
    const none = await confirm({ covers: [] });
    expect(none.status).toBe(409);
    await running.stop();
    await start(`${address}/page`);
    const other = await confirm({ covers: ['late-file'] });
    expect(other.status).toBe(400);
    expect(other.body.error.message).toContain(
      'covers: late-file is no failure mode of this integration. There are: consumer-down',
    );
  });

  it('are for who may read the integration, and confirmed by who may', async () => {
    await start(`${address}/page`);
    const { decisions } = running.world;
    decisions['integration.runbook.confirm'] = { result: AuthorizeResult.DENY };
    expect((await runbook()).mayConfirm).toBe(false);
    expect((await confirm({ covers: MODES })).status).toBe(403);
    decisions['integration.read'] = { result: AuthorizeResult.DENY };
    expect((await running.get(path)).status).toBe(403);
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
    expect((await running.get(path)).status).toBe(404);
    expect((await confirm({ covers: MODES })).status).toBe(404);
  });

  it('have their failure modes listed by pattern and interaction', async () => {
    await start(undefined);
    const { body } = await running.get(
      '/v1/failure-modes?pattern=event-driven&interaction=event',
    );
    expect(body.items.map(({ id }: any) => id)).toEqual(MODES);
    expect((await running.get('/v1/failure-modes')).body.items).toHaveLength(
      15,
    );
  });
});

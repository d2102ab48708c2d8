import { TestDatabases } from '@backstage/backend-test-utils';
import { api, integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

const upTo = (maxLength: number, more: object = {}) =>
  JSON.stringify({ type: 'string', maxLength, ...more }, null, 2);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'contracts of the catalog on %s',
  databaseId => {
    let portal: Awaited<ReturnType<typeof startContracts>>;
    const path = `/v1/contracts/catalog/${encodeURIComponent('api:default/orders')}`;
    const read = async () => (await portal.get(path)).body;

    beforeEach(async () => {
      portal = await startContracts(await databases.init(databaseId), {
        entities: [
          api('orders', upTo(9)),
          api('pages', 'service Pages {}', { type: 'grpc' }),
          integration('order-events', {
            owner: 'finance',
            dataFlows: [
              { data: 'orders', contract: { api: 'orders' } },
              { data: 'stock', contract: { file: 'stock.csv', format: 'csv' } },
              { data: 'notes' },
            ],
          }),
          integration('order-copies', {
            dataFlows: [{ data: 'orders', contract: { subject: 'orders-v2' } }],
          }),
        ],
        usage: [
          { version: '1', lastSeenAt: '2026-11-26T08:00:00.000Z', calls: 5 },
          { version: '0', lastSeenAt: '2026-11-26T08:00:00.000Z', calls: 1 },
        ],
      });
      await until(
        read,
        body => body.summary?.versions === 1 && body.consumers.length === 1,
      );
    }, 60_000);

    afterEach(() => portal.stop());

    it('come with their owner, text and consumers', async () => {
      expect(await read()).toMatchObject({
        summary: {
          apiRef: 'api:default/orders',
          ownerRef: 'group:default/checkout',
          format: 'json-schema',
          mode: 'BACKWARD',
          policy: 'semantic',
          verdict: 'first',
        },
        allVersions: [{ version: '1', source: 'catalog', state: 'active' }],
        consumers: [
          {
            integrationRef: 'integration:default/order-events',
            data: 'orders',
            role: 'consumer',
          },
        ],
      });
      const { totalItems } = (await portal.get('/v1/contracts')).body;
      expect(totalItems).toBe(3);
    });

    it('keep their history, say what broke, and tell whom it affects', async () => {
      portal.world.entities[0] = api('orders', upTo(5));
      const { allVersions } = await until(
        read,
        ({ summary }) => summary.versions === 2,
      );
      expect(allVersions[0]).toMatchObject({
        version: '2',
        verdict: 'incompatible',
        breaking: 1,
      });
      const [told] = await until(
        () => portal.world.notifications,
        all => all.length > 0,
      );
      expect(told.recipients).toEqual({
        type: 'entity',
        entityRef: 'group:default/finance',
      });
      expect(told.payload.title).toBe(
        'api:default/orders 2 breaks who follows 1',
      );
    });

    it('keep a name that is taken apart with a suffix', async () => {
      portal.world.entities[0] = api('orders', upTo(9, { version: '4.2.0' }));
      await until(read, ({ summary }) => summary.versions === 2);
      portal.world.entities[0] = api('orders', upTo(12, { version: '4.2.0' }));
      const { summary } = await until(
        read,
        body => body.summary.versions === 3,
      );
      expect(summary.latest.version).toBe('4.2.0+2');
    });

    it('keep what they had where the new text cannot be read', async () => {
      portal.world.entities[0] = api('orders', '{"type": ');
      const { summary } = await until(read, body => body.summary.problem);
      expect(summary.problem).toMatch(/^Line 1, column 10: /);
      expect(summary.versions).toBe(1);
      portal.world.entities[0] = api('orders', upTo(9));
      await until(read, body => body.summary.problem === undefined);
    });

    it('follow lifecycle and annotations', async () => {
      portal.world.entities[0] = api('orders', upTo(9), {
        etag: '2',
        lifecycle: 'deprecated',
        annotations: {
          'tieline.dev/compatibility-mode': 'full_transitive',
          'tieline.dev/compatibility-policy': 'strict',
        },
      });
      const { summary } = await until(
        read,
        body => body.allVersions[0].state === 'deprecated',
      );
      expect(summary).toMatchObject({
        mode: 'FULL_TRANSITIVE',
        policy: 'strict',
        versions: 1,
      });
    });

    it('stand beside others for the same data, and versions in use that nobody registered', async () => {
      const { body } = await portal.get(
        '/v1/integrations/default/order-events/contracts',
      );
      expect(body.items).toMatchObject([
        {
          data: 'orders',
          reference: 'catalog/api:default/orders',
          contract: { versions: 1 },
          alternatives: [{ registry: 'default', subject: 'orders-v2' }],
          observed: [
            { version: '1', registered: true },
            { version: '0', registered: false },
          ],
        },
        { reference: 'files/stock.csv', contract: { versions: 0 } },
        { data: 'notes', alternatives: [] },
      ]);
      expect(body.items[2].reference).toBeUndefined();
      expect(
        (await portal.get('/v1/integrations/default/nobody/contracts')).status,
      ).toBe(404);
    });

    it('are forgotten where nobody declares them any more and nothing was published', async () => {
      portal.world.entities.splice(3, 1);
      await until(
        async () => (await portal.get(portal.contract('orders-v2'))).status,
        status => status === 404,
      );
      expect((await read()).summary.versions).toBe(1);
    });
  },
);

it('tells telemetry of a changed definition, not of one that is new to it, and again where it did not answer', async () => {
  const portal = await startContracts(await databases.init('SQLITE_3'), {
    entities: [
      api('orders', upTo(9)),
      integration('order-events', {
        dataFlows: [{ data: 'orders', contract: { api: 'orders' } }],
      }),
    ],
    telemetryFailures: 1,
  });
  const path = `/v1/contracts/catalog/${encodeURIComponent('api:default/orders')}`;
  const countVersions = async () =>
    (await portal.get(path)).body.summary?.versions;
  await until(countVersions, count => count === 1);
  portal.world.entities[0] = api('orders', upTo(12));
  const [change] = await until(
    () => portal.world.changes,
    all => all.length > 0,
  );
  expect(change).toMatchObject({
    kind: 'contract-version',
    subjects: ['integration:default/order-events'],
    version: '2',
  });
  await portal.stop();
}, 30_000);

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ContractEvidence,
  ContractEvidencePage,
} from '@tieline/plugin-integrations-common/contracts';
import { integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const DAY_MS = 86_400_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

/** An integration that reads prices, of which a provider gives the shape. */
const reader = (name: string, source: string) =>
  integration(name, {
    type: 'api-gateway',
    interaction: 'request',
    owner: `${source}-team`,
    source,
    targets: ['pricing'],
    dataFlows: [
      {
        data: 'prices',
        provider: 'system:pricing',
        contract: { subject: 'prices' },
      },
    ],
  });

const prices = (maxLength: number, more: object = {}) => ({
  title: 'Prices',
  type: 'string',
  maxLength,
  ...more,
});

describe.each(databases.eachSupportedId())(
  'evidence of contracts on %s',
  databaseId => {
    let portal: Awaited<ReturnType<typeof startContracts>>;

    const list = async (query = ''): Promise<ContractEvidencePage> =>
      (await portal.get(`/v1/integration-contracts${query}`)).body;

    const of = async (name: string): Promise<ContractEvidence> => {
      const { items } = await list('?limit=500');
      return items.find(
        ({ integrationRef }) =>
          integrationRef === `integration:default/${name}`,
      )!;
    };

    beforeEach(async () => {
      portal = await startContracts(await databases.init(databaseId), {
        entities: [
          reader('price-labels', 'shelf'),
          reader('price-lookup', 'shop'),
          integration('night-load'),
          integration('stock-file', {
            dataFlows: [
              {
                data: 'stock',
                contract: { file: 'stock.csv', format: 'table' },
              },
              { data: 'notes' },
            ],
          }),
        ],
        usageOf: {
          'price-labels': [
            {
              consumer: 'labels',
              version: '1',
              firstSeenAt: inDays(-20),
              lastSeenAt: inDays(-1),
              calls: 10,
              errors: 0,
              days: [{ date: inDays(-1).slice(0, 10), calls: 10 }],
            },
          ],
          'price-lookup': [
            {
              consumer: 'lookup',
              version: '2',
              firstSeenAt: inDays(-20),
              lastSeenAt: inDays(0),
              calls: 10,
              errors: 0,
              days: [{ date: inDays(0).slice(0, 10), calls: 10 }],
            },
          ],
        },
      });
      await until(
        async () => (await list()).items,
        items => items?.length === 4 && items[1].flows.length === 1,
      );
      await portal.publish('prices', prices(9), { version: '1' });
      await portal.publish(
        'prices',
        prices(9, {
          maxLength: 12,
          'x-tieline-guarantees': {
            retryPolicy: 'three times',
            errorCases: [{ name: '409' }],
          },
        }),
        { version: '2' },
      );
    });

    afterEach(() => portal.stop());

    it('has for each flow the verdict on its contract, its promises and the versions that there are', async () => {
      await portal.put(`${portal.contract('prices')}/settings`, {
        guarantees: { idempotencyKey: 'priceId' },
      });
      const { flows } = await of('price-labels');
      expect(flows).toMatchObject([
        {
          data: 'prices',
          providerRef: 'system:default/pricing',
          reference: 'default/prices',
          contract: { mode: 'BACKWARD', verdict: 'compatible', versions: 2 },
          guarantees: {
            retryPolicy: 'three times',
            errorCases: [{ name: '409' }],
            idempotencyKey: 'priceId',
          },
          versions: [
            { version: '2', state: 'active' },
            { version: '1', state: 'active' },
          ],
          endings: [],
        },
      ]);
      expect((await of('night-load')).flows).toEqual([]);
      const [file, bare] = (await of('stock-file')).flows;
      expect(file).toMatchObject({
        reference: 'files/stock.csv',
        contract: { versions: 0 },
        file: { problem: expect.any(String) },
        versions: [],
      });
      expect(bare).toEqual({ data: 'notes' });
    });

    it('has what ends of what an integration uses, and whether its consumers know', async () => {
      const { status, body } = await portal.post('/v1/endings', {
        subject: {
          kind: 'version',
          contract: { registry: 'default', subject: 'prices' },
          version: '1',
        },
        sunsetAt: inDays(200),
        replacement: {
          kind: 'version',
          contract: { registry: 'default', subject: 'prices' },
          version: '2',
        },
        note: 'Take the longer ones.',
      });
      expect(status).toBe(201);
      const { flows } = await until(
        () => of('price-labels'),
        one => one.flows[0].endings![0]?.untold.length === 0,
      );
      expect(flows[0]).toMatchObject({
        versions: [{ state: 'active' }, { version: '1', state: 'deprecated' }],
        endings: [
          {
            id: body.id,
            version: '1',
            sunsetAt: body.sunsetAt,
            replacement: { kind: 'version', version: '2' },
            replacementTitle: 'Prices 2',
            untold: [],
            usageReadAt: expect.any(String),
            lastSeenAt: portal.world.usageOf['price-labels'][0].lastSeenAt,
          },
        ],
      });
      // It is seen with the other version only.
      expect((await of('price-lookup')).flows[0].endings).toEqual([]);

      portal.world.usageOf['price-labels'] = [];
      const retired = await portal.post(`/v1/endings/${body.id}/retirement`, {
        override: { reason: 'Nobody needs it' },
      });
      expect(retired.status).toBe(200);
      const after = (await of('price-labels')).flows[0];
      expect(after.versions![1]).toEqual({
        version: '1',
        state: 'retired',
        endedAt: retired.body.overAt,
      });
      expect(after.endings).toEqual([]);
    });

    it('names who was not told: nobody is known whom one could tell', async () => {
      portal.world.entities[0] = {
        ...reader('price-labels', 'shelf'),
        spec: { ...reader('price-labels', 'shelf').spec, owner: undefined },
        metadata: { name: 'price-labels', namespace: 'default', etag: '2' },
      };
      await until(
        async () =>
          (await portal.get(portal.contract('prices'))).body.consumers?.find(
            ({ integrationRef }: { integrationRef: string }) =>
              integrationRef === 'integration:default/price-labels',
          ),
        consumer => consumer && !consumer.ownerRef,
      );
      await portal.post('/v1/endings', {
        subject: {
          kind: 'version',
          contract: { registry: 'default', subject: 'prices' },
          version: '1',
        },
        sunsetAt: inDays(200),
        replacement: { kind: 'none', reason: 'Labels go' },
        note: 'Nothing to do.',
      });
      const [flow] = (await of('price-labels')).flows;
      expect(flow.endings![0]).toMatchObject({ untold: ['price-labels'] });
    });

    it('is read page by page without loss, and no further than whoever asks may read', async () => {
      const refs: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(`?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
        refs.push(...page.items.map(({ integrationRef }) => integrationRef));
        cursor = page.nextCursor;
      } while (cursor);
      expect(refs).toEqual(
        ['night-load', 'price-labels', 'price-lookup', 'stock-file'].map(
          name => `integration:default/${name}`,
        ),
      );
      const lost = await portal.get('/v1/integration-contracts?cursor=lost');
      expect(lost.status).toBe(400);

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
      expect((await list()).items).toMatchObject([
        { integrationRef: 'integration:default/price-lookup' },
      ]);
      portal.world.decisions['integration.contract.read'] = {
        result: AuthorizeResult.DENY,
      };
      const refused = await portal.get('/v1/integration-contracts');
      expect(refused.status).toBe(403);
    });
  },
);

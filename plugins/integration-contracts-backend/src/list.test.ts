import { TestDatabases } from '@backstage/backend-test-utils';
import { startContracts, until } from './__testUtils__/startContracts';
import { api, integration } from './__testUtils__/landscape';

const upTo = (maxLength: number) => ({ type: 'string', maxLength });
const because = { override: { reason: 'Agreed' } };

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'the list of contracts on %s',
  databaseId => {
    let portal: Awaited<ReturnType<typeof startContracts>>;
    const list = async (query = '') =>
      (await portal.get(`/v1/contracts${query}`)).body;
    const names = (body: { items: Array<{ subject: string }> }) =>
      body.items.map(({ subject }) => subject);

    beforeAll(async () => {
      portal = await startContracts(await databases.init(databaseId), {
        entities: [
          api('prices', JSON.stringify(upTo(3))),
          integration('stock', {
            dataFlows: [{ data: 'stock', contract: { subject: 'declared' } }],
          }),
        ],
      });
      await portal.publish('plain', upTo(9));
      await portal.publish('overridden', upTo(9));
      await portal.publish('overridden', upTo(5), because);
      await portal.publish('refused', upTo(9), { title: 'Returns 100%' });
      await portal.publish('refused', upTo(5));
      await until(list, body => body.totalItems === 5);
      await until(
        list,
        body =>
          body.items.find(
            ({ subject }: { subject: string }) =>
              subject === 'api:default/prices',
          )?.versions === 1,
      );
    }, 60_000);

    afterAll(() => portal.stop());

    it('begins with what needs somebody, and ends with what nobody published', async () => {
      const body = await list();
      expect(names(body).slice(0, 2)).toEqual(['refused', 'overridden']);
      expect(names(body).at(-1)).toBe('declared');
      expect(body.formats).toEqual([{ format: 'json-schema', count: 4 }]);
    });

    it.each(['verdict', 'name', 'format', 'changed', 'versions', 'consumers'])(
      'ordered by %s, is read page by page in either direction without loss',
      async orderBy => {
        for (const direction of ['asc', 'desc']) {
          const query = `?orderBy=${orderBy}&direction=${direction}`;
          const whole = names(await list(query));
          const paged: string[] = [];
          let cursor = '';
          do {
            const page = await list(`${query}&limit=2${cursor}`);
            paged.push(...names(page));
            cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
          } while (cursor);
          expect(paged).toEqual(whole);
          expect(new Set(whole).size).toBe(5);
        }
      },
    );

    it.each([
      ['?verdict=overridden', ['overridden']],
      ['?owner=group:default/Checkout', ['api:default/prices']],
      ['?text=100%25', ['refused']],
      ['?text=PRICES', ['api:default/prices']],
      ['?format=openapi', []],
      ['?mode=FULL', []],
      ['?orderBy=consumers&direction=desc&limit=1', ['declared']],
    ])('narrowed by %s is %j', async (query, expected) => {
      expect(names(await list(query))).toEqual(expected);
    });

    it('refuses a cursor of another order', async () => {
      const { nextCursor } = await list('?limit=1');
      const { status } = await portal.get(
        `/v1/contracts?orderBy=name&cursor=${nextCursor}`,
      );
      expect(status).toBe(400);
    });
  },
);

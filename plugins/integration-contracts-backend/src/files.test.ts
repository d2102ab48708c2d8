import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { FileHost } from './__testUtils__/FileHost';
import { integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const upTo = (maxLength: number, more: object = {}) =>
  JSON.stringify({ type: 'string', maxLength, ...more }, null, 2);

describe.each(databases.eachSupportedId())(
  'files that integrations name on %s',
  databaseId => {
    let knex: Knex;
    let host: FileHost;
    let portal: Awaited<ReturnType<typeof startContracts>>;

    /** Read from a folder of the host. */
    const naming = (
      name: string,
      file: string,
      { folder = 'catalog', format = 'json-schema', etag = '1' } = {},
    ): Entity => {
      const entity = integration(
        name,
        {
          owner: 'finance',
          dataFlows: [{ data: 'orders', contract: { file, format } }],
        },
        etag,
      );
      entity.metadata.annotations = {
        'backstage.io/managed-by-location': `url:${host.url(`/${folder}/all.yaml`)}`,
      };
      return entity;
    };
    const start = (entities: Entity[], config: object = {}) =>
      startContracts(
        knex,
        { entities },
        { fileInterval: '50ms', ...config },
        { backend: { reading: { allow: [{ host: host.name }] } } },
      );
    const read = async (subject: string) =>
      (await portal.get(portal.contract(subject, 'files'))).body;
    const fetchedTwice = async (path: string) => {
      const before = host.answered.length;
      await until(
        () => host.answered.slice(before).filter(([asked]) => asked === path),
        ({ length }) => length >= 2,
      );
    };

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      host = await FileHost.start();
    });

    afterEach(async () => {
      await portal.stop();
      await host.stop();
    });

    it('are fetched beside the entity, again with their tag, and keep their history', async () => {
      const path = '/catalog/orders.json';
      host.texts.set(path, upTo(9, { title: 'Orders' }));
      portal = await start([naming('order-copies', './orders.json')]);
      const first = await until(
        () => read('./orders.json'),
        body => body.summary?.versions === 1 && body.files[0].readAt,
      );
      expect(first).toMatchObject({
        summary: { title: 'Orders', format: 'json-schema', consumers: 1 },
        allVersions: [{ source: 'file', sourceUrl: host.url(path) }],
        files: [
          {
            integrationRef: 'integration:default/order-copies',
            url: host.url(path),
          },
        ],
      });
      await fetchedTwice(path);
      expect(host.answered.at(-1)).toEqual([path, 304]);

      host.texts.set(path, upTo(5));
      const next = await until(
        () => read('./orders.json'),
        body => body.summary.versions === 2,
      );
      expect(next.allVersions[0]).toMatchObject({
        verdict: 'incompatible',
        breaking: 1,
      });
      const [told] = await until(
        () => portal.world.notifications,
        all => all.length > 0,
      );
      expect(told.recipients).toMatchObject({
        entityRef: 'group:default/finance',
      });
    });

    it('that can’t be read as a contract change nothing, and say which, where and why until they are mended', async () => {
      const path = '/catalog/orders.json';
      host.texts.set(path, upTo(9));
      portal = await start([naming('order-copies', 'orders.json')]);
      await until(
        () => read('orders.json'),
        body => body.summary?.versions === 1,
      );
      host.texts.set(path, '{\n  "type": ');
      const broken = await until(
        () => read('orders.json'),
        body => body.summary.problem,
      );
      expect(broken.summary.problem).toBe(
        `orders.json (${host.url(path)}), which integration:default/order-copies names, could not be taken. Line 2, column 11: Unexpected end of JSON input. The text is no valid JSON.`,
      );
      expect(broken.files[0].problem).toBe(broken.summary.problem);
      expect(broken.summary.versions).toBe(1);

      host.texts.set(path, upTo(9));
      // A page reads both, one after the other.
      const mended = await until(
        () => read('orders.json'),
        body => !body.summary.problem && !body.files[0].problem,
      );
      expect(mended.summary.versions).toBe(1);
    });

    it('that can’t be fetched say why and what to do, on the contract and on the integration', async () => {
      host.statuses.set('/catalog/down.json', 503);
      host.texts.set('/catalog/large.json', upTo(9).padEnd(1_100_000));
      host.texts.set('/catalog/latin.json', Buffer.from([0x22, 0xe4, 0x22]));
      const onDisk = naming('on-disk', 'here.csv', { format: 'csv' });
      onDisk.metadata.annotations = {
        'backstage.io/managed-by-location': 'file:/srv/all.yaml',
      };
      portal = await start(
        [
          naming('gone', 'gone.json'),
          naming('down', 'down.json'),
          naming('large', 'large.json'),
          naming('latin', 'latin.json'),
          naming('elsewhere', 'http://127.0.0.2/a.json'),
          naming('edifact', 'orders.txt', { format: 'edifact' }),
          onDisk,
        ],
        { maxTextBytes: 1_048_576 },
      );
      const problemOf = async (subject: string) => {
        const { files } = await until(
          () => read(subject),
          body => body.files?.[0]?.problem,
        );
        return files[0].problem;
      };
      expect(await problemOf('gone.json')).toMatch(
        /gone\.json\), which integration:default\/gone names, could not be fetched: there is no such file.*Correct the name in the entity/,
      );
      expect(await problemOf('down.json')).toMatch(
        /503.*It is tried again; see that/,
      );
      expect(await problemOf('large.json')).toMatch(/larger than 1 MB/);
      expect(await problemOf('latin.json')).toMatch(/no text in UTF-8/);
      expect(await problemOf('http://127.0.0.2/a.json')).toMatch(
        /^http:\/\/127\.0\.0\.2\/a\.json, which .* backend\.reading\.allow/,
      );
      expect(await problemOf('orders.txt')).toMatch(
        /^Files of the format edifact can’t be read here/,
      );
      expect(await problemOf('here.csv')).toMatch(
        /^here\.csv is a path, and the entity was not read from an address/,
      );
      const { body } = await portal.get(
        '/v1/integrations/default/gone/contracts',
      );
      expect(body.items[0].file).toEqual((await read('gone.json')).files[0]);
      // What nobody means to fetch is no fault of the contract.
      expect((await read('here.csv')).summary.problem).toBeUndefined();
      expect((await read('gone.json')).summary.problem).toBeDefined();
      expect(host.answered.some(([path]) => path.endsWith('.txt'))).toBe(false);
    });

    it('of two integrations by the same path are one contract: of the first, until it is gone', async () => {
      host.texts.set('/one/orders.json', upTo(5));
      host.texts.set('/two/orders.json', upTo(6));
      const [one, two] = ['one', 'two'].map(folder =>
        naming(folder, 'orders.json', { folder }),
      );
      portal = await start([one, two]);
      const { allVersions, files } = await until(
        () => read('orders.json'),
        body => body.summary?.versions === 1 && body.files.length === 2,
      );
      expect(allVersions[0].sourceUrl).toBe(host.url('/one/orders.json'));
      expect(files[1].problem).toMatch(
        `that one is fetched: ${host.url('/one/orders.json')}`,
      );
      portal.world.entities = [two];
      const later = await until(
        () => read('orders.json'),
        body => body.summary.versions === 2,
      );
      expect(later.allVersions[0].sourceUrl).toBe(host.url('/two/orders.json'));
      portal.world.entities = [];
      const left = await until(
        () => read('orders.json'),
        body => body.files.length === 0,
      );
      expect(left.summary.versions).toBe(2);
    });

    it('take nothing back that a pipeline published since', async () => {
      const path = '/catalog/orders.json';
      host.texts.set(path, upTo(9));
      portal = await start([naming('order-copies', 'orders.json')]);
      await until(
        () => read('orders.json'),
        body => body.summary?.versions === 1,
      );
      await portal.post(`${portal.contract('orders.json', 'files')}/versions`, {
        text: upTo(12),
      });
      // Without a tag the whole file comes again.
      await knex('contract_files').update({ etag: null });
      await fetchedTwice(path);
      expect((await read('orders.json')).summary.versions).toBe(2);
      host.texts.set(path, upTo(12));
      await fetchedTwice(path);
      expect((await read('orders.json')).summary.versions).toBe(2);
    });
  },
);

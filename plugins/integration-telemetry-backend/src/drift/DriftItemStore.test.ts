import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { openDatabase } from '../openDatabase';
import { DriftItemStore, DriftQuery } from './DriftItemStore';
import { FoundDrift } from './FoundDrift';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOW_MS = Date.parse('2026-11-26T08:00:00.000Z');

const at = (minute: number) => new Date(NOW_MS - minute * 60_000).toISOString();

function drift(
  id: string,
  calls: number,
  options: Partial<DriftItem> = {},
): FoundDrift {
  return {
    item: {
      id,
      kind: 'undeclared',
      headline: `${id} calls the ERP`,
      environment: 'production',
      firstSeenAt: at(100),
      lastSeenAt: at(1),
      callsLastDay: calls,
      evidence: [],
      ...options,
    },
    traffic: { flowIds: [id] },
  };
}

describe.each(databases.eachSupportedId())('DriftItemStore on %s', id => {
  let knex: Knex;
  let store: DriftItemStore;
  let projection: IntegrationProjection;

  beforeEach(async () => {
    const client = await databases.init(id);
    const database = mockServices.database({ knex: client });
    knex = await openDatabase({
      getClient: async () => client,
      migrations: database.migrations,
    });
    projection = await IntegrationProjection.create({
      database: { getClient: async () => client },
    });
    store = new DriftItemStore({ knex });
  });

  const replace = async (found: FoundDrift[], foundMs = NOW_MS, leftOut = 0) =>
    store.replace(await store.listStored(), found, { foundMs, leftOut });
  const list = (filter: DriftQuery = {}, limit = 100, cursor?: string) =>
    store.list(filter, { limit, cursor }, undefined, NOW_MS);
  const idsOf = async (filter: DriftQuery) =>
    (await list(filter)).items.map(item => item.id);

  it('lists the most traffic first, of equals the last seen, and in other orders when asked', async () => {
    await replace([
      drift('few', 3, { lastSeenAt: at(0) }),
      drift('many-old', 900, { lastSeenAt: at(50), firstSeenAt: at(60) }),
      drift('many-new', 900, { lastSeenAt: at(5), firstSeenAt: at(500) }),
    ]);
    expect(await idsOf({})).toEqual(['many-new', 'many-old', 'few']);
    expect(await idsOf({ sort: 'recent' })).toEqual([
      'few',
      'many-new',
      'many-old',
    ]);
    expect(await idsOf({ sort: 'newest' })).toEqual([
      'many-old',
      'few',
      'many-new',
    ]);
  });

  it('pages without gaps or repeats, whatever is equal, and while something new comes in', async () => {
    const found = Array.from({ length: 25 }, (_, index) =>
      drift(`item-${String(index).padStart(2, '0')}`, index % 3),
    );
    await replace(found);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({}, 4, cursor);
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items.map(item => item.id));
      cursor = page.pageInfo.nextCursor;
      // Comes before everything that is still to be read.
      await replace([...found, drift(`late-${seen.length}`, 1_000)]);
    } while (cursor);
    expect(seen.filter(name => name.startsWith('item'))).toHaveLength(25);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('refuses a cursor of another order', async () => {
    await replace([drift('a', 1), drift('b', 2)]);
    const { pageInfo } = await list({}, 1);
    await expect(
      list({ sort: 'recent' }, 1, pageInfo.nextCursor),
    ).rejects.toThrow('ordered by volume');
  });

  it('filters by kind, environment and text, and counts the kinds that the others leave', async () => {
    await replace(
      [
        drift('report_old', 5, { destination: '/reports/100%' }),
        drift('trial', 4, { environment: 'staging' }),
        drift('v1', 3, { kind: 'mismatched', headline: 'Version v1 in use' }),
      ],
      NOW_MS,
      7,
    );
    const all = await list();
    expect(all).toMatchObject({
      totalItems: 3,
      kindCounts: { undeclared: 2, silent: 0, mismatched: 1 },
      environments: ['production', 'staging'],
      leftOut: 7,
      foundAt: at(0),
    });
    const production = await list({
      environment: 'production',
      kind: ['mismatched'],
    });
    expect(production.totalItems).toBe(1);
    expect(production.kindCounts).toEqual({
      undeclared: 1,
      silent: 0,
      mismatched: 1,
    });
    expect(await idsOf({ text: 'REPORT_' })).toEqual(['report_old']);
    expect(await idsOf({ text: '100%' })).toEqual(['report_old']);
    expect(await idsOf({ text: 'rep%old' })).toEqual([]);
  });

  it('keeps what is of an integration from those who may not read it', async () => {
    const ref = 'integration:default/secret';
    const entity = {
      apiVersion: 'tieline.dev/v1alpha1',
      kind: 'Integration',
      metadata: { name: 'secret' },
      spec: {
        type: 'api-gateway',
        lifecycle: 'production',
        source: 'a',
        targets: ['b'],
      },
    };
    await projection.upsert([{ ref, entity }]);
    await replace([
      drift('open', 1),
      drift('closed', 2, { kind: 'silent', integrationRef: ref }),
    ]);
    expect(await idsOf({})).toEqual(['open']);
    expect(await store.get('closed', undefined, NOW_MS)).toBeUndefined();
    const readable = () => projection.query();
    const page = await store.list({}, { limit: 9 }, readable, NOW_MS);
    expect(page.items.map(item => item.id)).toEqual(['closed', 'open']);
    expect(await store.get('closed', readable, NOW_MS)).toBeDefined();
  });

  it('forgets what no longer differs, but not what another replica found meanwhile', async () => {
    await replace([drift('a', 1), drift('b', 2)]);
    const before = await store.listStored();
    await replace([drift('a', 1), drift('b', 2), drift('c', 3)]);
    await store.replace(before, [drift('a', 1)], {
      foundMs: NOW_MS,
      leftOut: 0,
    });
    expect(await idsOf({})).toEqual(['c', 'a']);
  });

  it('does not write again what only moved on in time, until a minute has passed', async () => {
    await replace([drift('a', 1_000)]);
    const seenAt = async () => (await list()).items[0].lastSeenAt;
    const later = drift('a', 1_005, { lastSeenAt: at(0) });
    await replace([later], NOW_MS + 30_000);
    expect(await seenAt()).toBe(at(1));
    await replace([drift('a', 1_100, { lastSeenAt: at(0) })], NOW_MS + 31_000);
    expect(await seenAt()).toBe(at(0));
    await replace([later], NOW_MS + 95_000);
    expect((await list()).items[0].callsLastDay).toBe(1_005);
  });

  it('counts what it lists, also while rounds come and go', async () => {
    const rounds = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await replace(round % 2 ? [] : [drift('one', 5), drift('two', 3)]);
      }
    })();
    const pages = [];
    for (let read = 0; read < 80; read += 1) {
      pages.push(await list());
    }
    await rounds;
    expect(
      pages.map(({ items, totalItems }) => items.length - totalItems),
    ).toEqual(pages.map(() => 0));
    expect(new Set(pages.map(({ totalItems }) => totalItems)).size).toBe(2);
  });
});

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { integration } from '../__testUtils__/landscape';
import { openDatabase } from '../database';
import { RunbookLook } from './Runbook';
import { RunbookStore } from './RunbookStore';
import { RunbookWatch } from './RunbookWatch';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const HOUR_MS = 3_600_000;
const ref = 'integration:default/a';
const reachable: RunbookLook = {
  result: 'reachable',
  detail: 'It answered 200.',
};
const gone: RunbookLook = { result: 'unreachable', detail: 'It answered 404.' };

describe.each(databases.eachSupportedId())('runbooks on %s', databaseId => {
  let knex: Knex;
  let projection: IntegrationProjection;
  let nowMs: number;
  let answer: RunbookLook;
  let asked: string[];
  let changed: string[];
  let store: RunbookStore;
  let replicas: RunbookWatch[];

  const name = async (...entries: Array<[name: string, url?: string]>) => {
    await projection.upsert(
      entries.map(([one, url]) => ({
        ref: `integration:default/${one}`,
        entity: integration(
          one,
          url ? { operations: { runbook: { url } } } : {},
          url ?? 'none',
        ),
      })),
    );
  };

  beforeEach(async () => {
    const base = await databases.init(databaseId);
    const database = mockServices.database({ knex: base });
    knex = await openDatabase(database);
    projection = await IntegrationProjection.create({ database });
    nowMs = Date.parse('2026-11-28T08:00:00Z');
    answer = reachable;
    asked = [];
    changed = [];
    store = new RunbookStore({ knex, projection, random: () => 1 });
    const looker: any = {
      look: async (href: string) => {
        asked.push(href);
        return answer;
      },
    };
    replicas = [1, 2].map(
      () =>
        new RunbookWatch({
          store,
          looker,
          onChange: async refs => {
            changed.push(...refs);
          },
          now: () => new Date(nowMs),
        }),
    );
    await name(['a', 'https://wiki/a'], ['b', 'https://wiki/a'], ['c']);
  });

  const turn = () => Promise.all(replicas.map(one => one.turn()));
  const known = async () => (await store.listLooks([ref])).get(ref)!;

  it('are asked for once by two replicas, for all that share one, and not again within six hours', async () => {
    await turn();
    expect(asked).toEqual(['https://wiki/a']);
    expect(changed.sort()).toEqual([ref, 'integration:default/b']);
    expect(await known()).toEqual({
      href: 'https://wiki/a',
      result: 'reachable',
      detail: 'It answered 200.',
      at: '2026-11-28T08:00:00.000Z',
      since: '2026-11-28T08:00:00.000Z',
    });
    nowMs += 6 * HOUR_MS;
    await turn();
    expect(asked).toHaveLength(1);
    nowMs += HOUR_MS;
    await turn();
    expect(asked).toHaveLength(2);
    expect(await known()).toMatchObject({
      at: '2026-11-28T15:00:00.000Z',
      since: '2026-11-28T08:00:00.000Z',
    });
  });

  it('count as unreachable when it fails again an hour later, not before', async () => {
    await turn();
    nowMs += 7 * HOUR_MS;
    answer = gone;
    await turn();
    expect(await known()).toMatchObject({
      result: 'reachable',
      detail:
        'It answered 404. That was once; it is asked again within an hour and a half. It could be reached before.',
    });
    nowMs += HOUR_MS;
    await turn();
    expect(asked).toHaveLength(2);
    nowMs += HOUR_MS / 2;
    await turn();
    expect(await known()).toMatchObject({
      result: 'unreachable',
      detail: 'It answered 404. It failed first at 2026-11-28 15:00 UTC.',
      since: '2026-11-28T16:30:00.000Z',
    });
    nowMs += 7 * HOUR_MS;
    answer = reachable;
    await turn();
    expect(await known()).toMatchObject({ result: 'reachable' });
  });

  it('with another address are looked at anew, and forgotten with their integration', async () => {
    await turn();
    nowMs += 60_000;
    await name(['a', 'https://wiki/new']);
    await store.follow(new Date(nowMs));
    expect(await known()).toEqual({ href: 'https://wiki/new' });
    await turn();
    expect(asked).toEqual(['https://wiki/a', 'https://wiki/new']);
    await name(['a']);
    await turn();
    expect(await known()).toBeUndefined();
  });
});

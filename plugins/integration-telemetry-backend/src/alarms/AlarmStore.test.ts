import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../openDatabase';
import { Alarm } from './Alarm';
import { AlarmStore } from './AlarmStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const NOW_MS = Date.parse('2026-11-23T12:00:00.000Z');

function alarm(
  openKey: string,
  values: Partial<Alarm> = {},
): Omit<Alarm, 'id'> & { openKey: string } {
  return {
    openKey,
    kind: 'own',
    // What concerns nothing that is known may be read by all.
    subjectRef: undefined,
    environment: 'production',
    rule: 'errors',
    status: 'failing',
    state: 'open',
    onsetMs: NOW_MS,
    noticedMs: NOW_MS,
    details: { headline: openKey, reasons: [], told: [] },
    ...values,
  };
}

describe('AlarmStore', () => {
  async function start(knex: Knex) {
    await openDatabase({ getClient: async () => knex });
    const store = new AlarmStore({ knex });
    const open = async (values: ReturnType<typeof alarm>) => {
      await store.open(values);
      const on = await store.listOn(['own', 'cause']);
      return on.find(({ openKey }) => openKey === values.openKey)!;
    };
    const list = async (joined: boolean) => {
      const nothing = knex.from(
        knex.raw(`(select '' as entity_ref) as projection_integrations`),
      );
      const { items } = await store.list(nothing, { joined }, { limit: 10 });
      return items.map(({ details }) => details.headline).sort();
    };
    return { store, open, list };
  }

  it.each(databases.eachSupportedId())(
    'lets an alarm stand for itself while its cause is not shown, and after it turned out to be none, on %s',
    async id => {
      const { store, open, list } = await start(await databases.init(id));
      const cause = await open(
        alarm('cause', { kind: 'cause', state: 'pending' }),
      );
      const victim = await open(alarm('victim', { causeId: cause.id }));
      expect(await list(false)).toEqual(['victim']);

      await store.drop(cause.id);
      expect(await list(false)).toEqual(['victim']);
      expect((await store.get(victim.id))?.causeId).toBeUndefined();
    },
  );

  it.each(databases.eachSupportedId())(
    'leaves what a cause stands for to it, until the cause is over and it is not, on %s',
    async id => {
      const { store, open, list } = await start(await databases.init(id));
      const cause = await open(alarm('cause', { kind: 'cause' }));
      const victim = await open(alarm('victim', { causeId: cause.id }));
      expect(await list(false)).toEqual(['cause']);
      expect(await list(true)).toEqual(['victim']);

      const over = {
        openKey: undefined,
        state: 'cleared' as const,
        clearedMs: NOW_MS + 60_000,
      };
      await store.update({ ...cause, ...over }, [], NOW_MS);
      expect(await list(false)).toEqual(['cause', 'victim']);

      await store.update({ ...victim, ...over }, [], NOW_MS);
      expect(await list(false)).toEqual(['cause']);
      expect(await list(true)).toEqual(['victim']);
    },
  );
});

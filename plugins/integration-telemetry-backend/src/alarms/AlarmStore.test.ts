import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from '../openDatabase';
import { Alarm } from './Alarm';
import { AlarmReader } from './AlarmReader';
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
      const { items } = await new AlarmReader({ knex }).list(
        { integrations: nothing, drift: true },
        { joined },
        { limit: 10 },
      );
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

  it.each(databases.eachSupportedId())(
    'keeps what people said and who was told, whoever writes from what they read before, on %s',
    async id => {
      const { store, open } = await start(await databases.init(id));
      const read = await open(alarm('pay'));
      const told = {
        channel: 'notification' as const,
        to: 'group:default/pay',
        at: new Date(NOW_MS).toISOString(),
      };
      const worse = { ...read.details, headline: 'All calls fail' };
      const entry = { event: 'acknowledged' as const, message: 'On it' };

      // All of them know the alarm as it was when it was opened.
      await Promise.all([
        store.respond(
          read.id,
          { acknowledged: { by: 'ann' }, said: { note: 'On it' } },
          entry,
          NOW_MS,
        ),
        store.noteTold(read.id, { told: [told] }, [], NOW_MS),
        store.respond(
          read.id,
          { useful: true, said: { usefulComment: 'It was' } },
          entry,
          NOW_MS,
        ),
        store.update({ ...read, details: worse }, [], NOW_MS),
      ]);
      await store.noteTold(read.id, { told: [told] }, [], NOW_MS);
      await store.update({ ...read, details: worse }, [], NOW_MS);

      expect((await store.get(read.id))?.details).toEqual({
        headline: 'All calls fail',
        reasons: [],
        note: 'On it',
        usefulComment: 'It was',
        told: [told, told],
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'says once that an alarm was opened, whatever the number of replicas that found it so, on %s',
    async id => {
      const knex = await databases.init(id);
      const { store, open } = await start(knex);
      const read = await open(alarm('pay', { state: 'pending' }));
      const change = {
        before: read,
        alarm: { ...read, state: 'open' as const },
        entries: [{ event: 'opened' as const, message: 'It fails' }],
      };
      await Promise.all([
        store.updateAll([change], NOW_MS),
        store.updateAll([change], NOW_MS),
      ]);
      expect(await new AlarmReader({ knex }).readLog(read.id)).toHaveLength(1);
    },
  );
});

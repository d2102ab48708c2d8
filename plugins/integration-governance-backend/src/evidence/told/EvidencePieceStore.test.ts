import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../../database';
import { NewPiece } from './EvidencePiece';
import { EvidencePieceStore } from './EvidencePieceStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const entityRef = 'integration:default/careful';
const now = new Date('2026-11-22T12:00:00.000Z');

const signed = (senderKey: string, change: Partial<NewPiece>): NewPiece => ({
  entityRef,
  type: 'attestation',
  subject: 'failure-drill',
  value: 'It holds: the broker was stopped',
  grade: 'attested',
  source: 'user:default/mira.kask',
  attestedBy: 'user:default/mira.kask',
  facts: { holds: true },
  at: '2026-11-22T11:00:00.000Z',
  senderKey,
  ...change,
});

describe.each(databases.eachSupportedId())(
  'what replaces a piece of evidence on %s',
  databaseId => {
    let store: EvidencePieceStore;

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      store = new EvidencePieceStore(
        await openDatabase(mockServices.database({ knex })),
      );
      await store.replace(signed('first', {}), now);
    });

    const current = async () =>
      ((await store.current([entityRef])).get(entityRef) ?? []).map(
        ({ value }) => value,
      );

    it('counts also where it is of an earlier day', async () => {
      const at = '2026-11-12T00:00:00.000Z';
      await store.replace(signed('second', { value: 'No', at }), now);
      expect(await current()).toEqual(['No']);
    });

    it('leaves what counted before where it can not be written', async () => {
      const broken = signed('second', { value: null as never });
      // Not toThrow: SQLite's errors are of another realm than the test's.
      await expect(store.replace(broken, now)).rejects.toMatchObject({
        message: expect.stringMatching(/null.*value/i),
      });
      expect(await current()).toEqual(['It holds: the broker was stopped']);
    });

    it('still counts when it is sent twice', async () => {
      const { isNew } = await store.replace(signed('first', {}), now);
      expect(isNew).toBe(false);
      expect(await current()).toHaveLength(1);
    });
  },
);

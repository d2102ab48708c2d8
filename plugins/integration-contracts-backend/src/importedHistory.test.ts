import { TestDatabases } from '@backstage/backend-test-utils';
import { integration } from './__testUtils__/landscape';
import { startContracts, until } from './__testUtils__/startContracts';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const upTo = (maxLength: number) =>
  JSON.stringify({ type: 'string', title: 'Note', maxLength });

describe.each(databases.eachSupportedId())(
  'history that is imported on %s',
  databaseId => {
    let portal: Awaited<ReturnType<typeof startContracts>>;

    beforeAll(async () => {
      portal = await startContracts(await databases.init(databaseId), {
        entities: [
          integration('note-copies', {
            owner: 'finance',
            dataFlows: [{ data: 'notes', contract: { subject: 'told' } }],
          }),
        ],
      });
      await until(
        async () => (await portal.get(portal.contract('told'))).body,
        body => body.consumers?.length === 1,
      );
    });

    afterAll(() => portal.stop());

    const versionsOf = async (subject: string) => {
      const { body } = await portal.get(portal.contract(subject));
      return {
        latest: body.summary.latest.version,
        versions: body.allVersions.map((one: any) => [
          one.version,
          one.verdict,
          one.breaking,
        ]),
      };
    };

    it('goes before what is there, and is judged against what was before it', async () => {
      const past = (version: string, publishedAt: string, more = {}) => ({
        version,
        publishedAt,
        source: 'git' as const,
        ...more,
      });
      await portal.publish('past', upTo(5), { version: '3' });
      const middle = await portal.publish(
        'past',
        upTo(9),
        past('2', '2026-03-01T00:00:00Z'),
      );
      expect(middle.body).toMatchObject({
        told: [],
        version: { version: '2', verdict: 'first', number: 2 },
      });
      expect(await versionsOf('past')).toEqual({
        latest: '3',
        versions: [
          ['3', 'incompatible', 1],
          ['2', 'first', 0],
        ],
      });

      const oldest = past('1', '2026-01-01T00:00:00Z');
      await portal.publish('past', upTo(7), oldest);
      expect(await versionsOf('past')).toEqual({
        latest: '3',
        versions: [
          ['3', 'incompatible', 1],
          ['2', 'compatible', 0],
          ['1', 'first', 0],
        ],
      });

      const again = await portal.publish('past', upTo(7), oldest);
      expect([again.status, again.body.alreadyKnown]).toEqual([200, true]);
      const same = await portal.publish(
        'past',
        upTo(5),
        past('2.5', '2026-04-01T00:00:00Z'),
      );
      expect(same.body).toMatchObject({
        alreadyKnown: true,
        version: { version: '3' },
      });
      const refused = await portal.publish(
        'past',
        upTo(2),
        past('1.5', '2026-02-01T00:00:00Z'),
      );
      expect(refused.status).toBe(409);
      expect(refused.body.verdict.clashingVersion).toBe('1');

      const next = await portal.publish('past', upTo(6), { version: '4' });
      expect(next.body.verdict).toMatchObject({
        compatible: true,
        comparedWith: ['3'],
      });
    });

    it('tells owners all the same of what breaks and was published just now, and refuses the future', async () => {
      const at = (ms: number) => new Date(Date.now() + ms).toISOString();
      const breaks = {
        override: { reason: 'Agreed with all' },
        source: 'git' as const,
      };
      await portal.publish('told', upTo(9));
      const old = await portal.publish('told', upTo(8), {
        ...breaks,
        publishedAt: at(-2 * 86_400_000),
      });
      expect(old.body).toMatchObject({
        told: [],
        version: { verdict: 'first' },
      });
      const early = await portal.publish('told', upTo(7), {
        publishedAt: at(3_600_000),
      });
      expect([early.status, early.body.error.message]).toEqual([
        400,
        expect.stringContaining('in the future'),
      ]);
      const fresh = await portal.publish('told', upTo(6), {
        ...breaks,
        publishedAt: at(0),
      });
      expect(fresh.body).toMatchObject({
        told: ['group:default/finance'],
        version: { verdict: 'overridden' },
      });
      expect((await versionsOf('told')).latest).toBe(
        fresh.body.version.version,
      );
    });
  },
);

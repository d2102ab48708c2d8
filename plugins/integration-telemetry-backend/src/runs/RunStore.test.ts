import { TestDatabases } from '@backstage/backend-test-utils';
import { RunStore } from './RunStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const directory = `${__dirname}/../../migrations`;
const ref = 'integration:default/stock-file';
const startedMs = Date.parse('2026-11-22T05:00:00Z');

describe('RunStore', () => {
  it.each(databases.eachSupportedId())(
    'keeps the runs of the release before, there and back, on %s',
    async id => {
      const knex = await databases.init(id);
      const list = () =>
        new RunStore({ knex }).list(ref, 'production', 0, startedMs);
      await knex.migrate.latest({ directory });
      await knex.migrate.down({
        directory,
        name: '20261126000500_reconciliations.js',
      } as never);
      expect(await knex.schema.hasColumn('runs', 'side')).toBe(false);
      await knex('runs').insert({
        id: 'before',
        integration_ref: ref,
        environment: 'production',
        started_ms: startedMs,
        ended_ms: startedMs + 60_000,
        result: 'succeeded',
        records_in: 48_210,
        file_name_digest: 'sha256:1',
      });

      await knex.migrate.latest({ directory });
      const before = {
        id: 'before',
        startedAt: '2026-11-22T05:00:00.000Z',
        endedAt: '2026-11-22T05:01:00.000Z',
        durationMs: 60_000,
        result: 'succeeded',
        recordsIn: 48_210,
        fileNameDigest: 'sha256:1',
      };
      expect(await list()).toEqual([before]);
      await new RunStore({ knex }).report([
        {
          integrationRef: ref,
          report: {
            id: 'after',
            integration: ref,
            environment: 'production',
            startedAt: before.startedAt,
            result: 'succeeded',
            side: 'receiver',
          },
        },
      ]);
      expect((await list()).map(run => run.side)).toEqual([
        'receiver',
        undefined,
      ]);

      await knex.migrate.down({
        directory,
        name: '20261126000500_reconciliations.js',
      } as never);
      expect(await knex('runs').select('id').orderBy('id')).toEqual([
        { id: 'after' },
        { id: 'before' },
      ]);
      expect(await knex.schema.hasTable('reconciliations')).toBe(false);
    },
  );

  it('gives the latest of more runs than it lists', async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory });
    const minutes = Array.from({ length: 5_010 }, (_, index) => index);
    await knex.batchInsert(
      'runs',
      minutes.map(minute => ({
        id: `run-${minute}`,
        integration_ref: ref,
        environment: 'production',
        started_ms: startedMs + minute * 60_000,
        result: 'succeeded',
      })),
      100,
    );
    const runs = await new RunStore({ knex }).list(
      ref,
      'production',
      0,
      startedMs * 2,
    );
    expect(runs).toHaveLength(5_000);
    expect(runs[0].id).toBe('run-10');
    expect(runs[4_999].id).toBe('run-5009');
  });
});

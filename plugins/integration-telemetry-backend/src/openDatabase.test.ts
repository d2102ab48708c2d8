import { mkdtempSync, rmSync } from 'fs';
import knexFactory, { Knex } from 'knex';
import { tmpdir } from 'os';
import { join } from 'path';
import { openDatabase } from './openDatabase';

describe('a SQLite database on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-open-'));
  const opened: Knex[] = [];
  const connect = () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'telemetry.sqlite') },
      useNullAsDefault: true,
    });
    opened.push(knex);
    return knex;
  };
  const pragma = async (knex: Knex, name: string) =>
    Object.values((await knex.raw(`PRAGMA ${name}`))[0])[0];

  afterAll(async () => {
    await Promise.all(opened.map(knex => knex.destroy()));
    rmSync(folder, { recursive: true });
  });

  it('has wide pages and survives a power failure, also where others wrote into it before', async () => {
    const knex = connect();
    await knex.schema.createTable('tasks_of_the_scheduler', table =>
      table.string('id'),
    );
    await knex('tasks_of_the_scheduler').insert({ id: 'kept' });
    expect(await pragma(knex, 'page_size')).toBe(4096);

    await openDatabase({ getClient: async () => knex });

    expect(await pragma(knex, 'page_size')).toBe(16_384);
    expect(await pragma(knex, 'journal_mode')).toBe('wal');
    expect(await pragma(knex, 'synchronous')).toBe(2);
    expect(await pragma(knex, 'mmap_size')).toBeGreaterThan(1e9);
    expect(await knex('tasks_of_the_scheduler')).toEqual([{ id: 'kept' }]);
  });

  it('lets a transaction that reads first wait for other writers', async () => {
    const [knex, other] = [connect(), connect()];
    await openDatabase({ getClient: async () => knex });

    await knex.transaction(async tx => {
      await tx('tasks_of_the_scheduler').first();
      // Short: this very thread holds what it waits for.
      await other.raw('PRAGMA busy_timeout = 10');
      // Errors of native addons are of another realm than Jest's.
      const error = await other('tasks_of_the_scheduler')
        .insert({ id: 'meanwhile' })
        .then(
          () => undefined,
          reason => reason,
        );
      expect(error?.code).toBe('SQLITE_BUSY');
      await tx('tasks_of_the_scheduler').insert({ id: 'mine' });
    });

    expect(await knex('tasks_of_the_scheduler').pluck('id')).toEqual([
      'kept',
      'mine',
    ]);
  });
});

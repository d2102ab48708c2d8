import knexFactory from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useWriteAheadLog } from './useWriteAheadLog';

describe('a SQLite database on disk that writes ahead', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieline-ahead-'));
  const connect = () =>
    knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'plugin.sqlite') },
      useNullAsDefault: true,
    });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('can be read by others while it is written to, and is written through to the disk', async () => {
    const [writer, reader] = [connect(), connect()];
    try {
      await useWriteAheadLog(writer);
      await writer.schema.createTable('waivers', table => table.string('id'));
      await reader.raw('PRAGMA busy_timeout = 10');
      await writer.transaction(async tx => {
        await tx('waivers').insert({ id: 'one' });
        expect(await reader('waivers')).toEqual([]);
      });
      expect(await reader('waivers')).toEqual([{ id: 'one' }]);
      const [{ synchronous }] = await writer.raw('PRAGMA synchronous');
      expect(synchronous).toBe(2);
    } finally {
      await Promise.all([writer.destroy(), reader.destroy()]);
    }
  });
});

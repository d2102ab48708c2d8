import knexFactory, { Knex } from 'knex';
import { postgresForTests } from './__testUtils__/campaignDatabase';
import { startTcpProxy } from './__testUtils__/startTcpProxy';
import { boundConnections } from './boundConnections';

// What it is about has a server: without PostgreSQL there is nothing to try.
const describeOnPostgres = postgresForTests ? describe : describe.skip;

describeOnPostgres('a PostgreSQL that says nothing any more', () => {
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>;
  let knex: Knex;

  beforeEach(async () => {
    const url = new URL(postgresForTests!);
    proxy = await startTcpProxy(url.hostname, Number(url.port || 5432));
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    knex = knexFactory({
      client: 'pg',
      connection: url.toString(),
      pool: { min: 0, max: 1 },
    });
    boundConnections(knex, 300);
  });

  afterEach(async () => {
    await knex.destroy();
    await proxy.stop();
  });

  it('is not waited for, and its connection is not used again', async () => {
    await knex.raw('select 1');
    proxy.fallSilent();
    await expect(knex.raw('select 2')).rejects.toMatchObject({
      message: expect.stringContaining('No answer from the database'),
    });
    await proxy.mend();
    const { rows } = await knex.raw('select 3 as answer');
    expect(rows).toEqual([{ answer: 3 }]);
  });

  it('ends a transaction too, wherever it stands', async () => {
    const transaction = knex.transaction(async tx => {
      await tx.raw('select 1');
      proxy.fallSilent();
      await tx.raw('select 2');
    });
    await expect(transaction).rejects.toMatchObject({
      message: expect.stringMatching(/connection error|No answer/),
    });
    await proxy.mend();
    await knex.transaction(async tx => tx.raw('select 3'));
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../openDatabase';
import { KeptView } from './decideView';
import { ViewStore } from './ViewStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SUBJECT = 'integration:default/orders';

const first: KeptView = {
  source: 'spans',
  side: 'callee',
  sinceMs: 1_795_000_000_000,
  reason: 'first',
};
const later: KeptView = {
  source: 'metrics',
  side: 'caller',
  sinceMs: 1_795_000_100_000,
  reason: 'metrics',
};

describe.each(databases.eachSupportedId())('ViewStore on %s', id => {
  async function open() {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    return new ViewStore({ knex });
  }

  it('keeps a choice for each environment, and forgets it with its integration', async () => {
    const store = await open();

    await store.replace(SUBJECT, 'production', undefined, first);
    await store.replace(SUBJECT, 'staging', undefined, later);
    await store.replace('integration:default/other', 'test', undefined, first);
    expect(await store.list(SUBJECT)).toEqual(
      new Map([
        ['production', first],
        ['staging', later],
      ]),
    );

    await store.forget([SUBJECT]);
    expect(await store.list(SUBJECT)).toEqual(new Map());
    expect((await store.list('integration:default/other')).size).toBe(1);
  });

  it('lets the first of two replicas decide, and tells the second', async () => {
    const store = await open();

    await store.replace(SUBJECT, 'production', undefined, first);
    const other = { ...first, side: 'caller' as const };
    expect(
      await store.replace(SUBJECT, 'production', undefined, other),
    ).toEqual(first);

    expect(await store.replace(SUBJECT, 'production', first, later)).toEqual(
      later,
    );
    expect(await store.replace(SUBJECT, 'production', first, other)).toEqual(
      later,
    );
  });
});

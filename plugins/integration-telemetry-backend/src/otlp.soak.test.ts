import { TestDatabases } from '@backstage/backend-test-utils';
import { sendFuzzed } from './__testUtils__/fuzz/sendFuzzed';

jest.setTimeout(900_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const seed = Number(process.env.TIELINE_SEED ?? 20261123);

describe(`/otlp under bodies that no sender would send (seed ${seed})`, () => {
  it.each(databases.eachSupportedId())(
    'never answers with 500 or above, and goes on counting, on %s',
    async id => {
      const { statuses, setAside } = await sendFuzzed({
        knex: await databases.init(id),
        seed,
        bodies: 20_000,
      });
      expect(statuses).toEqual([200, 400]);
      expect(setAside).toEqual([]);
    },
  );
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { Fuzzer } from './__testUtils__/fuzz/Fuzzer';
import { MemoryWatch } from './__testUtils__/fuzz/MemoryWatch';
import { sendFuzzed } from './__testUtils__/fuzz/sendFuzzed';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SEED = 20261123;
const BODIES = 8_000;
const STEPS = 8;
/** Twice what is remembered of the shapes of so many bodies. */
const ALLOWED_MB = 24;

// "npm run fuzz" does the same with a million bodies and any seed.
describe('OTLP bodies that no sender would send', () => {
  it('are taken or refused, can be stored, and leave nothing behind', () => {
    const fuzzer = new Fuzzer(SEED);
    const memory = new MemoryWatch(ALLOWED_MB);
    for (let step = 0; step < STEPS; step += 1) {
      for (let body = 0; body < BODIES / STEPS; body += 1) {
        fuzzer.check(fuzzer.next());
      }
      memory.look();
    }
    expect(memory.growth()).toBeUndefined();
    // Else they would say nothing of what comes after reading.
    expect(fuzzer.accepted).toBeGreaterThan(BODIES);
    expect(fuzzer.rejected).toBeGreaterThan(100);
    expect(fuzzer.refused.get(400)).toBeGreaterThan(BODIES / 10);
    expect(fuzzer.refused.get(413)).toBeGreaterThan(0);
  });

  it.each(databases.eachSupportedId())(
    'never get an answer of 500 or above, nor hold up others, on %s',
    async id => {
      const { statuses, setAside } = await sendFuzzed({
        knex: await databases.init(id),
        seed: SEED,
        bodies: 500,
      });
      expect(statuses).toEqual([200, 400]);
      expect(setAside).toEqual([]);
    },
  );
});

import { DatabaseService } from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import { openDatabase } from '../../src/openDatabase';
import { CallTotals } from '../../src/series/CallTotals';
import { HourPacker } from '../../src/series/HourPacker';
import { MINUTE_MS, SeriesBatch } from '../../src/series/SeriesBatch';
import { SeriesStore } from '../../src/series/SeriesStore';
import { autovacuum } from './autovacuum';
import { createRandom } from './random.mjs';

/**
 * So many series of several integrations share the tables, so that pages are
 * filled as in a portal: rows of one lie between those of others, and no table
 * or index has a page or two that are nearly empty.
 */
const SERIES = 120;

const MINUTES = 1440;

/** A minute arrives in parts, as flush follows flush: rows are updated, and grow. */
const FLUSHES_PER_MINUTE = 2;

/** How long after an hour it is packed, as a portal does. */
const SETTLED_MINUTES = 10;

const DAY_MS = MINUTES * MINUTE_MS;

/** A day that is long over: what is kept does not depend on when this runs. */
const DAY_START_MS = Date.UTC(2026, 10, 2);

/** What is asked for, as one argument of JSON. */
interface Order {
  database: Knex.Config;
  /** Of each integration: so many operations, each called by so many services. */
  operations: number;
  consumers: number;
  /** Of each operation and consumer, in the middle of the day. */
  callsPerMinute: number;
}

const integrationsOf = (order: Pick<Order, 'operations' | 'consumers'>) =>
  SERIES / (order.operations * order.consumers);

/** Half take less than 40 ms, one in a hundred more than 200: an operation of a service that is well. */
function durationMs(random: () => number): number {
  let deviation = -2;
  for (let nth = 0; nth < 4; nth += 1) {
    deviation += random();
  }
  return Math.exp(3.7 + 1.2 * deviation);
}

function callsOf(count: number, random: () => number): CallTotals {
  const totals = new CallTotals();
  for (let nth = 0; nth < count; nth += 1) {
    const duration = durationMs(random);
    totals.count += 1;
    totals.sumMs += duration;
    totals.histogram.add(duration);
    if (random() < 0.005) {
      totals.errors += 1;
      totals.addFailure(random() < 0.7 ? '503' : 'timeout', 1);
    }
  }
  return totals;
}

/** Nobody's traffic is even: at night a fifth of noon's. */
function activityAt(minute: number): number {
  return 0.6 - 0.4 * Math.cos((2 * Math.PI * minute) / MINUTES);
}

async function writeDay(
  store: SeriesStore,
  { operations, consumers, callsPerMinute }: Order,
  afterMinute: (minutes: number) => Promise<void>,
): Promise<void> {
  const integrations = integrationsOf({ operations, consumers });
  const random = createRandom(1);
  for (let flush = 0; flush < MINUTES * FLUSHES_PER_MINUTE; flush += 1) {
    const minute = Math.floor(flush / FLUSHES_PER_MINUTE);
    const endMs =
      DAY_START_MS + ((flush + 0.5) * MINUTE_MS) / FLUSHES_PER_MINUTE;
    const batch = new SeriesBatch();
    const mean = (callsPerMinute / FLUSHES_PER_MINUTE) * activityAt(minute);
    for (let nth = 0; nth < SERIES; nth += 1) {
      const integration = nth % integrations;
      const rest = Math.floor(nth / integrations);
      const calls = Math.max(1, Math.round(mean * (0.7 + 0.6 * random())));
      batch.addTotals(
        {
          subject: `integration:default/orders-to-payments-${integration}`,
          environment: 'production',
          source: 'spans',
          side: 'caller',
          kind: 'call',
          operation: `POST /v2/payments/{id}/part-${rest % operations}`,
          consumer: `orders-${Math.floor(rest / operations)}`,
          version: '',
        },
        { samplingUnknown: false, environmentAssumed: false },
        { startMs: endMs, endMs },
        callsOf(calls, random),
      );
    }
    await store.write(batch, endMs);
    if ((flush + 1) % FLUSHES_PER_MINUTE === 0) {
      await afterMinute(minute + 1);
    }
  }
}

/** What the whole database takes, in bytes. */
async function sizeOf(knex: Knex, isPostgres: boolean): Promise<number> {
  if (isPostgres) {
    const { rows } = await knex.raw(
      `select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    return Number(rows[0].bytes);
  }
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  const [{ page_count: pages }] = await knex.raw('PRAGMA page_count');
  const [{ page_size: bytes }] = await knex.raw('PRAGMA page_size');
  return pages * bytes;
}

async function main(): Promise<void> {
  const order: Order = JSON.parse(process.argv[2]);
  const knex = knexFactory({
    ...order.database,
    useNullAsDefault: true,
    // One connection: it counts what it wrote, as soon as that is asked for.
    pool: { min: 1, max: 1 },
  });
  const isPostgres = order.database.client === 'pg';
  await openDatabase({ getClient: async () => knex } as DatabaseService);
  // The day is older than minutes are kept for once it is over; that is asked for below.
  const retention = {
    minutesMs: 2 * DAY_MS,
    hoursMs: 90 * DAY_MS,
    daysMs: 730 * DAY_MS,
  };
  const store = new SeriesStore({
    knex,
    retention,
    limits: { perIntegration: 10_000, overall: 1_000_000 },
  });
  let clockMs = DAY_START_MS;
  const packer = new HourPacker({
    knex,
    minutesKeptMs: retention.minutesMs,
    restsPerWork: 0,
    onError(message, error) {
      throw new Error(message, { cause: error });
    },
    now: () => clockMs,
  });
  const vacuum = () => knex.raw(isPostgres ? 'VACUUM FULL' : 'VACUUM');

  await vacuum();
  const empty = await sizeOf(knex, isPostgres);
  await writeDay(store, order, async minutes => {
    clockMs = DAY_START_MS + minutes * MINUTE_MS;
    if (minutes % 60 === SETTLED_MINUTES) {
      await packer.pack();
    }
    if (isPostgres) {
      await autovacuum(knex);
    }
  });
  // The last hour is packed in the day after.
  clockMs += SETTLED_MINUTES * MINUTE_MS;
  await packer.pack();
  const written = await sizeOf(knex, isPostgres);
  await vacuum();
  const compact = await sizeOf(knex, isPostgres);
  await store.forget(DAY_START_MS + 4 * DAY_MS);
  await vacuum();
  const rolledUp = await sizeOf(knex, isPostgres);
  await knex.destroy();
  const integrations = integrationsOf(order);
  process.stdout.write(
    `${JSON.stringify({
      minuteBytes: (written - rolledUp) / integrations,
      compactMinuteBytes: (compact - rolledUp) / integrations,
      rolledUpBytes: (rolledUp - empty) / integrations,
    })}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

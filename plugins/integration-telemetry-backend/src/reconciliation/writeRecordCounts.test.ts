import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { RecordOutcome } from '../series/RecordCounts';
import { OVERFLOW, SeriesBatch } from '../series/SeriesBatch';
import { RecordCountStore } from './RecordCountStore';
import { writeRecordCounts } from './writeRecordCounts';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const directory = resolvePackagePath(
  '@tieline/plugin-integration-telemetry-backend',
  'migrations',
);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Date.parse('2026-11-22T12:00:00Z');
const ref = 'integration:default/orders';

function open(knex: Knex) {
  const store = new RecordCountStore({ knex });
  return {
    store,
    /** Records that were counted in the minute before a moment. */
    async write(
      counted: Array<{
        endMs: number;
        records: number;
        subject?: string;
        flow?: string;
        outcome?: RecordOutcome;
        source?: string;
      }>,
    ) {
      const batch = new SeriesBatch();
      counted.forEach(item =>
        batch.addRecords(
          {
            subject: item.subject ?? ref,
            environment: 'production',
            flow: item.flow ?? '',
            outcome: item.outcome ?? 'sent',
          },
          { startMs: item.endMs - MINUTE_MS, endMs: item.endMs },
          item.records,
          { source: item.source ?? 'shop', unit: '' },
        ),
      );
      await knex.transaction(tx =>
        writeRecordCounts(tx, batch.records, 90 * DAY_MS, nowMs),
      );
    },
    async counts(subject = ref) {
      const counters = await store.listCounters([subject]);
      const ids = counters.map(({ id }) => id);
      return (await store.listCounts(ids, 0, nowMs + DAY_MS)).map(
        ({ start_minute: start, records }) => [start * MINUTE_MS, records],
      );
    },
  };
}

describe('counts of records', () => {
  it.each(databases.eachSupportedId())(
    'add up, late ones too, and say who counted since when, on %s',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory });
      const { store, write, counts } = open(knex);
      await write([{ endMs: nowMs, records: 10 }]);
      await write([
        { endMs: nowMs, records: 5, source: 'kiosk' },
        { endMs: nowMs - 5 * HOUR_MS, records: 7 },
        { endMs: nowMs - 91 * DAY_MS, records: 9 },
        { endMs: nowMs + HOUR_MS, records: 1 },
      ]);
      expect((await counts()).sort()).toEqual([
        [nowMs - 6 * HOUR_MS, 7],
        [nowMs - HOUR_MS, 15],
        [nowMs, 1],
      ]);
      expect(await store.listCounters([ref])).toMatchObject([
        {
          sources: '["shop","kiosk"]',
          first_seen_ms: nowMs - 91 * DAY_MS - MINUTE_MS,
          last_seen_ms: nowMs,
        },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'of more flows than are told apart are one flow, sent and received alike, on %s',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory });
      const { store, write } = open(knex);
      const flows = Array.from({ length: 60 }, (_, at) => `flow-${at}`);
      const all = (outcome: RecordOutcome) =>
        flows.map(flow => ({ endMs: nowMs, records: 2, flow, outcome }));
      await write(all('sent'));
      await write(all('received').reverse());
      const counters = await store.listCounters([ref]);
      expect(counters).toHaveLength(102);
      const rest = counters.filter(({ flow }) => flow === OVERFLOW);
      const ids = rest.map(row => row.id);
      const counts = await store.listCounts(ids, 0, nowMs);
      expect(counts.map(({ records }) => records)).toEqual([20, 20]);
    },
  );

  it.each(databases.eachSupportedId())(
    'are forgotten by age, and with their integration, on %s',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory });
      const { store, write, counts } = open(knex);
      const other = 'integration:default/returns';
      await write([
        { endMs: nowMs - 80 * DAY_MS, records: 1 },
        { endMs: nowMs, records: 2 },
        { endMs: nowMs - 80 * DAY_MS, records: 3, subject: other },
        { endMs: nowMs, records: 4, outcome: 'received', subject: other },
      ]);
      await store.forgetBefore(nowMs - 70 * DAY_MS);
      expect(await counts()).toEqual([[nowMs - HOUR_MS, 2]]);
      expect(await store.listCounters([other])).toMatchObject([
        { outcome: 'received' },
      ]);
      await store.forgetIntegrations([other]);
      expect(await store.listCounters([ref, other])).toHaveLength(1);
      expect(await knex('record_counts')).toHaveLength(1);
    },
  );

  it.each(databases.eachSupportedId())(
    'come and go with their migrations, and are all our own before there were others, on %s',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory });
      const down = (name: string) =>
        knex.migrate.down({ directory, name } as never);
      await open(knex).write([{ endMs: nowMs, records: 10 }]);
      await down('20261127120000_own_counters.js');
      await knex.migrate.latest({ directory });
      expect(await open(knex).store.listCounters([ref])).toMatchObject([
        { own_seen_ms: nowMs },
      ]);
      await down('20261127120000_own_counters.js');
      await down('20261127000000_reconciliation_counts.js');
      expect(await knex.schema.hasTable('record_counts')).toBe(false);
      expect(await knex.schema.hasTable('record_counters')).toBe(false);
      await knex.migrate.latest({ directory });
      await open(knex).write([{ endMs: nowMs, records: 3 }]);
      expect(await open(knex).counts()).toEqual([[nowMs - HOUR_MS, 3]]);
    },
  );
});

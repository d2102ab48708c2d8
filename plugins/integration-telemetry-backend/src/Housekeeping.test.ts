import { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { integration } from './__testUtils__/telemetry';
import { AlarmStore } from './alarms/AlarmStore';
import { MaintenanceStore } from './alarms/MaintenanceStore';
import { ChangeStore } from './changes/ChangeStore';
import { ExemplarStore } from './exemplars/ExemplarStore';
import { HealthStore } from './health/HealthStore';
import { ViewStore } from './health/ViewStore';
import { Housekeeping } from './Housekeeping';
import { openDatabase } from './openDatabase';
import { RecordCountStore } from './reconciliation/RecordCountStore';
import { ReconciliationStore } from './reconciliation/ReconciliationStore';
import { RunStore } from './runs/RunStore';
import { CallTotals } from './series/CallTotals';
import { SeriesBatch } from './series/SeriesBatch';
import { SeriesReader } from './series/SeriesReader';
import { SeriesStore } from './series/SeriesStore';
import { TrendStore } from './trends/TrendStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Date.parse('2026-11-22T12:00:00Z');
const retention = {
  minutesMs: 48 * HOUR_MS,
  hoursMs: 90 * DAY_MS,
  daysMs: 730 * DAY_MS,
};

const limits = { perIntegration: 500, overall: 200_000 };

describe('housekeeping', () => {
  async function setUp(knex: Knex) {
    const database: DatabaseService = { getClient: async () => knex };
    await openDatabase(database);
    const projection = await IntegrationProjection.create({ database });
    const series = new SeriesStore({
      knex,
      retention,
      limits,
    });
    const reader = new SeriesReader({ knex });
    const runs = new RunStore({ knex });
    const reconciliations = new ReconciliationStore({ knex });
    const health = new HealthStore({ knex });
    const views = new ViewStore({ knex });
    const logger = mockServices.logger.mock();
    const parts = {
      projection,
      series,
      runs,
      reconciliations,
      recordCounts: new RecordCountStore({ knex }),
      health,
      views,
      alarms: new AlarmStore({ knex }),
      maintenance: new MaintenanceStore({ knex }),
      changes: new ChangeStore({ knex }),
      exemplars: new ExemplarStore({ knex }),
      trends: new TrendStore({ knex }),
      logger,
    };
    const housekeeping = new Housekeeping({
      knex,
      projection,
      retention,
      limits,
      logger,
      now: () => nowMs,
    });

    return {
      ...parts,
      reader,
      housekeeping,
      /** Ten calls in the minute that ends then, as they come in at once. */
      async receive(subject: string, endMs: number) {
        const totals = new CallTotals();
        totals.count = 10;
        const batch = new SeriesBatch();
        batch.addTotals(
          {
            subject,
            environment: 'production',
            source: 'metrics',
            side: 'caller',
            kind: 'call',
            operation: 'GET /prices',
            consumer: 'shop',
            version: '',
          },
          { samplingUnknown: false, environmentAssumed: false },
          { startMs: endMs - MINUTE_MS, endMs },
          totals,
        );
        batch.addRecords(
          { subject, environment: 'production', flow: '', outcome: 'sent' },
          { startMs: endMs - MINUTE_MS, endMs },
          10,
          { source: 'shop', unit: '' },
        );
        batch.addNotice({
          subject,
          environment: 'production',
          side: 'caller',
          operation: 'GET /v3/prices',
          address: 'prices.example',
          version: '',
          consumer: 'shop',
          sunsetMs: nowMs,
          url: '',
          saidSinceMs: endMs,
          firstSeenMs: endMs,
          lastSeenMs: endMs,
        });
        await series.write(batch, endMs);
      },
      /** Places of which a response said that it ends. */
      async countNotices(subject: string): Promise<number> {
        return (await knex('ending_notices').where({ subject })).length;
      },
      /** Records that are still known of. */
      async countRecords(subject: string): Promise<number> {
        const { recordCounts } = parts;
        const counters = await recordCounts.listCounters([subject]);
        const ids = counters.map(({ id }) => id);
        const counts = await recordCounts.listCounts(ids, 0, nowMs);
        return counts.reduce((sum, { records }) => sum + records, 0);
      },
      /** Calls that are still known, by the minute, the hour and the day. */
      async countCalls(subject: string): Promise<number[]> {
        const all = await reader.listSeries(subject);
        const counts = [1, 60, 1440].map(async resolution => {
          const points = await reader.readCounts(all, resolution, 0, nowMs);
          return points.reduce((sum, { count }) => sum + count, 0);
        });
        return Promise.all(counts);
      },
      async report(integrationRef: string, startedMs: number) {
        const report = {
          id: `${integrationRef} ${startedMs}`,
          integration: integrationRef,
          environment: 'production',
          startedAt: new Date(startedMs).toISOString(),
          result: 'succeeded' as const,
        };
        await runs.report([{ report, integrationRef }]);
        const { startedAt: to, result: _result, ...common } = report;
        const from = new Date(startedMs - HOUR_MS).toISOString();
        const counted = { ...common, from, to, sent: 1 };
        await reconciliations.report(
          [{ report: counted, integrationRef }],
          nowMs,
        );
      },
      /** Runs, of which each was reconciled. */
      async countRuns(ref: string): Promise<number> {
        const all = await runs.list(ref, 'production', 0, nowMs);
        const windows = await reconciliations.list(ref, 'production', 0, nowMs);
        expect(windows).toHaveLength(all.length);
        return all.length;
      },
      async judge(ref: string) {
        const judged = {
          environment: 'production',
          status: 'healthy',
          reasons: [],
          evaluatedAt: new Date(nowMs).toISOString(),
        } as never;
        await health.putAll([
          {
            entityRef: ref,
            environments: [{ declared: true, health: judged }],
          },
        ]);
        await views.replace(ref, 'production', undefined, {
          source: 'metrics',
          side: 'caller',
          sinceMs: nowMs,
          reason: 'first',
        });
      },
    };
  }

  it.each(databases.eachSupportedId())(
    'keeps minutes for 48 hours, hours for 90 days, days and runs for two years, on %s',
    async id => {
      const all = await setUp(await databases.init(id));
      const subject = 'integration:default/price-lookup';
      const agesMs = [
        47 * HOUR_MS,
        49 * HOUR_MS,
        89 * DAY_MS,
        91 * DAY_MS,
        729 * DAY_MS,
        731 * DAY_MS,
      ];
      for (const ageMs of agesMs) {
        await all.receive(subject, nowMs - ageMs);
        await all.report(subject, nowMs - ageMs);
      }
      await all.receive('flow:gone', nowMs - 731 * DAY_MS);
      await all.receive('flow:quiet', nowMs - 399 * DAY_MS);
      await all.receive('flow:silent', nowMs - 401 * DAY_MS);
      expect(await all.countCalls(subject)).toEqual([60, 60, 60]);

      await all.housekeeping.forgetOld(nowMs);

      expect(await all.countCalls(subject)).toEqual([10, 30, 50]);
      expect(await all.countRecords(subject)).toBe(30);
      expect(await all.countRuns(subject)).toBe(5);
      expect(await all.reader.listSeries('flow:gone')).toEqual([]);
      expect(await all.countNotices(subject)).toBe(1);
      expect(await all.countNotices('flow:quiet')).toBe(1);
      expect(await all.countNotices('flow:silent')).toBe(0);
    },
  );

  it.each(databases.eachSupportedId())(
    'knows a request again for a day, and counts of logs for two years, on %s',
    async id => {
      const knex = await databases.init(id);
      const { housekeeping } = await setUp(knex);
      const digest = (number: number) => Buffer.alloc(16, number);
      await knex('inbox_digests').insert([
        { digest: digest(1), received_ms: nowMs - DAY_MS - 1 },
        { digest: digest(2), received_ms: nowMs - DAY_MS + 1 },
      ]);
      const today = Math.floor(nowMs / DAY_MS);
      const counts = {
        subject: 'a',
        environment: 'b',
        count: 2,
        with_trace: 1,
      };
      await knex('log_counts').insert([
        { ...counts, day: today - 731 },
        { ...counts, day: today - 729 },
      ]);

      await housekeeping.forgetOld(nowMs);

      const digests = await knex('inbox_digests').select('digest');
      expect(digests.map(row => row.digest[0])).toEqual([2]);
      const days = await knex('log_counts').select('day');
      expect(days).toEqual([{ day: today - 729 }]);
    },
  );

  it.each(databases.eachSupportedId())(
    'knows the keys of series as long as the inbox may name them, on %s',
    async id => {
      const knex = await databases.init(id);
      const { housekeeping } = await setUp(knex);
      const row = (number: number, usedMs: number) => ({
        digest: Buffer.alloc(12, number),
        key: Buffer.of(number),
        used_ms: usedMs,
      });
      await knex('series_keys').insert([
        row(1, nowMs - 3 * DAY_MS - 1),
        row(2, nowMs - 3 * DAY_MS + 1),
      ]);
      const left = async () => {
        await housekeeping.forgetOld(nowMs);
        const rows = await knex('series_keys').orderBy('used_ms');
        return rows.map(({ digest }) => digest[0]);
      };
      const payload = Buffer.alloc(1);
      await knex('inbox').insert([
        { received_ms: nowMs - DAY_MS, payload, set_aside: true },
        { received_ms: nowMs - 1, payload, set_aside: false },
      ]);

      expect(await left()).toEqual([1, 2]);
      await knex('inbox').where('set_aside', true).delete();
      expect(await left()).toEqual([2]);
    },
  );

  it.each(databases.eachSupportedId())(
    'forgets a deleted integration after 30 days, and nothing of one that came back, on %s',
    async id => {
      const all = await setUp(await databases.init(id));
      const refs = ['gone', 'just-gone', 'back', 'there'].map(
        name => `integration:default/${name}`,
      );
      const changes = refs.map(ref => ({
        ref,
        entity: integration(ref.split('/')[1]),
      }));
      await all.projection.upsert(changes);
      for (const ref of refs) {
        await all.receive(ref, nowMs - DAY_MS);
        await all.report(ref, nowMs - DAY_MS);
        await all.judge(ref);
      }
      const daysAgo = (days: number) => new Date(nowMs - days * DAY_MS);
      const [gone, justGone, back, there] = refs;
      await all.projection.markDeleted([gone, back], daysAgo(31));
      await all.projection.markDeleted([justGone], daysAgo(29));
      await all.projection.upsert(changes.filter(({ ref }) => ref === back));

      await all.housekeeping.forgetDeleted(nowMs);

      const left = async (ref: string) => [
        ...(await all.countCalls(ref)),
        await all.countRecords(ref),
        await all.countRuns(ref),
        (await all.health.listEnvironments(ref)).length,
        (await all.views.list(ref)).size,
        await all.countNotices(ref),
      ];
      expect(await left(gone)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
      for (const ref of [justGone, back, there]) {
        expect(await left(ref)).toEqual([10, 10, 10, 10, 1, 1, 1, 1]);
      }
      // A second look finds nothing left to do until the other one is due.
      await all.housekeeping.forgetDeleted(nowMs);
      expect(all.logger.info).toHaveBeenCalledTimes(1);
      await all.housekeeping.forgetDeleted(nowMs + 2 * DAY_MS);
      expect(await left(justGone)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    },
  );
});

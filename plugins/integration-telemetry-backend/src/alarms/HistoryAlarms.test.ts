import { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { integration } from '../__testUtils__/telemetry';
import { ViewKeeper } from '../health/ViewKeeper';
import { ViewStore } from '../health/ViewStore';
import { openDatabase } from '../openDatabase';
import { ReplayStore } from '../ReplayStore';
import { RunJudge } from '../runs/RunJudge';
import { RunStore } from '../runs/RunStore';
import { CallTotals } from '../series/CallTotals';
import { SeriesBatch } from '../series/SeriesBatch';
import { SeriesReader } from '../series/SeriesReader';
import { SeriesStore } from '../series/SeriesStore';
import { AlarmReader } from './AlarmReader';
import { AlarmStore } from './AlarmStore';
import { HistoryAlarms } from './HistoryAlarms';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Date.parse('2026-11-22T12:00:00Z');
const fromMs = nowMs - 10 * DAY_MS;

describe('HistoryAlarms', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'logs what went wrong and is over, once, also after somebody began and did not come to the end, on %s',
    async id => {
      const knex = await databases.init(id);
      const database: DatabaseService = { getClient: async () => knex };
      await openDatabase(database);
      const projection = await IntegrationProjection.create({ database });
      const entities = [
        integration('pay'),
        integration('file', {
          type: 'batch-file',
          dataFlows: [{ data: 'prices', schedule: { cron: '0 5 * * *' } }],
        }),
      ];
      await projection.upsert(
        entities.map(entity => ({
          ref: `integration:default/${entity.metadata.name}`,
          entity,
        })),
      );
      const retention = {
        minutesMs: 2 * DAY_MS,
        hoursMs: 90 * DAY_MS,
        daysMs: 730 * DAY_MS,
      };
      const batch = new SeriesBatch();
      for (let at = fromMs; at < nowMs; at += HOUR_MS) {
        const totals = new CallTotals();
        totals.count = 1_000;
        const hour = (at - fromMs) / HOUR_MS;
        // Three hours of the second day, and the last two of all.
        const isBad = (hour >= 24 && hour < 27) || hour >= 238;
        totals.errors = isBad ? 120 : 1;
        batch.addTotals(
          {
            subject: 'integration:default/pay',
            environment: 'production',
            source: 'metrics',
            side: 'caller',
            kind: 'call',
            operation: 'POST /pay',
            consumer: 'shop',
            version: '',
          },
          { samplingUnknown: false, environmentAssumed: false },
          { startMs: at, endMs: at + HOUR_MS },
          totals,
        );
      }
      const store = new SeriesStore({
        knex,
        retention,
        limits: { perIntegration: 500, overall: 10_000 },
      });
      await store.write(batch, nowMs);
      const runStore = new RunStore({ knex });
      const run = (day: number) => {
        const startMs = Date.parse('2026-11-12T05:00:00Z') + day * DAY_MS;
        return {
          integrationRef: 'integration:default/file',
          report: {
            id: `run-${day}`,
            integration: 'file',
            environment: 'production',
            startedAt: new Date(startMs).toISOString(),
            endedAt: new Date(startMs + 60_000).toISOString(),
            result: 'succeeded' as const,
          },
        };
      };
      // Nothing came on the fourth and fifth day.
      await runStore.report(
        [0, 1, 2, 3, 6, 7, 8, 9, 10].map(day => run(day)) as never,
      );
      await new ReplayStore({ knex }).put(
        'history',
        {
          from: new Date(fromMs).toISOString(),
          to: new Date(nowMs).toISOString(),
          completedShare: 1,
        },
        nowMs,
      );

      const reader = new SeriesReader({ knex });
      const alarms = new AlarmStore({ knex });
      // A replica that goes down in the middle of it.
      let isDown = true;
      const failing = {
        record: async (...args: Parameters<AlarmStore['record']>) => {
          if (isDown) {
            throw new Error('Connection terminated');
          }
          return alarms.record(...args);
        },
      } as AlarmStore;
      const history = new HistoryAlarms({
        knex,
        store: failing,
        series: reader,
        views: new ViewKeeper({ store: new ViewStore({ knex }), reader }),
        runs: new RunJudge({ store: runStore }),
        logger: mockServices.logger.mock(),
      });
      const integrations = await projection.listIntegrations();
      await expect(history.judgeDue(integrations, () => nowMs)).rejects.toThrow(
        'terminated',
      );
      isDown = false;
      const after = (minutes: number) =>
        history.judgeDue(integrations, () => nowMs + minutes * 60_000);
      // Whoever began may still be at it, and then not any more.
      expect([await after(1), await after(11), await after(30)]).toEqual([
        0, 1, 0,
      ]);

      const { items } = await new AlarmReader({ knex }).list(
        { integrations: projection.query(), drift: true },
        {},
        { limit: 10 },
      );
      expect(
        items.map(({ subjectRef, rule, state, onsetMs, clearedMs }) => [
          subjectRef,
          rule,
          state,
          new Date(onsetMs).toISOString(),
          new Date(clearedMs!).toISOString(),
        ]),
      ).toEqual([
        [
          'integration:default/file',
          'late',
          'cleared',
          '2026-11-16T05:30:00.000Z',
          '2026-11-18T05:31:00.000Z',
        ],
        [
          'integration:default/pay',
          'errors',
          'cleared',
          '2026-11-13T12:00:00.000Z',
          '2026-11-13T15:00:00.000Z',
        ],
      ]);
      expect(items[0].details.untold).toContain('history');
    },
  );
});

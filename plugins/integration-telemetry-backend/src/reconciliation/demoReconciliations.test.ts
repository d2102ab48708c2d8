import { TestDatabases } from '@backstage/backend-test-utils';
import { reconciliationsIn } from '@tieline/simulator';
import { DemoRuns, readDemoLandscape } from '../__testUtils__/DemoRuns';
import { openDatabase } from '../openDatabase';
import { ReconciliationJudge } from './ReconciliationJudge';
import { ReconciliationStore } from './ReconciliationStore';
import { RunWindowSource } from './RunWindowSource';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('five weeks of the demo', () => {
  it.each(['2026-11-22T11:00:00Z', '2026-04-20T03:30:00Z'])(
    'that end at %s have orders that are doubled for the last 12 hours, and nothing else',
    async anchor => {
      const anchorMs = Date.parse(anchor);
      const landscape = await readDemoLandscape(anchorMs);
      const store = new ReconciliationStore({
        knex: await openDatabase({
          getClient: async () => databases.init('SQLITE_3'),
        }),
      });
      const runs = new DemoRuns(landscape, anchorMs - 35 * DAY_MS);
      const judge = new ReconciliationJudge({
        sources: [new RunWindowSource({ runs }), store],
        limits: { tolerance: 0.001, minRecords: 5 },
      });
      const onsets = new Map<string, string>();
      // The others have neither runs nor reports.
      const { jobs, reconciliations } = landscape.scenario;
      const refs = new Set(
        [...jobs, ...reconciliations].map(({ integration }) => integration),
      );
      let last = '';
      const stepMs = 5 * HOUR_MS;
      for (
        let toMs = anchorMs - 35 * DAY_MS + stepMs;
        toMs <= anchorMs;
        toMs += stepMs
      ) {
        const period = { fromMs: toMs - stepMs, toMs };
        await store.report(
          reconciliationsIn(landscape, period).map(report => ({
            report,
            integrationRef: report.integration,
          })),
          toMs,
        );
        runs.moveTo(toMs);
        for (const ref of refs) {
          const reason = (await judge.judge(ref, 'production', toMs))?.reason;
          if (reason) {
            onsets.set(`${ref} since ${reason.since}`, reason.code);
            last = reason.headline;
          }
        }
      }
      const since = new Date(anchorMs - 713 * MINUTE_MS).toISOString();
      expect([...onsets]).toEqual([
        [`integration:default/order-to-3pl since ${since}`, 'unreconciled'],
      ]);
      expect(last).toMatch(
        /^\d{3} orders doubled: (2\.[5-9]|3(\.\d)?) % of the window is unexplained\. Sent \d,\d{3}, received \d,\d{3}, rejected \d+$/,
      );
    },
  );
});

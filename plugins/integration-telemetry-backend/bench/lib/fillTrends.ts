import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ViewKeeper } from '../../src/health/ViewKeeper';
import { ViewStore } from '../../src/health/ViewStore';
import { RunStore } from '../../src/runs/RunStore';
import { SeriesReader } from '../../src/series/SeriesReader';
import { TrendKeeper } from '../../src/trends/TrendKeeper';
import { TrendPointsReader } from '../../src/trends/TrendPointsReader';
import { StoredTrend, TrendStore } from '../../src/trends/TrendStore';
import { createFleet } from './fleet.mjs';
import { isSlower } from './healthFleet.mjs';

const HOUR_MS = 3_600_000;

/** So many of each kind are judged; all others of the kind have what was found of one of them. */
const JUDGED = 20;

/**
 * What was found of trends: judged by the plugin's own code for some, and taken
 * over for the others. When they were looked at is spread over the twelve
 * hours that lie between two looks.
 */
export async function fillTrends(
  knex: Knex,
  integrations: readonly ProjectedIntegration[],
  nowMs: number,
): Promise<void> {
  const store = new TrendStore({ knex });
  const reader = new SeriesReader({ knex });
  const keeper = new TrendKeeper({
    store,
    points: new TrendPointsReader({ knex, runs: new RunStore({ knex }) }),
    series: reader,
    views: new ViewKeeper({ store: new ViewStore({ knex }), reader }),
    logger: console,
  });
  const byRef = new Map(
    integrations.map(integration => [
      integration.facets.entityRef,
      integration,
    ]),
  );
  const fleet = createFleet().map(({ name }, number) => ({
    integration: byRef.get(`integration:default/${name}`)!,
    kind: isSlower(number) ? 'slower' : 'steady',
  }));
  const judged = new Map<string, StoredTrend[][]>();
  for (const { integration, kind } of fleet) {
    const known = judged.get(kind) ?? [];
    if (known.length < JUDGED) {
      const trends = await keeper.judge(integration, nowMs, []);
      judged.set(kind, trends.length > 0 ? [...known, trends] : known);
    }
  }
  await knex('trends').delete();
  for (let at = 0; at < fleet.length; at += 200) {
    const trends = fleet
      .slice(at, at + 200)
      .flatMap(({ integration, kind }, nth) => {
        const all = judged.get(kind)!;
        return all[(at + nth) % all.length].map(trend => ({
          ...trend,
          entityRef: integration.facets.entityRef,
          evaluatedMs:
            nowMs -
            ((((at + nth) * 7_919) % fleet.length) / fleet.length) *
              11 *
              HOUR_MS,
        }));
      });
    await store.putAll(trends);
  }
}

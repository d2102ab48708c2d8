import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { momentMs } from '../scenario/fields';
import { Period } from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';

/** What pipelines told of in a period. */
export function changesIn(landscape: Landscape, period: Period): Change[] {
  const { name: scenario, changes } = landscape.scenario;
  return changes
    .map(({ name, at, ...change }) => ({
      ...change,
      id: `${scenario}-${name}-${landscape.anchorMs}`,
      atMs: landscape.anchorMs + momentMs(at),
    }))
    .filter(({ atMs }) => atMs >= period.fromMs && atMs < period.toMs)
    .map(({ atMs, ...change }) => ({
      ...change,
      at: new Date(atMs).toISOString(),
    }));
}

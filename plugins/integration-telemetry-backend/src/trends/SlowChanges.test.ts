import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { HistoryAlarms } from '../alarms/HistoryAlarms';
import { ReplayStore } from '../ReplayStore';
import { SlowChanges } from './SlowChanges';
import { TrendKeeper } from './TrendKeeper';

const integrations = Array.from(
  { length: 20 },
  (_, at) => ({ at }) as unknown as ProjectedIntegration,
);

function create(keep: (at: number) => Promise<void>) {
  const kept: ProjectedIntegration[] = [];
  let nowMs = 0;
  const slowChanges = new SlowChanges({
    history: { judgeDue: async () => 0 } as unknown as HistoryAlarms,
    keeper: {
      listDue: async (due: ProjectedIntegration[]) => due,
      keep: async (integration: ProjectedIntegration) => {
        kept.push(integration);
        nowMs += 3_000;
        await keep(kept.length);
      },
    } as unknown as TrendKeeper,
    replays: { isOngoing: async () => false } as unknown as ReplayStore,
    now: () => nowMs,
  });
  slowChanges.use(integrations);
  return { slowChanges, kept };
}

describe('SlowChanges', () => {
  it('leaves to the next look what there is no time for', async () => {
    const { slowChanges, kept } = create(async () => {});
    await slowChanges.look();
    expect(kept).toEqual(integrations.slice(0, 16));
  });

  it('ends after the integrations that it is at where the portal is stopped', async () => {
    let finish = () => {};
    const { slowChanges, kept } = create(at =>
      at < 8 ? Promise.resolve() : new Promise(resolve => (finish = resolve)),
    );
    const look = slowChanges.look();
    while (kept.length < 8) {
      await new Promise(resolve => setImmediate(resolve));
    }
    let isStopped = false;
    const stopped = slowChanges.stop().then(() => (isStopped = true));
    await new Promise(resolve => setImmediate(resolve));
    expect(isStopped).toBe(false);
    finish();
    await stopped;
    await look;
    expect(kept).toEqual(integrations.slice(0, 8));
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { MixedPipelines } from './MixedPipelines';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = new Date('2026-11-20T00:00:00.000Z');
const START = NOW.getTime() - 14 * DAY_MS;
const iso = (ms: number) => new Date(ms).toISOString();

const load = {
  entityRef: 'integration:default/load',
  interaction: 'batch' as const,
};
const clicks = {
  entityRef: 'integration:default/clicks',
  interaction: 'stream' as const,
};
const views = {
  entityRef: 'integration:default/views',
  interaction: 'event' as const,
};

/** A load from two to four each night, and what takes how long meanwhile. */
function telemetry(slowMs: Record<string, number>): TelemetryAccess {
  const at = Array.from({ length: 14 * 24 }, (_, n) => START + n * HOUR_MS);
  return {
    client: {
      getRuns: async ({ name }: { name: string }) => ({
        items:
          name === 'load'
            ? Array.from({ length: 14 }, (_, day) => ({
                state: 'on-time',
                run: {
                  startedAt: iso(START + day * DAY_MS + 2 * HOUR_MS),
                  endedAt: iso(START + day * DAY_MS + 4 * HOUR_MS),
                },
              })).concat([{ state: 'expected' } as never])
            : [],
      }),
      getSeries: async ({ name }: { name: string }) => ({
        at: at.map(iso),
        values: {
          p95Ms: at.map((_, n) =>
            [2, 3].includes(n % 24) ? slowMs[name] : 90,
          ),
          throughputPerMinute: at.map(() => 40),
        },
      }),
    },
    requestOptions: async () => ({}),
  } as unknown as TelemetryAccess;
}

const compare = (
  access: TelemetryAccess,
  batches: Array<typeof load>,
  others: Array<typeof clicks | typeof views>,
) =>
  new MixedPipelines({
    telemetry: access,
    logger: mockServices.logger.mock(),
  }).compare(batches, others, NOW);

describe('MixedPipelines', () => {
  it('show how much longer real time takes while a batch runs, of several the worst', async () => {
    const found = await compare(
      telemetry({ clicks: 630, views: 180 }),
      [load],
      [views, clicks],
    );
    expect(found).toEqual({
      detail:
        'The 95th percentile of clicks was 630 ms while load ran and 90 ms otherwise, 7 times as long.',
      evidence: {
        value:
          'p95 630 ms within 28 hours of load on 14 days, 90 ms in 308 other hours (medians)',
        source: 'telemetry, 14 days',
        href: '/catalog/default/integration/clicks/health',
        grade: 'observed',
        at: NOW.toISOString(),
      },
    });
  });

  it('say so where real time does not suffer', async () => {
    const found = await compare(telemetry({ clicks: 95 }), [load], [clicks]);
    expect(found?.detail).toBe(
      'So far clicks takes no longer while load runs: a 95th percentile of 95 ms, and 90 ms otherwise.',
    );
  });

  it('say nothing of a batch that never ran, or while telemetry is out', async () => {
    const idle = { ...load, entityRef: 'integration:default/idle' };
    const access = telemetry({ clicks: 630 });
    expect(await compare(access, [idle], [clicks])).toBeUndefined();
    const out = {
      ...access,
      requestOptions: async () => {
        throw new Error('down');
      },
    };
    expect(await compare(out, [load], [clicks])).toBeUndefined();
  });
});

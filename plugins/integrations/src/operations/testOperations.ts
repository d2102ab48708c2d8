import { Operations } from '@tieline/plugin-integrations-common/telemetry';

const none = { total: 0, recent: 0 };

/** A receiver where everything flows, for tests. */
export function testOperations(
  operations: Partial<Omit<Operations, 'process'>> & {
    process?: Partial<Operations['process']>;
  } = {},
): Operations {
  return {
    readAt: '2025-11-18T09:53:20.000Z',
    problems: [],
    inbox: {
      rows: 12,
      bytes: 48_000,
      oldestAt: '2025-11-18T09:53:19.000Z',
      setAside: 0,
      digests: 4_120,
      oldestDigestAt: '2025-11-17T09:53:19.000Z',
    },
    cardinality: {
      series: 1_204,
      limit: 200_000,
      flows: 31,
      perIntegrationLimit: 500,
      overflowed: 0,
      most: [
        {
          subject: 'integration:default/order-events',
          series: 84,
          limit: 500,
        },
      ],
    },
    retention: [
      {
        resolution: 'minute',
        keptMs: 48 * 3_600_000,
        oldestAt: '2025-11-16T09:53:00.000Z',
      },
      { resolution: 'hour', keptMs: 90 * 86_400_000 },
      { resolution: 'day', keptMs: 730 * 86_400_000 },
    ],
    ...operations,
    process: {
      host: 'portal-1',
      processId: 4711,
      startedAt: '2025-11-18T08:00:00.000Z',
      recentMinutes: 15,
      signals: [
        {
          signal: 'traces',
          requests: {
            total: 9_000,
            recent: 1_500,
            lastAt: '2025-11-18T09:53:18.000Z',
          },
          items: { total: 450_000, recent: 75_000 },
          duplicates: { total: 3, recent: 0 },
        },
        {
          signal: 'metrics',
          requests: none,
          items: none,
          duplicates: none,
        },
        { signal: 'logs', requests: none, items: none, duplicates: none },
      ],
      rejected: [],
      refused: [],
      flush: {
        flushes: {
          total: 5_000,
          recent: 900,
          lastAt: '2025-11-18T09:53:19.000Z',
        },
        rows: { total: 9_000, recent: 1_500 },
        lastDelayMs: 640,
        p95DelayMs: 1_200,
        lastDurationMs: 31,
      },
      listener: { state: 'listening', host: '127.0.0.1', port: 4318 },
      ...operations.process,
    },
  };
}

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { startTelemetry } from '../__testUtils__/startTelemetry';
import { IngestMeter } from '../IngestMeter';
import { openDatabase } from '../openDatabase';
import { OVERFLOW } from '../series/SeriesBatch';
import { OperationsReader } from './OperationsReader';
import { slotOf } from '../series/pointSlots';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const NOW_MS = Date.parse('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;

async function open(id: any): Promise<Knex> {
  const knex = await databases.init(id);
  return openDatabase({ getClient: async () => knex });
}

function readerOn(knex: Knex, meter = new IngestMeter(() => NOW_MS)) {
  const clock = { ms: NOW_MS };
  const reader = new OperationsReader({
    knex,
    meter,
    retention: { minutesMs: 2 * DAY_MS, hoursMs: 90 * DAY_MS, daysMs: DAY_MS },
    limits: { perIntegration: 500, overall: 200_000 },
    receiver: {
      readState: async () => ({
        listener: { state: 'listening', host: '127.0.0.1', port: 4318 },
        workers: { threads: 2, busy: 1, waiting: 0 },
      }),
    },
    engines: () => [],
    now: () => clock.ms,
  });
  return { reader, clock };
}

function storeSeries(knex: Knex, subject: string, operation: string) {
  return knex('series')
    .insert({
      subject,
      environment: 'production',
      source: 'spans',
      side: 'caller',
      kind: 'call',
      operation,
      consumer: 'shop',
      sampling_unknown: false,
      environment_assumed: false,
      first_seen_ms: NOW_MS - 1_000,
      last_seen_ms: NOW_MS,
    })
    .returning('id');
}

describe('operations', () => {
  it.each(databases.eachSupportedId())(
    'tell depth and age of the inbox, the series against their limits and the oldest points, on %s',
    async id => {
      const knex = await open(id);
      await knex('inbox').insert([
        {
          received_ms: NOW_MS - 400,
          payload: Buffer.alloc(300),
          set_aside: false,
        },
        {
          received_ms: NOW_MS - 900,
          payload: Buffer.alloc(24),
          set_aside: false,
        },
        { received_ms: 5, payload: Buffer.alloc(9), set_aside: true },
      ]);
      await knex('inbox_digests').insert([
        { digest: Buffer.alloc(16, 1), received_ms: NOW_MS - DAY_MS },
        { digest: Buffer.alloc(16, 2), received_ms: NOW_MS },
      ]);
      for (const operation of ['a', 'b', 'c']) {
        await storeSeries(knex, 'integration:default/busy', operation);
      }
      await storeSeries(knex, 'integration:default/full', OVERFLOW);
      const [{ id: seriesId }] = await storeSeries(knex, 'flow:1', 'GET /');
      await knex('points').insert({
        series_id: seriesId,
        slot: slotOf(60, NOW_MS / 60_000 - 600),
        count: 1,
        sum_ms: 1,
        details: Buffer.alloc(0),
      });

      const { reader } = readerOn(knex);
      const operations = await reader.read();
      expect(operations.inbox).toEqual({
        rows: 2,
        bytes: 324,
        oldestAt: '2026-11-20T11:59:59.100Z',
        setAside: 1,
        digests: 2,
        oldestDigestAt: '2026-11-19T12:00:00.000Z',
      });
      expect(operations.cardinality).toEqual({
        series: 5,
        limit: 200_000,
        flows: 1,
        perIntegrationLimit: 500,
        overflowed: 1,
        most: [
          {
            subject: 'integration:default/full',
            series: 1,
            limit: 500,
            overflowedAt: '2026-11-20T12:00:00.000Z',
          },
          { subject: 'integration:default/busy', series: 3, limit: 500 },
        ],
      });
      expect(operations.retention).toEqual([
        { resolution: 'minute', keptMs: 2 * DAY_MS },
        {
          resolution: 'hour',
          keptMs: 90 * DAY_MS,
          oldestAt: '2026-11-20T02:00:00.000Z',
        },
        { resolution: 'day', keptMs: DAY_MS },
      ]);
      expect(operations.problems.map(({ code }) => code)).toEqual([
        'set-aside',
        'overflow',
      ]);
    },
  );

  it('ask the database once in three seconds, however many look', async () => {
    const knex = await open('SQLITE_3');
    const { reader, clock } = readerOn(knex);
    await reader.read();
    await knex('inbox').insert({
      received_ms: NOW_MS,
      payload: Buffer.from('x'),
    });
    const early = await reader.read();
    expect(early.inbox.rows).toBe(0);
    expect(early.readAt).toBe('2026-11-20T12:00:00.000Z');
    clock.ms += 3_001;
    expect((await reader.read()).inbox.rows).toBe(1);
  });

  it('tell what this process took, most frequent refusals first', async () => {
    const knex = await open('SQLITE_3');
    const meter = new IngestMeter(() => NOW_MS);
    meter.accepted('traces', 12);
    meter.duplicate('traces');
    meter.refused(413, 'too large');
    meter.refused(401, 'no token');
    meter.refused(401, 'no token');
    meter.rejected('traces', 'bad item', 3);
    meter.flushed({ rows: 4, delayMs: 700, durationMs: 30 });
    const { process } = await readerOn(knex, meter).reader.read();
    expect(process).toMatchObject({
      startedAt: '2026-11-20T12:00:00.000Z',
      recentMinutes: 15,
      flush: { lastDelayMs: 700, p95DelayMs: 700, lastDurationMs: 30 },
      listener: { state: 'listening', port: 4318 },
      workers: { threads: 2, busy: 1, waiting: 0 },
    });
    expect(process.signals[0]).toMatchObject({
      signal: 'traces',
      requests: { total: 1, lastAt: '2026-11-20T12:00:00.000Z' },
      items: { total: 12 },
      duplicates: { total: 1 },
    });
    expect(process.signals[1].items).toEqual({ total: 0, recent: 0 });
    expect(
      process.refused.map(({ httpStatus, count }) => [httpStatus, count.total]),
    ).toEqual([
      [401, 2],
      [413, 1],
    ]);
    expect(process.rejected).toMatchObject([
      { signal: 'traces', reason: 'bad item', count: { recent: 3 } },
    ]);
  });

  it('are served to those who may read them, and to nobody else', async () => {
    const knex = await databases.init('SQLITE_3');
    const allowed = await startTelemetry({ knex });
    const answer = await allowed.get('/v1/operations');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ inbox: { rows: 0 }, problems: [] });
    await allowed.stop();
    const denied = await startTelemetry({
      knex,
      permissions: AuthorizeResult.DENY,
    });
    const refusal = await denied.get('/v1/operations');
    expect(refusal.status).toBe(403);
    expect(refusal.body.error.message).toContain(
      'integration.telemetry.operations.read',
    );
    await denied.stop();
  });
});

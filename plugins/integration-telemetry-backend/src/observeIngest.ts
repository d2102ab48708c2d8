import { BatchObservableResult, Meter } from '@opentelemetry/api';
import { Knex } from 'knex';
import { IngestMeter } from './IngestMeter';

/**
 * Tells the receiver's numbers as OpenTelemetry metrics, to whoever set up the
 * SDK in this process. Nothing is read, and nothing asked of the database,
 * until something collects them.
 */
export function observeIngest(options: {
  otel: Meter;
  meter: IngestMeter;
  knex: Knex;
  now: () => number;
}): void {
  const { otel, meter, knex, now } = options;
  const accepted = otel.createObservableCounter('tieline.ingest.accepted', {
    description: 'Spans, points and log records that were taken',
    unit: '{item}',
  });
  const requests = otel.createObservableCounter('tieline.ingest.requests', {
    description: 'Requests that were answered with success, repeats apart',
    unit: '{request}',
  });
  const duplicates = otel.createObservableCounter('tieline.ingest.duplicates', {
    description: 'Requests that had been taken before, and were not counted',
    unit: '{request}',
  });
  const rejected = otel.createObservableCounter('tieline.ingest.rejected', {
    description: 'Items that were not taken while the rest of a request was',
    unit: '{item}',
  });
  const refused = otel.createObservableCounter('tieline.ingest.refused', {
    description: 'Whole requests that were answered with an error',
    unit: '{request}',
  });
  const flushes = otel.createObservableCounter('tieline.inbox.flushes', {
    description: 'Times that the inbox was emptied into series',
    unit: '{flush}',
  });
  const flushSeconds = otel.createObservableGauge(
    'tieline.inbox.flush.duration',
    {
      description: 'How long the last flush took',
      unit: 's',
    },
  );
  const delaySeconds = otel.createObservableGauge('tieline.inbox.delay', {
    description:
      'From acknowledgement to being readable, p95 of the last flushes',
    unit: 's',
  });
  const depth = otel.createObservableGauge('tieline.inbox.rows', {
    description: 'Requests that were acknowledged and are not readable yet',
    unit: '{request}',
  });
  const age = otel.createObservableGauge('tieline.inbox.age', {
    description: 'Age of the oldest of them',
    unit: 's',
  });

  async function observe(result: BatchObservableResult): Promise<void> {
    const snapshot = meter.snapshot();
    for (const item of snapshot.signals) {
      const attributes = { signal: item.signal };
      result.observe(accepted, item.items.total, attributes);
      result.observe(requests, item.requests.total, attributes);
      result.observe(duplicates, item.duplicates.total, attributes);
    }
    for (const { signal, reason, total } of snapshot.rejected) {
      result.observe(rejected, total, { signal, 'error.type': reason });
    }
    for (const { status, reason, total } of snapshot.refused) {
      result.observe(refused, total, {
        'http.response.status_code': status,
        'error.type': reason,
      });
    }
    const { flush } = snapshot;
    result.observe(flushes, flush.flushes.total);
    if (flush.lastDurationMs !== undefined) {
      result.observe(flushSeconds, flush.lastDurationMs / 1000);
    }
    if (flush.p95DelayMs !== undefined) {
      result.observe(delaySeconds, flush.p95DelayMs / 1000);
    }
    const waiting: { rows: number | string; oldest: number | null } =
      await knex('inbox')
        .where({ set_aside: false })
        .first(
          knex.raw('count(*) as rows'),
          knex.raw('min(received_ms) as oldest'),
        );
    // PostgreSQL's counts are texts.
    result.observe(depth, Number(waiting.rows));
    result.observe(
      age,
      waiting.oldest === null ? 0 : Math.max(0, now() - waiting.oldest) / 1000,
    );
  }

  otel.addBatchObservableCallback(observe, [
    accepted,
    requests,
    duplicates,
    rejected,
    refused,
    flushes,
    flushSeconds,
    delaySeconds,
    depth,
    age,
  ]);
}

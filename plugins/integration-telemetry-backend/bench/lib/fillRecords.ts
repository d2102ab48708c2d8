import { randomUUID } from 'crypto';
import { Knex } from 'knex';
import { AlarmStore } from '../../src/alarms/AlarmStore';
import { ChangeStore } from '../../src/changes/ChangeStore';
import { courseOf } from './courses.mjs';
import { createFleet } from './fleet.mjs';
import { batchOf, queueOf } from './healthFleet.mjs';
import { createRandom } from './random.mjs';
import { AHEAD_MS, isNewest, Span } from './Span';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** In the whole fleet. */
const ALARMS_A_DAY = 60;
const CHANGES_A_DAY = 100;

/** Of each integration and reason. */
const EXEMPLARS = 5;

const environment = 'production';
const refOf = (name: string) => `integration:default/${name}`;

/** What else there is of a span: queues, runs, alarms of the past, changes, and traces of the last hour. */
export async function fillRecords(knex: Knex, span: Span): Promise<void> {
  if (isNewest(span)) {
    await fillExemplars(knex, span);
  }
  await fillQueues(knex, span);
  await fillRuns(knex, span);
  await fillAlarms(knex, span);
  await fillChanges(knex, span);
}

async function fillExemplars(knex: Knex, { nowMs }: Span): Promise<void> {
  const rows = createFleet().flatMap(({ name, source, operations }, number) =>
    courseOf(number) === 'never'
      ? []
      : ['failed', 'slow'].flatMap(reason =>
          Array.from({ length: EXEMPLARS }, (_, slot) => ({
            subject: refOf(name),
            environment,
            reason,
            slot,
            trace_id: randomUUID().replaceAll('-', ''),
            span_id: randomUUID().replaceAll('-', '').slice(0, 16),
            at_ms: nowMs - slot * MINUTE_MS,
            duration_ms: 1_500,
            operation: operations[0].method,
            consumer: source.name,
            failure: reason === 'failed' ? '503' : '',
          })),
        ),
  );
  await knex.batchInsert('exemplars', rows, 80);
}

async function fillQueues(knex: Knex, span: Span): Promise<void> {
  const { nowMs, fromMs, toMs } = span;
  if (isNewest(span)) {
    const queues = createFleet().flatMap(
      ({ name }, number) => queueOf(number, name) ?? [],
    );
    const seenMs = nowMs + AHEAD_MS;
    await knex.batchInsert(
      'queues',
      queues.map(queue => ({
        environment,
        queue,
        consumer_group: '',
        measure: 'ready',
        first_seen_ms: nowMs - 35 * DAY_MS,
        last_seen_ms: seenMs,
        value: 2,
        filled_since_ms: nowMs - 5 * MINUTE_MS,
      })),
      100,
    );
  }
  const ids: number[] = await knex('queues').pluck('id');
  const put = async (resolution: number, startMs: number) =>
    knex.batchInsert(
      'queue_points',
      ids.map(id => ({
        queue_id: id,
        resolution,
        start_minute: startMs / MINUTE_MS,
        at_ms: startMs + resolution * MINUTE_MS - 1,
        value: (id + startMs / MINUTE_MS) % 4,
        lowest: 0,
        highest: 5,
      })),
      100,
    );
  const newestMs = isNewest(span) ? nowMs + AHEAD_MS : toMs;
  for (
    let at = Math.ceil(fromMs / HOUR_MS) * HOUR_MS;
    at < newestMs;
    at += HOUR_MS
  ) {
    await put(60, at);
  }
  const minutesMs = isNewest(span) ? nowMs - 3 * HOUR_MS : newestMs;
  for (
    let at = Math.ceil(minutesMs / MINUTE_MS) * MINUTE_MS;
    at < newestMs;
    at += MINUTE_MS
  ) {
    await put(1, at);
  }
}

async function fillRuns(knex: Knex, span: Span): Promise<void> {
  const rows = createFleet().flatMap(({ name }, number) => {
    const batch = batchOf(number);
    const everyMs = batch === 'hourly' ? HOUR_MS : DAY_MS;
    const firstMs = batch === 'hourly' ? 0 : 2 * HOUR_MS;
    const runs = [];
    for (
      let at = Math.ceil(span.fromMs / everyMs) * everyMs + firstMs;
      batch && at < span.toMs;
      at += everyMs
    ) {
      runs.push({
        id: `${name}-${at}`,
        integration_ref: refOf(name),
        environment,
        started_ms: at,
        ended_ms: at + 5 * MINUTE_MS,
        result: 'succeeded',
        records_in: 1_000,
        records_out: 990,
        records_rejected: 10,
      });
    }
    return runs;
  });
  // What runs beyond the seam of two spans is in both.
  for (let at = 0; at < rows.length; at += 80) {
    await knex('runs')
      .insert(rows.slice(at, at + 80))
      .onConflict('id')
      .ignore();
  }
}

async function fillAlarms(knex: Knex, { fromMs, toMs }: Span): Promise<void> {
  const random = createRandom(11);
  const store = new AlarmStore({ knex });
  const fleet = createFleet();
  for (let at = fromMs; at < toMs; at += DAY_MS / ALARMS_A_DAY) {
    const { name, source } = fleet[Math.floor(random() * fleet.length)];
    const headline = '12 % of calls fail';
    await store.record({
      id: randomUUID(),
      kind: 'own',
      subjectRef: refOf(name),
      environment,
      rule: 'error-rate',
      status: 'degraded',
      state: 'cleared',
      ownerRef: `group:default/${source.namespace}`,
      onsetMs: at,
      noticedMs: at + MINUTE_MS,
      wellSinceMs: at + HOUR_MS,
      clearedMs: at + HOUR_MS,
      toldMs: at + 2 * MINUTE_MS,
      details: { headline, reasons: [], told: [] },
    });
  }
}

async function fillChanges(knex: Knex, { fromMs, toMs }: Span): Promise<void> {
  const random = createRandom(13);
  const store = new ChangeStore({ knex });
  const fleet = createFleet();
  for (let at = fromMs; at < toMs; at += DAY_MS / CHANGES_A_DAY) {
    const { name } = fleet[Math.floor(random() * fleet.length)];
    await store.put([
      {
        id: randomUUID(),
        at: new Date(at).toISOString(),
        kind: 'deployment',
        title: `Release of ${name}`,
        subjects: [refOf(name)],
        version: '1.2.3',
      },
    ]);
  }
}

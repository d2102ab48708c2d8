import { Knex } from 'knex';
import {
  laterLevel,
  QueueKey,
  queueKeyText,
  QueueLevel,
  QueueMinutes,
} from '../series/QueueLevels';
import { MINUTE_MS, MINUTES_PER } from '../series/SeriesBatch';

const ROWS_PER_STATEMENT = 200;

/** A queue as it is stored, with its last level. */
export interface StoredQueue {
  id: number;
  environment: string;
  queue: string;
  consumer_group: string;
  measure: QueueKey['measure'];
  first_seen_ms: number;
  last_seen_ms: number;
  value: number;
  filled_since_ms: number | null;
}

/** A level of a minute or an hour as it is stored. */
export interface QueuePointRow {
  queue_id: number;
  resolution: number;
  start_minute: number;
  at_ms: number;
  value: number;
  lowest: number;
  highest: number;
}

const toKey = (row: StoredQueue): QueueKey => ({
  environment: row.environment,
  queue: row.queue,
  consumerGroup: row.consumer_group,
  measure: row.measure,
});

const pointKey = (row: QueuePointRow) =>
  `${row.queue_id} ${row.resolution} ${row.start_minute}`;

/**
 * Writes levels of queues within a transaction that holds the writer's lock.
 *
 * @param kept - how long minutes and hours are kept, in milliseconds
 */
export async function writeQueueLevels(
  tx: Knex.Transaction,
  queues: readonly QueueMinutes[],
  kept: { minutesMs: number; hoursMs: number },
  nowMs: number,
): Promise<void> {
  for (let at = 0; at < queues.length; at += ROWS_PER_STATEMENT) {
    const some = queues.slice(at, at + ROWS_PER_STATEMENT);
    const ids = await writeQueues(tx, some, nowMs);
    const points = new Map<string, QueuePointRow>();
    for (const { key, minutes } of some) {
      const queueId = ids.get(queueKeyText(key))!;
      // In order: the last of an hour is the last that is added.
      const inOrder = [...minutes].sort(([one], [other]) => one - other);
      for (const [startMinute, level] of inOrder) {
        const add = (resolution: number, ageMs: number) => {
          const start = startMinute - (startMinute % resolution);
          if (start * MINUTE_MS >= nowMs - ageMs) {
            const row = toRow(queueId, resolution, start, level);
            const before = points.get(pointKey(row));
            points.set(pointKey(row), merged(key, before, row));
          }
        };
        add(MINUTES_PER.minute, kept.minutesMs);
        add(MINUTES_PER.hour, kept.hoursMs);
      }
    }
    await writePoints(tx, some, ids, [...points.values()]);
  }
}

async function writeQueues(
  tx: Knex.Transaction,
  queues: readonly QueueMinutes[],
  nowMs: number,
): Promise<Map<string, number>> {
  const stored: StoredQueue[] = await tx<StoredQueue>('queues').whereIn(
    'queue',
    [...new Set(queues.map(({ key }) => key.queue))],
  );
  const before = new Map(stored.map(row => [queueKeyText(toKey(row)), row]));
  const rows: StoredQueue[] = await tx('queues')
    .insert(
      queues.map(({ key, minutes }) => {
        const { id, ...row } = toQueueRow(
          key,
          minutes,
          before.get(queueKeyText(key)),
          nowMs,
        );
        return row;
      }),
    )
    .onConflict(['queue', 'environment', 'consumer_group', 'measure'])
    .merge()
    .returning(['id', 'environment', 'queue', 'consumer_group', 'measure']);
  return new Map(rows.map(row => [queueKeyText(toKey(row)), row.id]));
}

function toQueueRow(
  key: QueueKey,
  minutes: ReadonlyMap<number, QueueLevel>,
  before: StoredQueue | undefined,
  nowMs: number,
): Omit<StoredQueue, 'id'> & { id?: number } {
  let row = before;
  for (const [, { atMs, value }] of [...minutes].sort(
    ([one], [other]) => one - other,
  )) {
    const at = Math.min(atMs, nowMs);
    const last = row && { atMs: row.last_seen_ms, value: row.value };
    const level = last
      ? laterLevel(key.measure, last, { atMs: at, value })
      : { atMs: at, value };
    row = {
      id: before?.id ?? 0,
      environment: key.environment,
      queue: key.queue,
      consumer_group: key.consumerGroup,
      measure: key.measure,
      first_seen_ms: Math.min(row?.first_seen_ms ?? at, at),
      last_seen_ms: level.atMs,
      value: level.value,
      filled_since_ms:
        level.value > 0 ? (row?.filled_since_ms ?? level.atMs) : null,
    };
  }
  return row!;
}

async function writePoints(
  tx: Knex.Transaction,
  queues: readonly QueueMinutes[],
  ids: ReadonlyMap<string, number>,
  points: readonly QueuePointRow[],
): Promise<void> {
  const keys = new Map(
    queues.map(({ key }) => [ids.get(queueKeyText(key))!, key]),
  );
  for (let at = 0; at < points.length; at += ROWS_PER_STATEMENT) {
    const some = points.slice(at, at + ROWS_PER_STATEMENT);
    const stored: QueuePointRow[] = await tx<QueuePointRow>('queue_points')
      .whereIn('queue_id', [...new Set(some.map(row => row.queue_id))])
      .whereIn('start_minute', [...new Set(some.map(row => row.start_minute))]);
    const before = new Map(stored.map(row => [pointKey(row), row]));
    await tx('queue_points')
      .insert(
        some.map(row =>
          merged(keys.get(row.queue_id)!, before.get(pointKey(row)), row),
        ),
      )
      .onConflict(['queue_id', 'resolution', 'start_minute'])
      .merge();
  }
}

function toRow(
  queueId: number,
  resolution: number,
  startMinute: number,
  { atMs, value }: QueueLevel,
): QueuePointRow {
  return {
    queue_id: queueId,
    resolution,
    start_minute: startMinute,
    at_ms: atMs,
    value,
    lowest: value,
    highest: value,
  };
}

function merged(
  { measure }: QueueKey,
  before: QueuePointRow | undefined,
  added: QueuePointRow,
): QueuePointRow {
  if (!before) {
    return added;
  }
  const { atMs, value } = laterLevel(
    measure,
    { atMs: before.at_ms, value: before.value },
    { atMs: added.at_ms, value: added.value },
  );
  // A further partition of the same moment: what was the lowest so far was a part of it.
  const wasPart =
    before.at_ms === added.at_ms && before.lowest === before.value;
  return {
    ...added,
    at_ms: atMs,
    value,
    lowest: wasPart ? value : Math.min(before.lowest, added.lowest),
    highest: Math.max(before.highest, added.highest, value),
  };
}

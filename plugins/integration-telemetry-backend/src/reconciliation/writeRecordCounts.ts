import { Knex } from 'knex';
import {
  addHour,
  addSource,
  CountedRecords,
  countedOf,
  recordCounterText,
} from '../series/RecordCounts';
import { MINUTE_MS, OVERFLOW } from '../series/SeriesBatch';
import { keyOfCounter, StoredCounter } from './RecordCountStore';

const ROWS_PER_STATEMENT = 200;

/** Data flows of an integration that are told apart; what is past that counts together. */
const MAX_FLOWS = 50;

/**
 * Writes counts of records within a transaction that holds the writer's lock.
 * Late ones land in the hour that they belong to.
 *
 * @param records - by the text of their key
 * @param keptMs - how long hours are kept
 * @param isOwn - whether they were counted by telemetry that came here itself
 */
export async function writeRecordCounts(
  tx: Knex.Transaction,
  records: ReadonlyMap<string, CountedRecords>,
  keptMs: number,
  nowMs: number,
  isOwn: boolean = true,
): Promise<void> {
  if (records.size === 0) {
    return;
  }
  const known = await readCounters(tx, [...records.values()]);
  const all = withinLimit([...records.values()], known);
  const byText = new Map(
    known.map(row => [recordCounterText(keyOfCounter(row)), row]),
  );
  for (const some of chunks(all)) {
    const rows: StoredCounter[] = await tx('record_counters')
      .insert(
        some.map(counted =>
          toRow(
            counted,
            byText.get(recordCounterText(counted.key)),
            nowMs,
            isOwn,
          ),
        ),
      )
      .onConflict(['integration_ref', 'environment', 'flow', 'outcome'])
      .merge()
      .returning(['id', 'integration_ref', 'environment', 'flow', 'outcome']);
    const ids = new Map(
      rows.map(row => [recordCounterText(keyOfCounter(row)), row.id]),
    );
    await addCounts(
      tx,
      some.flatMap(({ key, hours }) =>
        [...hours]
          .filter(([start]) => start * MINUTE_MS >= nowMs - keptMs)
          .map(([start, hour]) => ({
            counter_id: ids.get(recordCounterText(key))!,
            start_minute: start,
            records: hour.records,
            joins_next: hour.joinsNext,
          })),
      ),
    );
  }
}

async function readCounters(
  tx: Knex.Transaction,
  records: readonly CountedRecords[],
): Promise<StoredCounter[]> {
  const refs = [...new Set(records.map(({ key }) => key.subject))];
  const rows: StoredCounter[] = [];
  for (const some of chunks(refs)) {
    rows.push(
      ...(await tx<StoredCounter>('record_counters').whereIn(
        'integration_ref',
        some,
      )),
    );
  }
  return rows;
}

/** What there are too many flows of counts as one, sent and received alike. */
function withinLimit(
  records: readonly CountedRecords[],
  known: readonly StoredCounter[],
): CountedRecords[] {
  const flows = new Map<string, Set<string>>();
  const flowsOf = (ref: string, environment: string) => {
    const place = `${ref}\u0001${environment}`;
    const there = flows.get(place) ?? new Set();
    flows.set(place, there);
    return there;
  };
  known.forEach(row =>
    flowsOf(row.integration_ref, row.environment).add(row.flow),
  );
  const within = new Map<string, CountedRecords>();
  for (const counted of records) {
    const { key } = counted;
    const there = flowsOf(key.subject, key.environment);
    const isKnown = there.has(key.flow) || there.size < MAX_FLOWS;
    if (isKnown) {
      there.add(key.flow);
    }
    const into = countedOf(
      within,
      isKnown ? key : { ...key, flow: OVERFLOW },
      counted.unit,
      { startMs: counted.firstSeenMs, endMs: counted.lastSeenMs },
    );
    counted.sources.forEach(source => addSource(into, source));
    counted.hours.forEach((hour, start) => addHour(into, start, hour));
  }
  return [...within.values()];
}

function toRow(
  counted: CountedRecords,
  before: StoredCounter | undefined,
  nowMs: number,
  isOwn: boolean,
): Omit<StoredCounter, 'id'> {
  const { key, unit, firstSeenMs, lastSeenMs } = counted;
  const both = { ...counted, sources: new Set<string>() };
  const known: string[] = before ? JSON.parse(before.sources) : [];
  [...known, ...counted.sources].forEach(source => addSource(both, source));
  // A clock that is ahead can't know what is still to come.
  const seenMs = Math.min(lastSeenMs, nowMs);
  const ownMs = before?.own_seen_ms ?? null;
  return {
    integration_ref: key.subject,
    environment: key.environment,
    flow: key.flow,
    outcome: key.outcome,
    sources: JSON.stringify([...both.sources]),
    unit: unit || (before?.unit ?? ''),
    first_seen_ms: Math.min(before?.first_seen_ms ?? nowMs, firstSeenMs),
    last_seen_ms: Math.max(before?.last_seen_ms ?? 0, seenMs),
    own_seen_ms: isOwn ? Math.max(ownMs ?? 0, seenMs) : ownMs,
  };
}

async function addCounts(
  tx: Knex.Transaction,
  counts: readonly object[],
): Promise<void> {
  for (const some of chunks(counts)) {
    await tx('record_counts')
      .insert(some)
      .onConflict(['counter_id', 'start_minute'])
      .merge({
        records: tx.raw('record_counts.records + excluded.records'),
        joins_next: tx.raw('record_counts.joins_next or excluded.joins_next'),
      });
  }
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  const result: Item[][] = [];
  for (let at = 0; at < items.length; at += ROWS_PER_STATEMENT) {
    result.push(items.slice(at, at + ROWS_PER_STATEMENT));
  }
  return result;
}

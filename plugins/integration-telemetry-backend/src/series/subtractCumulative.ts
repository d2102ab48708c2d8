import { Knex } from 'knex';
import { CallTotals } from './CallTotals';
import {
  Cumulative,
  CumulativeRow,
  sinceLast,
  SinceLast,
  toCumulativeRow,
} from './cumulative';
import { SeriesBatch } from './SeriesBatch';

/** Rows in one statement: SQLite takes 32,766 variables, and plans long lists slowly. */
const ROWS_PER_STATEMENT = 200;

/**
 * Turns the cumulative values of a batch into what happened since those before,
 * within a transaction that holds the writer's lock.
 */
export async function subtractCumulative(
  tx: Knex.Transaction,
  batch: SeriesBatch,
): Promise<void> {
  await subtractEach(tx, batch.cumulative, (value, since) => {
    if (since) {
      batch.addTotals(value.series, value.marks, since.range, since.totals);
      if (value.flow) {
        batch.addFlow(value.flow, value.timeMs);
      }
    }
  });
  batch.cumulative.length = 0;

  const counted = batch.cumulativeRecords.map(value => {
    const totals = new CallTotals();
    totals.count = value.records;
    return { ...value, totals };
  });
  await subtractEach(tx, counted, (value, since, before) => {
    const isLate = before && value.timeMs <= before.time_ms;
    // That a counter stood still is known too: nothing came until then.
    const range = since?.range ?? {
      startMs: before?.time_ms ?? value.timeMs,
      endMs: value.timeMs,
    };
    if (!isLate) {
      const records = since?.totals.count ?? 0;
      batch.addRecords(value.counter, range, records, value);
    }
  });
  batch.cumulativeRecords.length = 0;
}

async function subtractEach<Value extends Cumulative>(
  tx: Knex.Transaction,
  all: readonly Value[],
  take: (
    value: Value,
    since: SinceLast | undefined,
    before: CumulativeRow | undefined,
  ) => void,
): Promise<void> {
  const values = [...all].sort((left, right) => left.timeMs - right.timeMs);
  const rows = new Map<string, CumulativeRow>();
  const keys = [...new Set(values.map(({ key }) => key))];
  for (let at = 0; at < keys.length; at += ROWS_PER_STATEMENT) {
    const found = await tx<CumulativeRow>('cumulative_values').whereIn(
      'key',
      keys.slice(at, at + ROWS_PER_STATEMENT),
    );
    found.forEach(row => rows.set(row.key, row));
  }
  for (const value of values) {
    const before = rows.get(value.key);
    const known =
      before && value.isStartGuessed
        ? { ...value, startMs: value.timeMs }
        : value;
    take(value, sinceLast(known, before), before);
    if (!before || value.timeMs > before.time_ms) {
      rows.set(value.key, toCumulativeRow(value));
    }
  }
  const written = [...rows.values()];
  for (let at = 0; at < written.length; at += ROWS_PER_STATEMENT) {
    await tx('cumulative_values')
      .insert(written.slice(at, at + ROWS_PER_STATEMENT))
      .onConflict('key')
      .merge();
  }
}

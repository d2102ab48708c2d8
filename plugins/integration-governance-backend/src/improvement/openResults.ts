import { Knex } from 'knex';

/**
 * Results that somebody can do something about. What is unmeasured without a
 * next step is our own or a platform's fault, and no owner's.
 *
 * It is written as the index `results_open` has it: SQLite takes that index
 * only for the same words.
 */
const IS_OPEN = `(results.result = 'fail' or (results.result = 'unmeasured' and results.next_step is not null))`;

/** An integration without a criticality ranks as a medium one. */
const CRITICALITY_RANK = `case when projection_integrations.criticality_rank < 0 then 1 else projection_integrations.criticality_rank end`;

/** Joins a query on `projection_integrations` with the results that are open. */
export function joinOpenResults(
  query: Knex.QueryBuilder,
  checkIds: readonly string[],
): Knex.QueryBuilder {
  return query
    .innerJoin(
      'results',
      'results.entity_ref',
      'projection_integrations.entity_ref',
    )
    .whereIn('results.check_id', [...checkIds])
    .whereRaw(IS_OPEN);
}

/** Orders a query on `projection_integrations`: the most critical first, then the busiest, then by reference. */
export function orderByImportance(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin(
      'health_snapshots',
      'health_snapshots.entity_ref',
      'projection_integrations.entity_ref',
    )
    .orderByRaw(
      `${CRITICALITY_RANK} desc, coalesce(health_snapshots.throughput_per_minute, -1) desc, projection_integrations.entity_ref`,
    );
}

import { Knex } from 'knex';

interface Table {
  name: string;
}

/**
 * Does what PostgreSQL's autovacuum does every minute: a day that is written in
 * minutes gives it no time. Its rule: so many dead rows, and a share of all.
 */
export async function autovacuum(knex: Knex): Promise<void> {
  // The counters of the last second would not be there yet.
  await knex.raw('select pg_stat_force_next_flush()');
  const { rows }: { rows: Table[] } = await knex.raw(`
    select stat.relname as name
    from pg_stat_user_tables as stat
      join pg_class as class on class.oid = stat.relid
    where n_dead_tup > current_setting('autovacuum_vacuum_threshold')::float8
      + greatest(reltuples, 0) * coalesce(
        (select option_value::float8 from pg_options_to_table(class.reloptions)
          where option_name = 'autovacuum_vacuum_scale_factor'),
        current_setting('autovacuum_vacuum_scale_factor')::float8)`);
  for (const { name } of rows) {
    await knex.raw('vacuum (analyze) ??', [name]);
  }
}

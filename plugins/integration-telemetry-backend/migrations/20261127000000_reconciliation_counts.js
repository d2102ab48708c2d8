// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_counters', table => {
    table.comment('Counters that tell what became of an integration’s records');
    table.increments('id');
    table.string('integration_ref', 510).notNullable();
    table.string('environment').notNullable();
    table
      .string('flow')
      .notNullable()
      .comment('Name of the data flow; empty where it has only one');
    table
      .string('outcome', 16)
      .notNullable()
      .comment('sent, received, rejected or deduplicated');
    table.text('sources').notNullable().comment('JSON: services that counted');
    table.string('unit', 40).notNullable().comment('What is counted: orders');
    table.double('first_seen_ms').notNullable().comment('Counted since then');
    table.double('last_seen_ms').notNullable().comment('Counted until then');
    table.unique(['integration_ref', 'environment', 'flow', 'outcome'], {
      indexName: 'record_counters_key_unique',
    });
  });
  await knex.schema.createTable('record_counts', table => {
    table.comment('What a counter of records counted in an hour');
    table
      .integer('counter_id')
      .notNullable()
      .references('id')
      .inTable('record_counters')
      .onDelete('CASCADE');
    table
      .integer('start_minute')
      .notNullable()
      .comment('Minutes since 1970-01-01 UTC');
    table.double('records').notNullable();
    table
      .boolean('joins_next')
      .notNullable()
      .comment('Some were counted together with those of the next hour');
    table.primary(['counter_id', 'start_minute']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_counts');
  await knex.schema.dropTable('record_counters');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('drift_items', table => {
    table.comment('Where declared and observed differ, as last found');
    table.string('id', 64).primary();
    table.string('kind', 16).notNullable();
    table.string('environment').notNullable();
    table
      .string('integration_ref', 510)
      .nullable()
      .comment('Of what is silent or mismatched');
    table.text('search_text').notNullable().comment('In lower case');
    table.double('calls_last_day').notNullable();
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable();
    table.text('item').notNullable().comment('JSON of DriftItem');
    table
      .text('traffic')
      .notNullable()
      .comment('JSON: whose series hold its calls');
    table.double('written_ms').notNullable();
    table.index(['calls_last_day', 'last_seen_ms']);
  });
  await knex.schema.createTable('drift_decisions', table => {
    table.comment('What was dismissed, by whom and until when');
    table.increments('id');
    table.string('item_id', 64).notNullable();
    table
      .string('headline', 1000)
      .notNullable()
      .comment('What it said when it was dismissed');
    table.string('reason', 500).notNullable();
    table.string('decided_by', 510).notNullable();
    table.double('decided_ms').notNullable();
    table.double('expires_ms').notNullable();
    table
      .double('calls_per_day')
      .notNullable()
      .comment('More than twice as many bring it back');
    table.double('ended_ms').nullable();
    table.string('ended_by', 510).nullable().comment('Who undid it');
    table
      .string('ended_because', 16)
      .nullable()
      .comment('undone, expired or volume-doubled');
    table.double('calls_then').nullable().comment('Of the day before its end');
    table.index(['item_id', 'ended_ms']);
  });
  await knex.schema.createTable('drift_rounds', table => {
    table.comment('What the last comparison could not say by its items');
    table.integer('id').primary();
    table.double('found_ms').notNullable();
    table.integer('left_out').notNullable().comment('Flows past the bound');
  });
  // Both databases know partial indexes, and knex has no words for them here:
  // two replicas can't dismiss the same item at once.
  await knex.raw(
    'create unique index drift_decisions_open on drift_decisions (item_id) where ended_ms is null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drift_rounds');
  await knex.schema.dropTable('drift_decisions');
  await knex.schema.dropTable('drift_items');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('review_schedule', table => {
    table.comment(
      'When each integration, and the portfolio, is to be reviewed',
    );
    table
      .string('entity_ref', 510)
      .primary()
      .comment('An integration, or portfolio');
    table.dateTime('first_seen_at').notNullable();
    table.integer('cadence_days').notNullable();
    table.integer('allowed_days').notNullable();
    table.string('cadence_source', 16).notNullable();
    table.string('last_review_id', 36).nullable();
    table.string('last_reviewed_on', 10).nullable();
    table.string('due_on', 10).notNullable().index();
    table.text('early').notNullable().comment('JSON of EarlyReason[]');
    table
      .text('volume')
      .nullable()
      .comment('JSON of KeptVolume: what telemetry told of the days compared');
    table.dateTime('volume_asked_at').nullable().index();
  });
  await knex.schema.createTable('integration_processes', table => {
    table.comment('The business processes that integrations name');
    table.string('entity_ref', 510).notNullable();
    table.string('process_key', 200).notNullable().comment('In lower case');
    table.string('process', 200).notNullable();
    table.primary(['entity_ref', 'process_key']);
    table.index(['process_key']);
  });
  await knex.schema.createTable('process_changes', table => {
    table.string('id', 36).primary();
    table.string('process_key', 200).notNullable();
    table.string('process', 200).notNullable();
    table.text('note').notNullable();
    table.dateTime('at').notNullable();
    table.string('by', 510).notNullable();
    table.index(['process_key', 'at']);
  });
  await knex.schema.createTable('calendar_feeds', table => {
    table.string('id', 36).primary();
    table
      .string('token_hash', 64)
      .notNullable()
      .unique()
      .comment('SHA-256 of what is in the address, which nobody keeps');
    table.string('person_ref', 510).notNullable().index();
    table.string('title', 100).notNullable();
    table.text('owners').notNullable().comment('JSON of string[]');
    table
      .text('access')
      .notNullable()
      .comment('JSON of FeedAccess: what its person may read');
    table.dateTime('access_at').notNullable();
    table.dateTime('created_at').notNullable();
    table.dateTime('last_read_at').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('calendar_feeds');
  await knex.schema.dropTable('process_changes');
  await knex.schema.dropTable('integration_processes');
  await knex.schema.dropTable('review_schedule');
};

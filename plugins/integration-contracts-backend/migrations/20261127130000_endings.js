// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('endings', table => {
    table.comment('What was announced to end; kept when it is over');
    table.increments('id');
    table.string('kind', 16).notNullable();
    table
      .integer('version_id')
      .nullable()
      .references('id')
      .inTable('contract_versions')
      .onDelete('CASCADE')
      .index();
    table.string('integration_ref', 510).nullable().index();
    table
      .string('open_key', 600)
      .nullable()
      .unique()
      .comment('What ends, while it has not: one ending of it at a time');
    table.string('title', 700).notNullable().comment('What ends, for people');
    table.string('owner_ref', 510).nullable().index();
    table.string('source', 16).notNullable();
    table.boolean('is_foreign').notNullable();
    table.bigInteger('announced_at_ms').notNullable();
    table.string('announced_by', 510).nullable();
    table.bigInteger('sunset_at_ms').nullable().index();
    table.text('replacement').nullable().comment('JSON');
    table.string('replacement_title', 700).nullable().comment('For people');
    table.text('note').nullable();
    table.bigInteger('over_at_ms').nullable();
    table
      .string('over_how', 16)
      .nullable()
      .comment('retired or withdrawn; null while it is not over');
    table.text('override_reason').nullable();
    table
      .integer('revision')
      .notNullable()
      .comment('Counts what somebody changed, so that nobody overwrites it');
    table.string('status', 16).notNullable();
    table.integer('rank').notNullable().comment('Of the status, worst first');
    table.text('forecast').notNullable().comment('JSON');
    table.text('verdict').notNullable().comment('JSON');
    table.bigInteger('usage_read_at_ms').nullable();
    table.text('usage_problem').nullable();
    table.bigInteger('due_at_ms').notNullable().index();
    table.text('search_text').notNullable().comment('In lower case');
  });
  await knex.schema.createTable('ending_consumers', table => {
    table.comment('Who uses what ends, and what they answered');
    table.increments('id');
    table
      .integer('ending_id')
      .notNullable()
      .references('id')
      .inTable('endings')
      .onDelete('CASCADE');
    table.string('key', 1100).notNullable();
    table.string('name', 510).notNullable();
    table.string('entity_ref', 510).nullable().index();
    table.string('owner_ref', 510).nullable().index();
    table.text('facts').notNullable().comment('JSON of what was found last');
    table.string('state', 16).notNullable();
    table.bigInteger('listed_at_ms').notNullable();
    table
      .bigInteger('gone_at_ms')
      .nullable()
      .comment('Neither declared nor seen any more since');
    table.bigInteger('acknowledged_at_ms').nullable();
    table.string('acknowledged_by', 510).nullable();
    table.bigInteger('moves_at_ms').nullable();
    table.text('extension').nullable().comment('JSON');
    table.string('claimed_owner_ref', 510).nullable();
    table.string('claimed_by', 510).nullable();
    table.integer('reminders').notNullable();
    table.bigInteger('last_told_at_ms').nullable();
    table.unique(['ending_id', 'key']);
  });
  await knex.schema.createTable('ending_consumer_refs', table => {
    table.comment(
      'By what a consumer is found: itself, its system, integrations, owner',
    );
    table
      .integer('consumer_id')
      .notNullable()
      .references('id')
      .inTable('ending_consumers')
      .onDelete('CASCADE');
    table.string('ref', 510).notNullable().index();
    table.primary(['consumer_id', 'ref']);
  });
  await knex.schema.createTable('ending_days', table => {
    table.comment(
      'Calls of what ends by day, longer than telemetry keeps them',
    );
    table
      .integer('consumer_id')
      .notNullable()
      .references('id')
      .inTable('ending_consumers')
      .onDelete('CASCADE');
    table.string('date', 10).notNullable().comment('In UTC');
    table.double('calls').notNullable();
    table.primary(['consumer_id', 'date']);
  });
  await knex.schema.createTable('ending_events', table => {
    table.increments('id');
    table
      .integer('ending_id')
      .notNullable()
      .references('id')
      .inTable('endings')
      .onDelete('CASCADE')
      .index();
    table.bigInteger('at_ms').notNullable();
    table.string('by', 510).nullable();
    table.string('kind', 32).notNullable();
    table.text('text').notNullable();
    table.integer('consumer_id').nullable();
  });
  await knex.schema.createTable('ending_tellings', table => {
    table.comment('Who was told what: each once, whoever tells');
    table
      .integer('ending_id')
      .notNullable()
      .references('id')
      .inTable('endings')
      .onDelete('CASCADE');
    table.string('recipient_ref', 510).notNullable();
    table.string('occasion', 64).notNullable();
    table.bigInteger('at_ms').notNullable();
    table.primary(['ending_id', 'recipient_ref', 'occasion']);
  });
  await knex.schema.createTable('ending_brownouts', table => {
    table.increments('id');
    table
      .integer('ending_id')
      .notNullable()
      .references('id')
      .inTable('endings')
      .onDelete('CASCADE')
      .index();
    table.bigInteger('starts_at_ms').notNullable();
    table.bigInteger('ends_at_ms').notNullable();
    table.text('note').nullable();
    table.string('planned_by', 510).nullable();
    table.bigInteger('cancelled_at_ms').nullable();
    table
      .text('failed')
      .nullable()
      .comment('JSON of who called while it lasted; null until it is known');
  });
  await knex.schema.createTable('ending_calendars', table => {
    table.comment('Secret addresses of calendar feeds');
    table.string('person_ref', 510).primary();
    table
      .string('digest', 64)
      .notNullable()
      .unique()
      .comment('SHA-256 of the secret, in hexadecimal digits');
    table.text('filter').notNullable().comment('JSON');
    table.bigInteger('created_at_ms').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ending_calendars');
  await knex.schema.dropTable('ending_brownouts');
  await knex.schema.dropTable('ending_tellings');
  await knex.schema.dropTable('ending_events');
  await knex.schema.dropTable('ending_days');
  await knex.schema.dropTable('ending_consumer_refs');
  await knex.schema.dropTable('ending_consumers');
  await knex.schema.dropTable('endings');
};

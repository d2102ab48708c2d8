// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('queues', table => {
    table.comment('Queues, and the lag of consumer groups, that were measured');
    table.increments('id');
    table.string('environment').notNullable();
    table.string('queue').notNullable().comment('Queue or topic');
    table
      .string('consumer_group')
      .notNullable()
      .comment('Whose lag it is; empty for a queue');
    table
      .string('measure', 16)
      .notNullable()
      .comment('ready, unacknowledged, lag or age');
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable().comment('Of the last level');
    table.double('value').notNullable().comment('The last level');
    table
      .double('filled_since_ms')
      .nullable()
      .comment('Since when it was never empty; null where it is');
    table.unique(['queue', 'environment', 'consumer_group', 'measure'], {
      indexName: 'queues_key_unique',
    });
  });
  await knex.schema.createTable('queue_points', table => {
    table.comment('How full a queue was in a minute or an hour');
    table
      .integer('queue_id')
      .notNullable()
      .references('id')
      .inTable('queues')
      .onDelete('CASCADE');
    table
      .integer('resolution')
      .notNullable()
      .comment('Width in minutes: 1 or 60');
    table
      .integer('start_minute')
      .notNullable()
      .comment('Minutes since 1970-01-01 UTC');
    table.double('at_ms').notNullable().comment('Of the last level');
    table.double('value').notNullable().comment('The last level');
    table.double('lowest').notNullable();
    table.double('highest').notNullable();
    table.primary(['queue_id', 'resolution', 'start_minute']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('queue_points');
  await knex.schema.dropTable('queues');
};

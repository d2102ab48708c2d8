// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('packed_hours', table => {
    table.comment('An hour of a series, whose minutes are in points too');
    table
      .integer('series_id')
      .notNullable()
      .references('id')
      .inTable('series')
      .onDelete('CASCADE');
    table.integer('hour').notNullable().comment('Hours since 1970-01-01 UTC');
    table
      .binary('pack')
      .notNullable()
      .comment('Totals of each five minutes in which anything was called');
    table.primary(['series_id', 'hour']);
  });
  if (knex.client.config.client.includes('pg')) {
    // What a chart reads stays in the row: elsewhere each pack of two kilobytes would be a look-up more.
    await knex.raw('alter table packed_hours set (toast_tuple_target = 8160)');
  }
  await knex.schema.createTable('packing', table => {
    table.comment('How far hours are packed');
    table.integer('hour').primary().comment('Hours since 1970-01-01 UTC');
    table
      .integer('next_series_id')
      .nullable()
      .comment('Series from this on are to be packed; null once all are');
    table
      .double('late_ms')
      .nullable()
      .comment('Since then there is data that came after packing began');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('packing');
  await knex.schema.dropTable('packed_hours');
};

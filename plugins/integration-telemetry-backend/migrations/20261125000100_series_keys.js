// @ts-check

/**
 * Requests in the inbox name their series by a digest of its key; this says
 * which key that is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('series_keys', table => {
    table.comment('Keys of series that the inbox names by their digest');
    table.binary('digest', 12).primary();
    table
      .binary('key')
      .notNullable()
      .comment('What tells the series apart, as seriesKeyCodec writes it');
    table
      .double('used_ms')
      .notNullable()
      .index()
      .comment('When a replica last began to name the series by it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('series_keys');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scores', table => {
    table
      .dateTime('expires_at')
      .nullable()
      .index()
      .comment('When the first piece of evidence, or a waiver, runs out');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('scores', table => {
    table.dropIndex(['expires_at']);
  });
  await knex.schema.alterTable('scores', table => {
    table.dropColumn('expires_at');
  });
};

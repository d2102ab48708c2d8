// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('decisions', table => {
    table.comment('Recorded choices of a pattern, each with its ranking then');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).nullable().index();
    table.string('pattern', 32).notNullable();
    table.string('source', 16).notNullable().comment('portal or catalog');
    table
      .string('taken_from', 510)
      .nullable()
      .unique()
      .comment('The entity that it was taken over from: once each');
    table.string('decided_on', 10).notNullable();
    table.dateTime('recorded_at').notNullable();
    table.text('search_text').notNullable();
    table.text('decision').notNullable().comment('JSON of a StoredDecision');
    table
      .text('recommendation')
      .notNullable()
      .comment('JSON of the Recommendation as it was');
    table.index(['decided_on', 'recorded_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('decisions');
};

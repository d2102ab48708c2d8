// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('views', table => {
    table.comment('Which report of the same calls is shown');
    table
      .string('subject', 510)
      .notNullable()
      .comment('Full reference of an integration');
    table.string('environment').notNullable();
    table.string('source', 8).notNullable().comment('metrics or spans');
    table.string('side', 8).notNullable().comment('caller or callee');
    table.double('since_ms').notNullable();
    table
      .string('reason', 16)
      .notNullable()
      .comment('first, stopped or metrics: why it was chosen');
    table.primary(['subject', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('views');
};

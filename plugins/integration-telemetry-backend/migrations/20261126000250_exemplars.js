// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('exemplars', table => {
    table.comment('Traces that show what failed or took long, a few of each');
    table.string('subject', 510).notNullable();
    table.string('environment').notNullable();
    table.string('reason', 8).notNullable().comment('failed or slow');
    table
      .integer('slot')
      .notNullable()
      .comment('Its place: what comes later takes it');
    table.string('trace_id', 32).notNullable();
    table.string('span_id', 16).notNullable();
    table.double('at_ms').notNullable().index();
    table.double('duration_ms').notNullable();
    table.string('operation').notNullable();
    table.string('consumer').notNullable();
    table.string('failure').notNullable();
    table.primary(['subject', 'environment', 'reason', 'slot']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('exemplars');
};

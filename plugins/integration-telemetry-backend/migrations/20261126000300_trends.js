// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('trends', table => {
    table.comment('Slow changes of each indicator, and what looking remembers');
    table
      .string('entity_ref', 510)
      .notNullable()
      .comment('Full reference of an integration');
    table.string('environment').notNullable();
    table.string('indicator', 32).notNullable();
    table
      .string('outcome', 16)
      .notNullable()
      .comment('raised, steady, blurred or unjudged');
    table.text('finding').notNullable().comment('JSON of TrendFinding');
    table.text('state').notNullable().comment('JSON of TrendState');
    table
      .integer('version')
      .notNullable()
      .comment('Grows with each change: who read an older one writes nothing');
    table.double('evaluated_ms').notNullable();
    table.primary(['entity_ref', 'environment', 'indicator']);
    table.index('outcome');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('trends');
};

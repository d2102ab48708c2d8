// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table
      .string('side', 8)
      .nullable()
      .comment('sender or receiver, where both report their run of a file');
  });
  await knex.schema.createTable('reconciliations', table => {
    table.comment('What was counted of a flow in a window, as posted');
    table.string('id', 200).primary();
    table.string('integration_ref', 510).notNullable();
    table.string('environment').notNullable();
    table
      .string('flow', 200)
      .notNullable()
      .comment('Name of the data flow; empty where it has only one');
    table.double('from_ms').notNullable();
    table.double('to_ms').notNullable();
    table.double('sent').nullable();
    table.double('received').nullable();
    table.double('rejected').nullable();
    table.double('deduplicated').nullable();
    table.string('source', 200).nullable().comment('Who counted');
    table.string('unit', 40).nullable().comment('What was counted: orders');
    table.double('reported_ms').notNullable();
    table.index(['integration_ref', 'environment', 'from_ms']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('reconciliations');
  await knex.schema.alterTable('runs', table => {
    table.dropColumn('side');
  });
};

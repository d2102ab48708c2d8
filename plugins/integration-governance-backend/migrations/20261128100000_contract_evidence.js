// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('contract_snapshots', table => {
    table.comment(
      'Contracts of integrations as the contracts API last told it',
    );
    table.string('entity_ref', 510).primary();
    table.text('flows').notNullable().comment('JSON of FlowEvidence[]');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('contract_snapshots');
};

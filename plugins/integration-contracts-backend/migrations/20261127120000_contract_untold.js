// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('contract_outbox', table => {
    table
      .integer('contract_id')
      .nullable()
      .references('id')
      .inTable('contracts')
      .onDelete('CASCADE')
      .index();
    table
      .bigInteger('given_up_at_ms')
      .nullable()
      .comment('When it was tried for the last time; null while it is tried');
    table.text('problem').nullable().comment('Why the last attempt failed');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('contract_outbox').whereNotNull('given_up_at_ms').delete();
  await knex.schema.alterTable('contract_outbox', table => {
    table.dropForeign('contract_id');
    table.dropIndex('contract_id');
  });
  await knex.schema.alterTable('contract_outbox', table => {
    table.dropColumns('contract_id', 'given_up_at_ms', 'problem');
  });
};

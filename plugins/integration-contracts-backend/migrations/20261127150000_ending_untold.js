// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('contract_outbox', table => {
    table
      .integer('ending_id')
      .nullable()
      .references('id')
      .inTable('endings')
      .onDelete('CASCADE')
      .index();
    table
      .integer('consumer_id')
      .nullable()
      .references('id')
      .inTable('ending_consumers')
      .onDelete('CASCADE')
      .index()
      .comment('Whom the title names: who may not see it may not read that');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('contract_outbox', table => {
    table.dropForeign('consumer_id');
    table.dropForeign('ending_id');
    table.dropIndex('consumer_id');
    table.dropIndex('ending_id');
  });
  await knex.schema.alterTable('contract_outbox', table => {
    table.dropColumns('ending_id', 'consumer_id');
  });
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('tellings', table => {
    table.comment('Who was told of what: each once, whoever tells');
    table.string('occasion', 700).notNullable();
    table.string('recipient_ref', 510).notNullable();
    table.string('entity_ref', 510).nullable().index();
    table.dateTime('at').notNullable().index();
    table.primary(['occasion', 'recipient_ref']);
  });
  await knex.schema.createTable('telling_outbox', table => {
    table.comment('What people are to be told, until they were');
    table.increments('id');
    table.string('entity_ref', 510).nullable().index();
    table.text('payload').notNullable().comment('JSON');
    table.integer('attempts').notNullable();
    table.bigInteger('due_at_ms').notNullable().index();
    table.bigInteger('given_up_at_ms').nullable().index();
    table.text('problem').nullable().comment('Why the last attempt failed');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('telling_outbox');
  await knex.schema.dropTable('tellings');
};

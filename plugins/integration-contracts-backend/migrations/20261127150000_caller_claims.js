// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('caller_claims', table => {
    table.comment('Whose traffic it is that telemetry knows by a key alone');
    table.increments('id');
    table.string('kind', 16).notNullable();
    table.string('value', 510).notNullable();
    table.string('owner_ref', 510).notNullable();
    table.string('entity_ref', 510).nullable().comment('What the caller is');
    table.string('claimed_by', 510).notNullable();
    table.bigInteger('claimed_at_ms').notNullable();
    table.unique(['kind', 'value']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('caller_claims');
};

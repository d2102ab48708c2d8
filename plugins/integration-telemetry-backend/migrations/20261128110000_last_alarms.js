// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('alarms', table => {
    table.index(['subject_ref', 'told_ms']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('alarms', table => {
    table.dropIndex(['subject_ref', 'told_ms']);
  });
};

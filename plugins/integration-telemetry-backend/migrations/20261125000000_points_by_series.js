// @ts-check

/**
 * Points are found and forgotten by their series alone: a second index took a
 * tenth of the room, and of each flush.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('points', table => {
    table.dropIndex(['resolution', 'start_minute']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('points', table => {
    table.index(['resolution', 'start_minute']);
  });
};

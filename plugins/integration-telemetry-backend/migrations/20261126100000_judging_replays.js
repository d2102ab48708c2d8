// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('replays', table => {
    table
      .double('alarms_judging_until_ms')
      .nullable()
      .comment('Until then a replica looks for the alarms of its time');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('replays', table => {
    table.dropColumn('alarms_judging_until_ms');
  });
};

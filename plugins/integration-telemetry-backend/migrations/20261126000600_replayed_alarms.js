// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('replays', table => {
    table
      .double('alarms_judged_ms')
      .nullable()
      .comment('When the alarms of the time that it covers went into the log');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('replays', table => {
    table.dropColumn('alarms_judged_ms');
  });
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('record_counters', table => {
    table
      .double('own_seen_ms')
      .nullable()
      .comment('Until when it was counted by telemetry that came here itself');
  });
  await knex('record_counters').update({
    own_seen_ms: knex.ref('last_seen_ms'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('record_counters', table => {
    table.dropColumn('own_seen_ms');
  });
};

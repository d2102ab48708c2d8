// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('runbook_checks', table => {
    table.comment(
      'Whether each runbook could be reached when it was looked at',
    );
    table.string('entity_ref', 510).primary();
    table.text('href').notNullable().comment('As it was looked at');
    table
      .string('result', 16)
      .nullable()
      .comment('reachable, unreachable or not-allowed; null before the first');
    table.text('detail').nullable();
    table.dateTime('at').nullable();
    table.dateTime('since').nullable();
    table
      .dateTime('failing_since')
      .nullable()
      .comment('The first of the failures in a row');
    table.dateTime('due_at').notNullable().index();
    table
      .dateTime('claimed_until')
      .nullable()
      .comment('Until then a replica looks at it');
  });
  await knex.schema.createTable('runbook_confirmations', table => {
    table.comment('Who last read a runbook and found it useful');
    table.string('entity_ref', 510).primary();
    table.text('href').notNullable().comment('Of what was read');
    table.text('confirmed_by').notNullable();
    table.dateTime('at').notNullable();
    table.text('note').nullable();
    table.text('covers').notNullable().comment('JSON of ids of failure modes');
  });
  await knex.schema.createTable('drills', table => {
    table.comment('Rehearsals of failures, planned, held and called off');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).notNullable();
    table.string('failure_mode_id', 100).notNullable();
    table.string('failure_mode_title', 300).notNullable();
    table.string('state', 16).notNullable();
    table.string('environment', 100).notNullable();
    table.dateTime('from_at').notNullable();
    table.dateTime('to_at').notNullable();
    table.boolean('is_to_be_silenced').notNullable();
    table.string('window_id', 36).nullable().comment('In telemetry');
    table.text('silence_problem').nullable();
    table.dateTime('silencing_until').nullable().comment('A replica is at it');
    table.text('plan').nullable();
    table.text('people').notNullable().comment('JSON');
    table.dateTime('created_at').notNullable();
    table.text('created_by').notNullable();
    table.string('source', 16).notNullable().comment('portal or pipeline');
    table
      .string('taken_from', 64)
      .nullable()
      .unique()
      .comment('Of a fault test: its integration and failure mode, hashed');
    table.string('outcome', 16).nullable();
    table.dateTime('held_at').nullable();
    table.integer('minutes_to_recover').nullable();
    table.text('artefact').nullable();
    table.text('notes').nullable();
    table.text('recorded_by').nullable();
    table.text('cancel_reason').nullable();
    table.index(['entity_ref', 'state']);
    table.index(['state', 'from_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drills');
  await knex.schema.dropTable('runbook_confirmations');
  await knex.schema.dropTable('runbook_checks');
};

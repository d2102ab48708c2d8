// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('interventions', table => {
    table.comment('What people did by hand to keep an integration running');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).notNullable();
    table.string('kind', 16).notNullable();
    table.integer('minutes').notNullable().comment('Of all people together');
    table.dateTime('at').notNullable();
    table.string('logged_by', 510).notNullable();
    table.dateTime('logged_at').notNullable();
    table.text('note').nullable();
    table.string('alarm_id', 200).nullable();
    table.index(['entity_ref', 'at']);
    table.index(['at', 'id']);
  });
  await knex.schema.createTable('run_volumes', table => {
    table.comment('What telemetry counted, as last read');
    table.string('entity_ref', 510).primary();
    table.double('calls').nullable().comment('Null where nobody measured');
    table.double('days').notNullable().comment('How many the count is of');
    table.double('calls_before').nullable().comment('In the 30 days before');
    table.string('source', 100).nullable();
    table.dateTime('read_at').notNullable();
  });
  await knex.schema.createTable('run_costs', table => {
    table.comment('What each integration costs to run, of the last 30 days');
    table.string('entity_ref', 510).primary();
    table.bigInteger('low_cents').notNullable();
    table.bigInteger('expected_cents').notNullable();
    table.bigInteger('high_cents').notNullable();
    table.double('per_message').nullable();
    table.double('calls').nullable();
    table.integer('intervention_minutes').notNullable();
    table.text('cost').notNullable().comment('JSON of a StoredRunCost');
    table
      .dateTime('calculated_at')
      .notNullable()
      .comment('When what it is calculated from was read');
    table.index(['expected_cents', 'entity_ref']);
    table.index(['per_message', 'entity_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['run_costs', 'run_volumes', 'interventions']) {
    await knex.schema.dropTable(table);
  }
};

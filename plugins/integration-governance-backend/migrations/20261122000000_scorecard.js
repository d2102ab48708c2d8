// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('sources', table => {
    table.comment('Where evidence is read from, and whether it answers');
    table.string('source', 32).primary();
    table.dateTime('read_at').nullable().comment('The last answer');
    table
      .dateTime('not_read_since')
      .nullable()
      .comment('Set while the source does not answer');
  });
  await knex.schema.createTable('health_snapshots', table => {
    table.comment('Health as the telemetry API last told it');
    table.string('entity_ref', 510).primary();
    table.string('status', 16).notNullable();
    table.integer('status_rank').notNullable().comment('0 is the worst');
    table.double('throughput_per_minute').nullable();
    table.double('error_rate').nullable();
    table
      .double('latency_ms')
      .nullable()
      .comment('p95 of calls, or the duration of the last run');
    table.text('summary').notNullable().comment('JSON of HealthSummary');
  });
  await knex.schema.createTable('drift_items', table => {
    table.comment('Differences between declared and observed, as last told');
    table.string('id', 255).primary();
    table.string('kind', 16).notNullable();
    table.text('item').notNullable().comment('JSON of DriftItem');
  });
  await knex.schema.createTable('evidence', table => {
    table.comment('What is known of an integration, one row for each source');
    table.string('entity_ref', 510).notNullable();
    table.string('source', 32).notNullable();
    table.text('facts').notNullable().comment('JSON');
    table.dateTime('at').notNullable().comment('Since when it is so');
    table.primary(['entity_ref', 'source']);
  });
  await knex.schema.createTable('scores', table => {
    table.comment('One row an integration; the revision guards its results');
    table.string('entity_ref', 510).primary();
    table.integer('revision').notNullable();
    table.string('checklist_version', 32).nullable();
    table.integer('yes_count').nullable();
    table.integer('applicable_count').nullable();
    table.double('yes_share').nullable().comment('0 to 1');
    table.dateTime('evaluated_at').nullable();
  });
  await knex.schema.createTable('answers', table => {
    table.string('entity_ref', 510).notNullable();
    table.string('question_id', 64).notNullable();
    table.string('state', 16).notNullable();
    table.integer('failed').notNullable();
    table.integer('unmeasured').notNullable();
    table.integer('waived').notNullable();
    table.integer('passed').notNullable();
    table.primary(['entity_ref', 'question_id']);
  });
  await knex.schema.createTable('results', table => {
    table.string('entity_ref', 510).notNullable();
    table.string('check_id', 64).notNullable();
    table.string('checklist_version', 32).notNullable();
    table.string('result', 16).notNullable();
    table.text('reason').notNullable();
    table.string('needs', 16).notNullable();
    table.string('inherited_from', 510).nullable();
    table.text('next_step').nullable().comment('JSON of NextStep');
    table.text('evidence').notNullable().comment('JSON of Evidence[]');
    table.dateTime('since').notNullable().comment('Since the result is so');
    table.dateTime('evaluated_at').notNullable();
    table.primary(['entity_ref', 'check_id']);
  });
  await knex.schema.createTable('transitions', table => {
    table.bigIncrements('id');
    table.string('entity_ref', 510).notNullable();
    table.string('check_id', 64).notNullable();
    table
      .integer('revision')
      .notNullable()
      .comment('Of the score that it came with: nothing changes twice in one');
    table.string('from_result', 16).nullable();
    table.string('to_result', 16).notNullable();
    table.text('reason').notNullable();
    table.dateTime('at').notNullable();
    table.unique(['entity_ref', 'check_id', 'revision']);
  });
  await knex.schema.createTable('evaluations', table => {
    table.comment('Runs of the checklist that somebody asked for');
    table.string('id', 36).primary();
    table.dateTime('started_at').notNullable().index();
    table.dateTime('finished_at').nullable();
    table.integer('total').notNullable();
    table.integer('done').notNullable();
    table.integer('changed').notNullable();
    table
      .string('started_by', 510)
      .notNullable()
      .comment('Who asked, and may look at it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evaluations');
  await knex.schema.dropTable('transitions');
  await knex.schema.dropTable('results');
  await knex.schema.dropTable('answers');
  await knex.schema.dropTable('scores');
  await knex.schema.dropTable('evidence');
  await knex.schema.dropTable('drift_items');
  await knex.schema.dropTable('health_snapshots');
  await knex.schema.dropTable('sources');
};

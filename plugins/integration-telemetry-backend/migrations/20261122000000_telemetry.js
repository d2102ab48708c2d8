// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('series', table => {
    table.comment('What points belong to');
    table.increments('id');
    table
      .string('subject', 510)
      .notNullable()
      .comment('Full reference of an integration, or flow:ID');
    table.string('environment').notNullable();
    table.string('source', 8).notNullable().comment('metrics or spans');
    table.string('side', 8).notNullable().comment('caller or callee');
    table
      .string('kind', 16)
      .notNullable()
      .comment('call, serve, publish or process');
    table.string('operation').notNullable();
    table
      .string('consumer')
      .notNullable()
      .comment('Service that depends on the integration; empty where unknown');
    table
      .boolean('sampling_unknown')
      .notNullable()
      .comment('Sampled at an unknown rate: counts mean nothing');
    table
      .boolean('environment_assumed')
      .notNullable()
      .comment('The telemetry named no environment');
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable();
    table.unique([
      'subject',
      'environment',
      'source',
      'side',
      'kind',
      'operation',
      'consumer',
    ]);
    table.index('last_seen_ms');
  });
  await knex.schema.createTable('points', table => {
    table.comment('Calls of a series in a minute, an hour or a day');
    table
      .integer('series_id')
      .notNullable()
      .references('id')
      .inTable('series')
      .onDelete('CASCADE');
    table
      .integer('resolution')
      .notNullable()
      .comment('Width in minutes: 1, 60 or 1440');
    table
      .integer('start_minute')
      .notNullable()
      .comment('Minutes since 1970-01-01 UTC');
    table.double('count').notNullable();
    table.double('errors').notNullable();
    table.double('counting_rejections').notNullable();
    table.double('other_rejections').notNullable();
    table.double('sum_ms').notNullable();
    table.binary('histogram').notNullable();
    table
      .text('failures')
      .notNullable()
      .comment('JSON: how many calls failed with what');
    table.primary(['series_id', 'resolution', 'start_minute']);
    table.index(['resolution', 'start_minute']);
  });
  await knex.schema.createTable('cumulative_values', table => {
    table.comment('The last value of each cumulative metric, to subtract');
    table.string('key', 64).primary();
    table.double('start_ms').notNullable();
    table.double('time_ms').notNullable();
    table.double('count').notNullable();
    table.double('sum_ms').notNullable();
    table.text('buckets').notNullable().comment('JSON');
    table.index('time_ms');
  });
  await knex.schema.createTable('flows', table => {
    table.comment('Observed flows that nobody declared');
    table.string('id', 64).primary();
    table.string('environment').notNullable();
    table.string('side', 8).notNullable().comment('Who reported it');
    table.string('source_name').notNullable();
    table.string('source_service').nullable();
    table.string('source_namespace').nullable();
    table.string('source_address').nullable();
    table.string('target_name').notNullable();
    table.string('target_service').nullable();
    table.string('target_namespace').nullable();
    table.string('target_address').nullable();
    table.string('protocol', 64).notNullable();
    table.string('destination').notNullable();
    table
      .double('declared_ms')
      .nullable()
      .comment('When its traffic was last taken by an integration');
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable();
    table.index('last_seen_ms');
  });
  await knex.schema.createTable('services', table => {
    table.comment('Services that any telemetry came from');
    table.string('name').notNullable();
    table.string('namespace').notNullable().comment('Empty where unknown');
    table.string('environment').notNullable();
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable();
    table.primary(['name', 'namespace', 'environment']);
  });
  await knex.schema.createTable('runs', table => {
    table.comment('Runs of batch and file jobs');
    table.string('id', 200).primary();
    table.string('integration_ref', 510).notNullable();
    table.string('environment').notNullable();
    table.double('started_ms').notNullable();
    table.double('ended_ms').nullable();
    table.string('result', 16).notNullable();
    table.double('records_in').nullable();
    table.double('records_out').nullable();
    table.double('records_rejected').nullable();
    table.string('file_name_digest', 200).nullable();
    table.string('message', 500).nullable();
    table.index(['integration_ref', 'environment', 'started_ms']);
  });
  await knex.schema.createTable('health', table => {
    table.comment('Status of each integration and environment');
    table.string('entity_ref', 510).notNullable();
    table.string('environment').notNullable();
    table
      .boolean('declared')
      .notNullable()
      .comment('Whether it is the declared environment');
    table.string('status', 16).notNullable();
    table.integer('rank').notNullable().comment('0 is worst');
    table.double('since_ms').nullable();
    table
      .text('summary')
      .notNullable()
      .comment('JSON of HealthSummary without facets');
    table.double('evaluated_ms').notNullable();
    table.primary(['entity_ref', 'environment']);
    table.index(['declared', 'rank']);
  });
  await knex.schema.createTable('replays', table => {
    table.comment('History that is being sent');
    table.string('id', 100).primary();
    table.double('from_ms').notNullable();
    table.double('to_ms').notNullable();
    table.double('completed_share').notNullable();
    table.text('checkpoint').nullable();
    table.double('updated_ms').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'replays',
    'health',
    'runs',
    'services',
    'flows',
    'cumulative_values',
    'points',
    'series',
  ]) {
    await knex.schema.dropTable(table);
  }
};

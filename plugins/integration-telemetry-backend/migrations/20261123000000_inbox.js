// @ts-check

const keyBefore = [
  'subject',
  'environment',
  'source',
  'side',
  'kind',
  'operation',
  'consumer',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('inbox', table => {
    table.comment('Acknowledged telemetry, added up, that waits to be merged');
    table.bigIncrements('id');
    table.double('received_ms').notNullable();
    table
      .binary('payload')
      .notNullable()
      .comment('What a request brought, as batchCodec writes it');
    table
      .boolean('set_aside')
      .notNullable()
      .defaultTo(false)
      .comment('Could not be merged by itself: kept for somebody to look at');
  });
  await knex.schema.createTable('inbox_digests', table => {
    table.comment('Requests that were acknowledged, to know repeats by');
    table
      .binary('digest', 16)
      .primary()
      .comment('Of the bytes as sent, the signal and the sender');
    table.double('received_ms').notNullable().index();
  });
  await knex.schema.createTable('log_counts', table => {
    table.comment('Log records by day, and how many carry a trace id');
    table.string('subject', 510).notNullable();
    table.string('environment').notNullable();
    table.integer('day').notNullable().comment('Days since 1970-01-01 UTC');
    table.double('count').notNullable();
    table.double('with_trace').notNullable();
    table.double('last_with_trace_ms').nullable();
    table.primary(['subject', 'environment', 'day']);
  });
  await knex.schema.alterTable('series', table => {
    table
      .string('version')
      .notNullable()
      .defaultTo('')
      .comment('Of the contract that was used; empty where unknown');
    table.dropUnique(keyBefore);
    table.unique([...keyBefore, 'version'], { indexName: 'series_key_unique' });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('series').whereNot('version', '').delete();
  await knex.schema.alterTable('series', table => {
    table.dropUnique([...keyBefore, 'version'], 'series_key_unique');
    table.dropColumn('version');
    table.unique(keyBefore);
  });
  for (const table of ['log_counts', 'inbox_digests', 'inbox']) {
    await knex.schema.dropTable(table);
  }
};

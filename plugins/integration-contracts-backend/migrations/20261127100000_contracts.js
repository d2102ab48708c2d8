// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('contracts', table => {
    table.comment('Contracts; their ids are stable');
    table.increments('id');
    table.string('registry', 100).notNullable();
    table.string('subject', 510).notNullable();
    table.string('title', 500).nullable();
    table.string('format', 32).nullable();
    table.string('owner_ref', 510).nullable().index().comment('The provider');
    table.string('api_ref', 510).nullable();
    table.string('mode', 32).notNullable();
    table.string('policy', 16).notNullable();
    table
      .integer('latest_number')
      .notNullable()
      .comment('Of the newest version, so how many there are; guards the next');
    table
      .text('settings')
      .notNullable()
      .comment(
        'JSON of what somebody set, which goes before what a source says',
      );
    table
      .text('source_facts')
      .notNullable()
      .comment('JSON of what the source or the latest text says');
    table
      .text('problem')
      .nullable()
      .comment('Why its present text is not taken');
    table.bigInteger('last_refused_at_ms').nullable();
    table.text('search_text').notNullable().comment('In lower case');
    table.unique(['registry', 'subject']);
  });
  await knex.schema.createTable('contract_contents', table => {
    table.comment('Texts, once for each canonical content; ids are stable');
    table.increments('id');
    table
      .string('digest', 64)
      .notNullable()
      .unique()
      .comment('SHA-256 of the canonical content, in hexadecimal digits');
    table.text('text').notNullable().comment('As it was published first');
  });
  await knex.schema.createTable('contract_versions', table => {
    table.increments('id');
    table
      .integer('contract_id')
      .notNullable()
      .references('id')
      .inTable('contracts')
      .onDelete('CASCADE');
    table.integer('number').notNullable().comment('From 1');
    table.string('version', 120).notNullable();
    table
      .integer('content_id')
      .notNullable()
      .references('id')
      .inTable('contract_contents');
    table.string('format', 32).notNullable();
    table.string('state', 16).notNullable();
    table.bigInteger('published_at_ms').notNullable();
    table
      .bigInteger('recorded_at_ms')
      .notNullable()
      .comment('Later than publication where history is imported');
    table.string('published_by', 510).nullable();
    table.string('source', 16).notNullable();
    table.string('source_url', 2000).nullable();
    table.text('changelog').nullable();
    table.bigInteger('deprecated_at_ms').nullable();
    table.bigInteger('sunset_at_ms').nullable();
    table.string('replacement', 500).nullable();
    table.string('verdict_state', 16).notNullable();
    table.integer('breaking').notNullable();
    table.text('verdict').notNullable().comment('JSON, as it was');
    table.text('guarantees').nullable().comment('JSON, from the text');
    table.text('override_reason').nullable();
    table.string('override_by', 510).nullable();
    table.unique(['contract_id', 'number']);
    table.unique(['contract_id', 'version']);
  });
  await knex.schema.createTable('contract_refusals', table => {
    table.increments('id');
    table
      .integer('contract_id')
      .notNullable()
      .references('id')
      .inTable('contracts')
      .onDelete('CASCADE')
      .index();
    table.bigInteger('at_ms').notNullable();
    table.string('by', 510).nullable();
    table.string('version', 120).nullable();
    table.text('verdict').notNullable().comment('JSON');
  });
  await knex.schema.createTable('contract_flows', table => {
    table.comment('Which integration has data under which contract');
    table.string('integration_ref', 510).notNullable();
    table.integer('position').notNullable();
    table
      .integer('contract_id')
      .nullable()
      .references('id')
      .inTable('contracts')
      .onDelete('SET NULL')
      .index();
    table.string('data', 500).notNullable().index();
    table.string('direction', 32).nullable();
    table.string('provider_ref', 510).nullable();
    table.primary(['integration_ref', 'position']);
  });
  await knex.schema.createTable('contract_apis', table => {
    table.comment('API entities whose definition was looked at');
    table.string('api_ref', 510).primary();
    table.string('etag', 255).notNullable();
    table
      .bigInteger('gone_at_ms')
      .nullable()
      .comment('When it was first missing from the catalog');
  });
  await knex.schema.createTable('contract_outbox', table => {
    table.comment('What others are to be told, until they were');
    table.increments('id');
    table.string('kind', 16).notNullable();
    table.text('payload').notNullable().comment('JSON');
    table.integer('attempts').notNullable();
    table.bigInteger('due_at_ms').notNullable().index();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('contract_outbox');
  await knex.schema.dropTable('contract_apis');
  await knex.schema.dropTable('contract_flows');
  await knex.schema.dropTable('contract_refusals');
  await knex.schema.dropTable('contract_versions');
  await knex.schema.dropTable('contract_contents');
  await knex.schema.dropTable('contracts');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('ending_notices', table => {
    table.comment('What responses said last of an end, for each place');
    table.increments('id');
    table
      .string('subject', 510)
      .notNullable()
      .comment('Reference of an integration, or flow: and the id of a flow');
    table.string('environment').notNullable();
    table.string('side', 8).notNullable().comment('Who reported it');
    table.string('operation').notNullable();
    table.string('address').notNullable().comment('The host; empty: unknown');
    table.string('version').notNullable().comment('Empty where unknown');
    table.string('consumer').notNullable().comment('The last that was told');
    table.double('deprecated_ms').nullable();
    table.double('sunset_ms').nullable();
    table.string('url', 500).notNullable().comment('Where to read about it');
    table
      .double('said_since_ms')
      .notNullable()
      .comment('Since when it is the same, with nothing else in between');
    table.double('first_seen_ms').notNullable();
    table.double('last_seen_ms').notNullable().index();
    table.unique(
      ['subject', 'environment', 'side', 'operation', 'address', 'version'],
      { indexName: 'ending_notices_place' },
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ending_notices');
};

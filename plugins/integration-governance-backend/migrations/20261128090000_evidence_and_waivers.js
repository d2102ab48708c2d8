// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_pieces', table => {
    table.comment('What pipelines and people told, with its history');
    table.string('id', 36).primary();
    table
      .string('entity_ref', 510)
      .notNullable()
      .comment('An integration, or a platform');
    table.string('type', 24).notNullable();
    table
      .string('subject', 255)
      .notNullable()
      .comment('Test level, environment, control, fact or check');
    table
      .string('sender_key', 64)
      .notNullable()
      .comment('Digest of what makes it the same when it is sent again');
    table.text('value').notNullable().comment('In words');
    table.string('grade', 16).notNullable();
    table.string('source', 510).notNullable();
    table.string('attested_by', 510).nullable();
    table.text('href').nullable();
    table.string('environment', 100).nullable();
    table.text('facts').notNullable().comment('JSON, as it was sent');
    table.dateTime('at').notNullable().comment('When it was found');
    table.dateTime('received_at').notNullable();
    table
      .dateTime('superseded_at')
      .nullable()
      .comment('Since when no check looks at it');
    table.unique(['entity_ref', 'type', 'subject', 'sender_key']);
    table.index(['entity_ref', 'superseded_at']);
    table.index(['superseded_at']);
  });
  await knex.schema.createTable('waivers', table => {
    table.comment('Exceptions to checks');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).notNullable();
    table.string('check_id', 64).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('asked, approved, refused or withdrawn; expiry is the day');
    table
      .string('open_key', 600)
      .nullable()
      .unique()
      .comment('Integration and check while it waits: one at a time');
    table.text('reason').notNullable();
    table.string('until_day', 10).notNullable().comment('The last day, in UTC');
    table.string('asked_by', 510).notNullable();
    table.dateTime('asked_at').notNullable();
    table.string('decided_by', 510).nullable();
    table.dateTime('decided_at').nullable();
    table.text('decision_reason').nullable();
    table.dateTime('ended_at').nullable().comment('Withdrawn or taken over');
    table.string('renews', 36).nullable();
    table.index(['entity_ref', 'check_id']);
    table.index(['state', 'until_day']);
  });
  await knex.schema.alterTable('transitions', table => {
    table.text('evidence').nullable().comment('JSON of Evidence[]');
  });
  await knex.schema.alterTable('results', table => {
    table.text('waiver').nullable().comment('JSON of OutcomeWaiver');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('results', table => {
    table.dropColumn('waiver');
  });
  await knex.schema.alterTable('transitions', table => {
    table.dropColumn('evidence');
  });
  await knex.schema.dropTable('waivers');
  await knex.schema.dropTable('evidence_pieces');
};

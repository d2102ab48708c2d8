// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('assessments', table => {
    table.comment('Dated runs of the checklist over the whole portfolio');
    table.string('id', 36).primary();
    table.string('title', 200).notNullable();
    table.text('note').nullable();
    table.string('state', 16).notNullable().comment('running, done or failed');
    table
      .string('running_key', 8)
      .nullable()
      .unique()
      .comment('Set while it runs: one at a time');
    table.text('because').nullable().comment('Why it failed');
    table.dateTime('started_at').notNullable().index();
    table.string('started_by', 510).notNullable();
    table
      .dateTime('lease_until')
      .notNullable()
      .comment('Past this, whoever ran it has stopped');
    table.dateTime('frozen_at').nullable();
    table.string('checklist_version', 32).notNullable();
    table.text('checklist').notNullable().comment('JSON of FrozenChecklist');
    table.integer('total').notNullable();
    table.integer('done').notNullable();
  });
  await knex.schema.createTable('assessment_rows', table => {
    table.comment('Integrations as an assessment found them; kept as it is');
    table.string('assessment_id', 36).notNullable();
    table.string('entity_ref', 510).notNullable();
    table.string('name', 255).notNullable();
    table.string('owner_ref', 510).nullable();
    table.string('system_ref', 510).nullable();
    table.string('domain_ref', 510).nullable();
    table.string('pattern', 32).nullable();
    table.string('criticality', 32).nullable();
    table.double('throughput_per_minute').nullable();
    table.text('answer_states').notNullable().comment('As in scores');
    table
      .text('results')
      .notNullable()
      .comment('A letter for each check, in the order of the checklist');
    table
      .binary('frozen')
      .notNullable()
      .comment('zlib of the JSON of FrozenIntegration');
    table.primary(['assessment_id', 'entity_ref']);
  });
  await knex.schema.createTable('audit_samples', table => {
    table.comment('The sample of passes that was drawn in a quarter');
    table.string('quarter', 7).primary();
    table.dateTime('drawn_at').notNullable();
    table.integer('passes').notNullable().comment('Of which it was drawn');
  });
  await knex.schema.createTable('audits', table => {
    table.comment('Passes that somebody is to look at');
    table.string('id', 36).primary();
    table.string('quarter', 7).notNullable();
    table.string('entity_ref', 510).notNullable();
    table.string('check_id', 64).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('open, confirmed or overturned; whether it lapsed is computed');
    table.text('reason').notNullable().comment('Why it passed then');
    table.text('evidence').notNullable().comment('JSON of Evidence[], of then');
    table.dateTime('sampled_at').notNullable();
    table.dateTime('decided_at').nullable();
    table.string('decided_by', 510).nullable();
    table.text('note').nullable();
    table.unique(['quarter', 'entity_ref', 'check_id']);
    table.index(['entity_ref', 'state']);
  });
  await knex.schema.createTable('duplicate_dismissals', table => {
    table.comment('What somebody said is no duplicate');
    table.string('id', 64).primary().comment('Digest of data, source, target');
    table
      .text('entity_refs')
      .notNullable()
      .comment('JSON: the integrations that it was said of');
    table.text('reason').notNullable();
    table.string('dismissed_by', 510).notNullable();
    table.dateTime('dismissed_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('duplicate_dismissals');
  await knex.schema.dropTable('audits');
  await knex.schema.dropTable('audit_samples');
  await knex.schema.dropTable('assessment_rows');
  await knex.schema.dropTable('assessments');
};

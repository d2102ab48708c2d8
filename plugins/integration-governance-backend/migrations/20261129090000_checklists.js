// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('checklist_versions', table => {
    table.comment('Every checklist that counted, or was to');
    table.string('version', 32).primary();
    table
      .string('state', 16)
      .notNullable()
      .comment('draft, active, past or discarded');
    table
      .string('open_key', 80)
      .nullable()
      .unique()
      .comment('active, or the digest of a draft: one of each');
    table.string('origin', 16).notNullable();
    table.text('text').notNullable().comment('As it was sent');
    table.text('resolved').notNullable().comment('JSON of ChecklistFile');
    table.string('digest', 64).notNullable().index();
    table.text('note').nullable();
    table.dateTime('created_at').notNullable();
    table.string('created_by', 510).nullable();
    table.dateTime('activated_at').nullable();
    table.string('activated_by', 510).nullable();
    table.dateTime('ended_at').nullable();
    table.string('ended_by', 510).nullable();
    table
      .string('preview_state', 16)
      .nullable()
      .comment('waiting, running, done or failed');
    table.text('preview_because').nullable();
    table.integer('preview_total').nullable();
    table.integer('preview_done').nullable();
    table.dateTime('preview_finished_at').nullable();
    table
      .string('preview_run', 36)
      .nullable()
      .comment('Of the replica that evaluates it');
    table.dateTime('preview_beat_at').nullable();
  });
  await knex.schema.createTable('checklist_activations', table => {
    table.comment('Which version counted from when on');
    table.increments('id');
    table.string('version', 32).notNullable();
    table.dateTime('at').notNullable().index();
  });
  await knex.schema.createTable('checklist_effects', table => {
    table.comment('What a draft makes of each integration');
    table.string('version', 32).notNullable();
    table.string('entity_ref', 510).notNullable().index();
    table.integer('yes_before').notNullable();
    table.integer('applicable_before').notNullable();
    table.integer('yes_after').notNullable();
    table.integer('applicable_after').notNullable();
    table.text('states_before').notNullable().comment('As in scores');
    table.text('states_after').notNullable();
    table.integer('change_count').notNullable();
    table.text('changes').nullable().comment('JSON of changed results');
    table.primary(['version', 'entity_ref']);
  });
  await knex.schema.alterTable('evaluations', table => {
    table.text('steps').nullable().comment('JSON of EvaluationStep[]');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('evaluations', table => {
    table.dropColumn('steps');
  });
  await knex.schema.dropTable('checklist_effects');
  await knex.schema.dropTable('checklist_activations');
  await knex.schema.dropTable('checklist_versions');
};

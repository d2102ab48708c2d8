// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('pilots', table => {
    table.comment('Improvements with one integration; closed, a practice');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).notNullable().index();
    table.string('owner_ref', 510).nullable().comment('As it was at the start');
    table
      .string('state', 16)
      .notNullable()
      .comment('active, closed or stopped');
    table
      .string('active_team', 510)
      .nullable()
      .unique()
      .comment('The team while it is active: one at a time');
    table
      .string('active_integration', 510)
      .nullable()
      .unique()
      .comment('The integration while it is active: one at a time');
    table.string('title', 200).notNullable();
    table.text('reason').notNullable();
    table
      .text('facets')
      .notNullable()
      .comment('JSON of IntegrationFacets, at the start, then at the end');
    table.text('checks').notNullable().comment('JSON of check ids');
    table.text('before').notNullable().comment('JSON of PilotFigures');
    table
      .text('after')
      .nullable()
      .comment('JSON of PilotFigures, frozen at the end');
    table
      .text('points')
      .nullable()
      .comment('JSON of PilotPoint[], frozen at the end');
    table.string('until_day', 10).nullable().comment('In UTC');
    table.dateTime('started_at').notNullable();
    table.string('started_by', 510).notNullable();
    table.dateTime('ended_at').nullable();
    table.string('ended_by', 510).nullable();
    table.text('stop_reason').nullable();
    table.string('outcome', 16).nullable();
    table.text('write_up').nullable().comment('Markdown');
    table.string('written_by', 510).nullable();
    table.dateTime('written_at').nullable();
    table
      .text('search_text')
      .notNullable()
      .comment('Title and write-up in lower case');
    table.index(['state', 'until_day']);
  });
  await knex.schema.createTable('goals', table => {
    table.comment('Checks that a set of integrations is to pass by a day');
    table.string('id', 36).primary();
    table
      .integer('revision')
      .notNullable()
      .comment('Of two who change it at once, one does');
    table.string('title', 200).notNullable();
    table.text('check_ids').notNullable().comment('JSON');
    table.text('question_ids').notNullable().comment('JSON');
    table.text('filter').notNullable().comment('JSON of GoalFilter');
    table.string('due_day', 10).notNullable().comment('In UTC');
    table.string('owner_ref', 510).nullable();
    table.string('set_by', 510).notNullable();
    table.dateTime('set_at').notNullable();
    table.dateTime('closed_at').nullable().index();
    table.string('closed_by', 510).nullable();
    table.text('close_reason').nullable();
  });
  await knex.schema.createTable('goal_days', table => {
    table.comment('How far a goal was at the end of a day, over everything');
    table
      .string('goal_id', 36)
      .notNullable()
      .references('id')
      .inTable('goals')
      .onDelete('CASCADE');
    table.string('day', 10).notNullable().comment('In UTC');
    table.integer('total').notNullable();
    table.integer('met').notNullable();
    table.primary(['goal_id', 'day']);
  });
  // Pain points count what an owner can do something about: read from the
  // index alone, since the rows with their evidence are large.
  await knex.raw(
    `create index results_open on results (check_id, result, entity_ref)
     where result = 'fail' or (result = 'unmeasured' and next_step is not null)`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index results_open');
  await knex.schema.dropTable('goal_days');
  await knex.schema.dropTable('goals');
  await knex.schema.dropTable('pilots');
};

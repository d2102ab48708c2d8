// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('alarms', table => {
    table.comment('Each time that something needed somebody');
    table.string('id', 36).primary();
    table
      .string('open_key', 800)
      .nullable()
      .unique()
      .comment('What it is about, while it is on; null once it is over');
    table.string('kind', 16).notNullable().comment('own, cause or external');
    table
      .string('subject_ref', 510)
      .nullable()
      .comment('An integration; of a cause what its victims depend on');
    table.string('environment').notNullable();
    table.string('rule', 32).notNullable().comment('Code of the worst reason');
    table.string('status', 16).notNullable();
    table.integer('rank').notNullable().comment('Of the status; 0 is worst');
    table.string('state', 16).notNullable().comment('pending, open or cleared');
    table.string('owner_ref', 510).nullable();
    table.string('cause_id', 36).nullable().index();
    table.double('onset_ms').notNullable().comment('Since when it is so');
    table.double('noticed_ms').notNullable();
    table.double('well_since_ms').nullable().comment('Not over yet, but well');
    table.double('cleared_ms').nullable();
    table.double('acknowledged_ms').nullable();
    table.string('acknowledged_by', 510).nullable();
    table.double('snoozed_until_ms').nullable();
    table.string('snoozed_by', 510).nullable();
    table.boolean('useful').nullable();
    table.double('told_ms').nullable();
    table
      .double('telling_until_ms')
      .nullable()
      .comment('Until then a replica has it in hand');
    table.text('details').notNullable().comment('JSON of AlarmDetails');
    table.index(['state', 'rank', 'onset_ms']);
    table.index(['subject_ref', 'onset_ms']);
  });
  await knex.schema.createTable('alarm_log', table => {
    table.comment('What became of alarms, and who did it');
    table.increments('id');
    table
      .string('alarm_id', 36)
      .notNullable()
      .index()
      .references('id')
      .inTable('alarms')
      .onDelete('CASCADE');
    table.double('at_ms').notNullable();
    table.string('event', 16).notNullable();
    table.string('actor', 510).nullable();
    table.text('message').notNullable();
  });
  await knex.schema.createTable('maintenance_windows', table => {
    table.comment('Times in which nobody is told');
    table.string('id', 36).primary();
    table
      .string('subject_ref', 510)
      .notNullable()
      .comment('An integration, or what integrations depend on');
    table.double('from_ms').notNullable();
    table.double('to_ms').notNullable().index();
    table.text('reason').notNullable();
    table.string('created_by', 510).notNullable();
  });
  await knex.schema.createTable('changes', table => {
    table.comment('Versions and deployments that somebody told of');
    table.string('id', 200).primary();
    table.double('at_ms').notNullable();
    table.string('kind', 32).notNullable();
    table.string('title', 300).notNullable();
    table.string('version').nullable();
    table.string('link', 2000).nullable();
    table.string('environment').nullable();
  });
  await knex.schema.createTable('change_refs', table => {
    table
      .string('change_id', 200)
      .notNullable()
      .references('id')
      .inTable('changes')
      .onDelete('CASCADE');
    table.string('entity_ref', 510).notNullable();
    table.double('at_ms').notNullable();
    table.primary(['change_id', 'entity_ref']);
    table.index(['entity_ref', 'at_ms']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'change_refs',
    'changes',
    'maintenance_windows',
    'alarm_log',
    'alarms',
  ]) {
    await knex.schema.dropTable(table);
  }
};

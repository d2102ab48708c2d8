// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('reconsiderations', table => {
    table.comment('What the matrix says today of each integration');
    table.string('entity_ref', 510).primary();
    table
      .string('state', 16)
      .notNullable()
      .index()
      .comment('same, near-tie, different or unknown');
    table
      .float('difference_low', 53)
      .nullable()
      .comment('Over three years; what is negative is saved');
    table.float('difference_expected', 53).nullable().index();
    table.float('difference_high', 53).nullable();
    table.dateTime('compared_at').notNullable();
    table.text('comparison').notNullable().comment('JSON of a Comparison');
  });
  await knex.schema.createTable('observed_levels', table => {
    table.comment('The level of the last weeks, by what a decision assumes');
    table.string('entity_ref', 510).primary();
    table.string('day', 10).notNullable().comment('The first that is not in');
    table.text('levels').notNullable().comment('JSON of ObservedLevels');
  });
  await knex.schema.createTable('regrets', table => {
    table.comment('Decisions whose assumptions do not hold, or did not');
    table.string('id', 36).primary();
    table.string('decision_id', 36).notNullable().index();
    table
      .string('open_key', 36)
      .nullable()
      .unique()
      .comment('The decision until it is cleared: one at a time');
    table.string('entity_ref', 510).notNullable().index();
    table.string('state', 16).notNullable();
    table.dateTime('since').notNullable().index();
    table.dateTime('cleared_at').nullable();
    table.text('reasons').notNullable().comment('JSON of RegretReason[]');
    table.string('recommended_then', 32).notNullable();
    table.string('recommended_today', 32).nullable();
    table.integer('rank_today').nullable();
    table.string('acknowledged_by', 510).nullable();
    table.dateTime('acknowledged_at').nullable();
    table.text('note').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('regrets');
  await knex.schema.dropTable('observed_levels');
  await knex.schema.dropTable('reconsiderations');
};

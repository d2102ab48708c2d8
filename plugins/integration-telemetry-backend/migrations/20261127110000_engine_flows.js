// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('engine_flows', table => {
    table.comment(
      'Undeclared flows that an engine told of: it forgets, and does not say what is new',
    );
    table.string('engine').notNullable().comment('Its name');
    table.string('id', 64).notNullable().comment('As in flows');
    table.string('origin', 8).notNullable().comment('spans or graph');
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
      .double('first_seen_ms')
      .notNullable()
      .comment('As exactly as the engine was asked: up to a day early');
    table.double('last_seen_ms').notNullable();
    table
      .double('noticed_ms')
      .notNullable()
      .comment('When it was first read here');
    table.double('calls').notNullable().comment('Of the day before');
    table.double('failed').notNullable();
    table.primary(['id', 'engine']);
    table.index(['engine', 'last_seen_ms']);
  });
  await knex.schema.createTable('engine_watches', table => {
    table.comment('Since when it is known what an engine has');
    table.string('engine').notNullable();
    table.string('origin', 8).notNullable().comment('spans or graph');
    table.string('environment').notNullable();
    table.double('since_ms').notNullable();
    table.primary(['engine', 'origin', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('engine_watches');
  await knex.schema.dropTable('engine_flows');
};

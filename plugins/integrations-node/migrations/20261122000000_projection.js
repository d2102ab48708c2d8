// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('projection_entities', table => {
    table.comment('What is kept of catalog entities, one row an entity');
    table.string('entity_ref', 510).primary();
    table.string('kind', 63).notNullable().index();
    table.string('etag').notNullable();
    table
      .text('entity')
      .notNullable()
      .comment('JSON, without what nobody reads');
    table
      .dateTime('deleted_at')
      .nullable()
      .comment('When it was first missing from the catalog');
  });
  await knex.schema.createTable('projection_integrations', table => {
    table.comment('Facets of integrations, for filters and permissions');
    table.string('entity_ref', 510).primary();
    table.string('namespace', 63).notNullable();
    table.string('name', 255).notNullable();
    table.string('title').nullable();
    table.string('owner_ref', 510).nullable().index();
    table.string('system_ref', 510).nullable().index();
    table.string('domain_ref', 510).nullable().index();
    table.string('pattern', 32).nullable();
    table.string('interaction', 32).nullable();
    table.string('criticality', 32).nullable();
    table
      .integer('criticality_rank')
      .notNullable()
      .comment('0 to 3 from low to critical; -1 where it is missing');
    table.string('lifecycle', 32).nullable();
    table.string('source_ref', 510).nullable();
    table.text('search_text').notNullable().comment('In lower case');
    table.text('facets').notNullable().comment('JSON of IntegrationFacets');
    table.dateTime('deleted_at').nullable();
  });
  await knex.schema.createTable('projection_integration_refs', table => {
    table.comment('Targets and platforms of integrations');
    table
      .string('entity_ref', 510)
      .notNullable()
      .references('entity_ref')
      .inTable('projection_integrations')
      .onDelete('CASCADE');
    table.string('role', 16).notNullable().comment('target or via');
    table.string('ref', 510).notNullable();
    table.primary(['entity_ref', 'role', 'ref']);
    table.index(['role', 'ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('projection_integration_refs');
  await knex.schema.dropTable('projection_integrations');
  await knex.schema.dropTable('projection_entities');
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('organisation_documents', table => {
    table.comment('Where the documents of the whole organisation are');
    table.string('id', 64).primary();
    table.string('title', 200).nullable();
    table.text('href').notNullable();
    table.string('owner_ref', 510).nullable();
    table.string('reviewed_on', 10).nullable().comment('A day, in UTC');
    table.integer('review_every_days').notNullable();
    table.dateTime('recorded_at').notNullable();
    table.string('recorded_by', 510).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('organisation_documents');
};

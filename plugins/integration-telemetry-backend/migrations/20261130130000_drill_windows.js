// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('maintenance_windows', table => {
    table
      .string('kind', 16)
      .notNullable()
      .defaultTo('maintenance')
      .comment('maintenance or drill');
    table.string('label', 300).nullable().comment('What a drill rehearses');
    table.text('href').nullable().comment('Where a drill is shown');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('maintenance_windows', table => {
    table.dropColumns('kind', 'label', 'href');
  });
};

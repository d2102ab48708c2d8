// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('success_days', table => {
    table.comment(
      'In which minutes a call succeeded, where an objective needs that for longer than minutes are kept',
    );
    table.string('entity_ref', 510).notNullable();
    table.string('environment').notNullable();
    table.integer('day').notNullable().comment('Days since 1970-01-01 UTC');
    table
      .string('hours', 360)
      .notNullable()
      .comment('15 hexadecimal digits an hour, a bit a minute; - is unknown');
    table.primary(['entity_ref', 'environment', 'day']);
    table.index('day');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('success_days');
};

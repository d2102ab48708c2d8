// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('contract_flows', table => {
    table
      .text('file_url')
      .nullable()
      .comment('Where the file is that the flow names as its contract');
    table
      .string('file_format', 32)
      .nullable()
      .comment('Of the file, as texts are judged');
    table
      .text('file_problem')
      .nullable()
      .comment('Why the file that the flow names is not fetched');
  });
  await knex.schema.createTable('contract_files', table => {
    table.comment('Files that are contracts, each fetched again and again');
    table
      .integer('contract_id')
      .primary()
      .references('id')
      .inTable('contracts')
      .onDelete('CASCADE');
    table.string('integration_ref', 510).notNullable().comment('It names it');
    table.text('url').notNullable();
    table.string('format', 32).notNullable();
    table
      .text('etag')
      .nullable()
      .comment(
        'Of the text that was taken last; none while there is a problem',
      );
    table
      .string('digest', 64)
      .nullable()
      .comment(
        'SHA-256 of the text that was taken last, in hexadecimal digits',
      );
    table
      .bigInteger('read_at_ms')
      .nullable()
      .comment('When it was last found to be as the registry has it');
    table.text('problem').nullable();
    table.bigInteger('due_at_ms').notNullable().index();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('contract_files');
  await knex.schema.alterTable('contract_flows', table => {
    table.dropColumns('file_url', 'file_format', 'file_problem');
  });
};

// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('reviews', table => {
    table.string('id', 36).primary();
    table
      .string('subject', 510)
      .notNullable()
      .comment('The entity reference of an integration, or portfolio');
    table
      .string('entity_ref', 510)
      .nullable()
      .index()
      .comment('Null for the portfolio');
    table.text('title').notNullable();
    table.string('state', 16).notNullable().comment('open, signed, cancelled');
    table
      .string('open_key', 510)
      .nullable()
      .unique()
      .comment('The subject while it is open: one review at a time');
    table
      .integer('revision')
      .notNullable()
      .comment('Rises with each change, which names the one that it read');
    table.dateTime('opened_at').notNullable();
    table.string('opened_by', 510).notNullable();
    table.text('people').notNullable().comment('JSON of string[]');
    table
      .dateTime('since')
      .nullable()
      .comment('When the agenda of the review before was written');
    table
      .text('baseline')
      .notNullable()
      .comment('JSON of ReviewBaseline: what the next one compares with');
    table
      .text('keep_or_end')
      .nullable()
      .comment('JSON of the decision, with who and when');
    table.text('note').nullable();
    table.dateTime('closed_at').nullable();
    table.string('closed_by', 510).nullable();
    table.string('next_review_on', 10).nullable();
    table.index(['subject', 'state', 'closed_at']);
  });
  await knex.schema.createTable('review_items', table => {
    table.comment('Agendas of reviews');
    table.string('id', 36).primary();
    table.string('review_id', 36).notNullable().index();
    table.string('entity_ref', 510).nullable().index();
    table.integer('position').notNullable();
    table.text('item').notNullable().comment('JSON of ReviewItem');
    table
      .boolean('is_open')
      .notNullable()
      .comment('Whether nobody has said what follows from it');
  });
  await knex.schema.createTable('review_trail', table => {
    table.comment('Who changed what of reviews and findings: only added to');
    table.bigIncrements('id');
    table.string('review_id', 36).nullable().index();
    table.string('finding_id', 36).nullable().index();
    table.string('entity_ref', 510).nullable().index();
    table.dateTime('at').notNullable();
    table.string('by', 510).notNullable();
    table.text('what').notNullable();
    table
      .text('changed')
      .notNullable()
      .comment('JSON of TrailChange: the parts as they were after it');
  });
  await knex.schema.createTable('findings', table => {
    table.comment('What reviews and drills found, to be done by somebody');
    table.string('id', 36).primary();
    table.string('entity_ref', 510).nullable().index();
    table.string('state', 16).notNullable().comment('open, done, withdrawn');
    table.string('title', 300).notNullable();
    table.string('owner_ref', 510).notNullable();
    table.string('due_on', 10).notNullable();
    table
      .string('check_id', 64)
      .nullable()
      .comment('Done when the integration passes it');
    table.string('origin', 16).notNullable().comment('review or drill');
    table.string('review_id', 36).nullable().index();
    table.string('drill_id', 36).nullable().index();
    table.dateTime('created_at').notNullable();
    table.string('created_by', 510).notNullable();
    table.dateTime('done_at').nullable();
    table.string('done_by', 510).nullable().comment('evidence, or who said so');
    table.text('note').nullable();
    table.text('href').nullable();
    table.index(['state', 'due_on']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('findings');
  await knex.schema.dropTable('review_trail');
  await knex.schema.dropTable('review_items');
  await knex.schema.dropTable('reviews');
};

// @ts-check

/** @type {Record<string, string>} */
const letters = {
  'not-yet': 'n',
  unmeasured: 'u',
  waived: 'w',
  yes: 'y',
  'not-applicable': '-',
};

/**
 * Answers move into their integration's row of scores: a portfolio reads ten
 * thousand rows instead of eighty thousand.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scores', table => {
    table.text('answers').nullable().comment('JSON of Answer[]');
    table
      .text('answer_states')
      .nullable()
      .comment('question=letter;… to group by: n, u, w, y or -');
  });
  const refs = await knex('answers').distinct('entity_ref');
  for (const { entity_ref } of refs) {
    const rows = await knex('answers').where({ entity_ref });
    const answers = rows.map(row => ({
      questionId: row.question_id,
      state: row.state,
      failed: row.failed,
      unmeasured: row.unmeasured,
      waived: row.waived,
      passed: row.passed,
    }));
    await knex('scores')
      .where({ entity_ref })
      .update({
        answers: JSON.stringify(answers),
        answer_states: answers
          .map(({ questionId, state }) => `${questionId}=${letters[state]}`)
          .join(';'),
      });
  }
  await knex.schema.dropTable('answers');
  await knex.schema.createTable('roll_up_days', table => {
    table.comment('Answers of groups at the end of a day, where they changed');
    table.string('group_by', 16).notNullable();
    table.string('group_key', 510).notNullable();
    table.string('day', 10).notNullable().comment('In UTC');
    table.integer('integrations').notNullable();
    table.double('yes_share').nullable().comment('0 to 1');
    table.text('answers').notNullable().comment('JSON of RollUpAnswer[]');
    table.primary(['group_by', 'group_key', 'day']);
  });
  await knex.schema.alterTable('transitions', table => {
    table.string('checklist_version', 32).nullable();
    table.index(['entity_ref', 'at']);
  });
  await knex.schema.createTable('delivery_pipelines', table => {
    table.comment('Which integrations are delivered through which pipeline');
    table.string('entity_ref', 510).primary();
    table.text('pipeline').notNullable();
    table
      .string('pipeline_key', 64)
      .notNullable()
      .index()
      .comment('Digest of the pipeline: its name has no bound');
    table.string('interaction', 16).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('delivery_pipelines');
  await knex.schema.alterTable('transitions', table => {
    table.dropIndex(['entity_ref', 'at']);
    table.dropColumn('checklist_version');
  });
  await knex.schema.dropTable('roll_up_days');
  await knex.schema.createTable('answers', table => {
    table.string('entity_ref', 510).notNullable();
    table.string('question_id', 64).notNullable();
    table.string('state', 16).notNullable();
    table.integer('failed').notNullable();
    table.integer('unmeasured').notNullable();
    table.integer('waived').notNullable();
    table.integer('passed').notNullable();
    table.primary(['entity_ref', 'question_id']);
  });
  const rows = await knex('scores')
    .whereNotNull('answers')
    .select('entity_ref', 'answers');
  for (const { entity_ref, answers } of rows) {
    /** @type {Array<Record<string, string | number>>} */
    const found = JSON.parse(answers);
    if (found.length > 0) {
      await knex('answers').insert(
        found.map(answer => ({
          entity_ref,
          question_id: answer.questionId,
          state: answer.state,
          failed: answer.failed,
          unmeasured: answer.unmeasured,
          waived: answer.waived,
          passed: answer.passed,
        })),
      );
    }
  }
  await knex.schema.alterTable('scores', table => {
    table.dropColumn('answer_states');
    table.dropColumn('answers');
  });
};

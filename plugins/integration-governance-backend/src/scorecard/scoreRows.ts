import { Answer, Score } from '@tieline/plugin-integrations-common/governance';
import { Knex } from 'knex';
import { inBatches } from '../database';

interface AnswerRow {
  entity_ref: string;
  question_id: string;
  state: Answer['state'];
  failed: number;
  unmeasured: number;
  waived: number;
  passed: number;
}

interface ScoreRow {
  entity_ref: string;
  yes_count: number | null;
  applicable_count: number | null;
}

/**
 * The stored scores of integrations, their answers in the checklist's order.
 * Missing for an integration that was never evaluated.
 */
export async function readScores(
  knex: Knex,
  entityRefs: readonly string[],
  questionIds: readonly string[],
): Promise<Map<string, Score>> {
  const scores = new Map<string, Score>();
  for (const batch of inBatches(entityRefs)) {
    const [scoreRows, answerRows]: [ScoreRow[], AnswerRow[]] =
      await Promise.all([
        knex('scores').whereIn('entity_ref', batch).whereNotNull('yes_count'),
        knex('answers').whereIn('entity_ref', batch),
      ]);
    for (const row of scoreRows) {
      scores.set(row.entity_ref, {
        yes: row.yes_count ?? 0,
        applicable: row.applicable_count ?? 0,
        answers: [],
      });
    }
    answerRows.sort(
      (left, right) =>
        questionIds.indexOf(left.question_id) -
        questionIds.indexOf(right.question_id),
    );
    for (const row of answerRows) {
      scores.get(row.entity_ref)?.answers.push({
        questionId: row.question_id,
        state: row.state,
        failed: row.failed,
        unmeasured: row.unmeasured,
        waived: row.waived,
        passed: row.passed,
      });
    }
  }
  return scores;
}

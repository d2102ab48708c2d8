import {
  Answer,
  AnswerState,
  Score,
} from '@tieline/plugin-integrations-common/governance';
import { Knex } from 'knex';
import { inBatches } from '../database';

interface ScoreRow {
  entity_ref: string;
  yes_count: number;
  applicable_count: number;
  answers: string | null;
}

const letters: Record<AnswerState, string> = {
  'not-yet': 'n',
  unmeasured: 'u',
  waived: 'w',
  yes: 'y',
  'not-applicable': '-',
};

const states = Object.fromEntries(
  Object.entries(letters).map(([state, letter]) => [letter, state]),
) as Record<string, AnswerState>;

/** Answers in a form that a database can group by. */
export function packAnswerStates(answers: readonly Answer[]): string {
  return answers
    .map(({ questionId, state }) => `${questionId}=${letters[state]}`)
    .join(';');
}

/** Reads what {@link packAnswerStates} wrote. */
export function unpackAnswerStates(packed: string): Map<string, AnswerState> {
  return new Map(
    packed.split(';').map(part => {
      const at = part.lastIndexOf('=');
      return [part.slice(0, at), states[part.slice(at + 1)]];
    }),
  );
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
  const place = new Map(questionIds.map((id, index) => [id, index]));
  const placeOf = ({ questionId }: Answer) => place.get(questionId) ?? -1;
  const scores = new Map<string, Score>();
  for (const batch of inBatches(entityRefs, 500)) {
    const rows: ScoreRow[] = await knex('scores')
      .whereIn('entity_ref', batch)
      .whereNotNull('yes_count')
      .select('entity_ref', 'yes_count', 'applicable_count', 'answers');
    for (const row of rows) {
      const answers: Answer[] = JSON.parse(row.answers ?? '[]');
      scores.set(row.entity_ref, {
        yes: row.yes_count,
        applicable: row.applicable_count,
        answers: answers.sort((left, right) => placeOf(left) - placeOf(right)),
      });
    }
  }
  return scores;
}

import {
  CheckOutcome,
  Score,
  Transition,
} from '@tieline/plugin-integrations-common/governance';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../database';
import { FreshOutcome } from '../checklist/evaluateCheck';
import { readScores } from './scoreRows';

const SHOWN_TRANSITIONS = 100;

/** Tables with a row, or more, for each integration. */
const tablesByIntegration = [
  'results',
  'answers',
  'scores',
  'transitions',
  'evidence',
  'health_snapshots',
  'contract_snapshots',
  'evidence_pieces',
  'waivers',
];

interface ResultRow {
  entity_ref: string;
  check_id: string;
  checklist_version: string;
  result: CheckOutcome['result'];
  reason: string;
  needs: CheckOutcome['needs'];
  inherited_from: string | null;
  next_step: string | null;
  evidence: string;
  since: StoredInstant;
  waiver: string | null;
}

interface TransitionRow {
  check_id: string;
  from_result: string | null;
  to_result: Transition['to'];
  reason: string;
  at: StoredInstant;
  evidence: string | null;
}

/** What one evaluation of one integration found. */
export interface EvaluatedIntegration {
  entityRef: string;
  checklistVersion: string;
  outcomes: FreshOutcome[];
  score: Score;
  evaluatedAt: Date;
}

/** What is stored of one integration. */
export interface StoredScorecard {
  checklistVersion: string;
  evaluatedAt: string;
  score: Score;
  /** In no particular order, without title and question. */
  results: Array<Omit<CheckOutcome, 'title' | 'questionId'>>;
}

/**
 * Results with their evidence, answers, scores, and each change of a result.
 *
 * All of an integration is written in one transaction under a revision that
 * only one writer can raise: of two replicas that evaluate at the same time,
 * one writes, and the other finds nothing left to do. So no change is recorded
 * twice.
 */
export class ScorecardStore {
  readonly #knex: Knex;
  readonly #questionIds: string[];

  constructor(options: { knex: Knex; questionIds: string[] }) {
    this.#knex = options.knex;
    this.#questionIds = options.questionIds;
  }

  /**
   * Writes an evaluation.
   *
   * @returns how many results changed; undefined where another writer was faster
   */
  async write(evaluated: EvaluatedIntegration): Promise<number | undefined> {
    const { entityRef } = evaluated;
    await this.#knex('scores')
      .insert({ entity_ref: entityRef, revision: 0 })
      .onConflict('entity_ref')
      .ignore();
    const { revision } = await this.#knex('scores')
      .where('entity_ref', entityRef)
      .first('revision');
    const rows: ResultRow[] = await this.#knex('results').where(
      'entity_ref',
      entityRef,
    );
    const before = new Map(rows.map(row => [row.check_id, row]));
    return this.#knex.transaction(async tx => {
      const { score, evaluatedAt, checklistVersion } = evaluated;
      const raised = await tx('scores')
        .where({ entity_ref: entityRef, revision })
        .update({
          revision: revision + 1,
          checklist_version: checklistVersion,
          yes_count: score.yes,
          applicable_count: score.applicable,
          yes_share: score.applicable > 0 ? score.yes / score.applicable : null,
          evaluated_at: evaluatedAt,
        });
      if (raised === 0) {
        return undefined;
      }
      const changed = evaluated.outcomes.filter(
        outcome => before.get(outcome.checkId)?.result !== outcome.result,
      );
      await this.#writeResults(tx, evaluated, before);
      await this.#writeAnswers(tx, entityRef, score);
      for (const batch of inBatches(changed)) {
        await tx('transitions').insert(
          batch.map(outcome => ({
            entity_ref: entityRef,
            check_id: outcome.checkId,
            revision: revision + 1,
            from_result: before.get(outcome.checkId)?.result ?? null,
            to_result: outcome.result,
            reason: outcome.reason,
            evidence: JSON.stringify(outcome.evidence),
            at: evaluatedAt,
          })),
        );
      }
      return changed.length;
    });
  }

  /** What is stored of an integration; undefined before its first evaluation. */
  async read(entityRef: string): Promise<StoredScorecard | undefined> {
    const [scores, row, results] = await Promise.all([
      readScores(this.#knex, [entityRef], this.#questionIds),
      this.#knex('scores').where('entity_ref', entityRef).first(),
      this.#knex<ResultRow>('results').where('entity_ref', entityRef),
    ]);
    const score = scores.get(entityRef);
    if (!score) {
      return undefined;
    }
    return {
      checklistVersion: row.checklist_version,
      evaluatedAt: toInstant(row.evaluated_at),
      score,
      results: results.map(result => ({
        checkId: result.check_id,
        result: result.result,
        reason: result.reason,
        needs: result.needs,
        since: toInstant(result.since),
        evidence: JSON.parse(result.evidence),
        inheritedFrom: result.inherited_from ?? undefined,
        nextStep: result.next_step ? JSON.parse(result.next_step) : undefined,
        waiver: result.waiver ? JSON.parse(result.waiver) : undefined,
      })),
    };
  }

  /** The latest changes of an integration's results, newest first, without titles. */
  async listTransitions(
    entityRef: string,
  ): Promise<Array<Omit<Transition, 'title'>>> {
    const rows: TransitionRow[] = await this.#knex('transitions')
      .where('entity_ref', entityRef)
      .orderBy('id', 'desc')
      .limit(SHOWN_TRANSITIONS);
    return rows.map(row => ({
      checkId: row.check_id,
      from: row.from_result,
      to: row.to_result,
      at: toInstant(row.at),
      reason: row.reason,
      evidence: row.evidence ? JSON.parse(row.evidence) : undefined,
    }));
  }

  readScores(entityRefs: readonly string[]): Promise<Map<string, Score>> {
    return readScores(this.#knex, entityRefs, this.#questionIds);
  }

  /** When anything was last evaluated. */
  async lastEvaluatedAt(): Promise<string | undefined> {
    const row = await this.#knex('scores').max({ at: 'evaluated_at' }).first();
    return toOptionalInstant(row?.at as StoredInstant | null | undefined);
  }

  /** Forgets integrations for good. */
  async purge(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      for (const table of tablesByIntegration) {
        await this.#knex(table).whereIn('entity_ref', batch).delete();
      }
    }
  }

  /** Writes the results that differ, and forgets those of checks that are no more. */
  async #writeResults(
    tx: Knex.Transaction,
    evaluated: EvaluatedIntegration,
    before: ReadonlyMap<string, ResultRow>,
  ): Promise<void> {
    const { entityRef, checklistVersion, outcomes, evaluatedAt } = evaluated;
    const rows = outcomes.map(outcome => {
      const old = before.get(outcome.checkId);
      return {
        entity_ref: entityRef,
        check_id: outcome.checkId,
        checklist_version: checklistVersion,
        result: outcome.result,
        reason: outcome.reason,
        needs: outcome.needs,
        inherited_from: outcome.inheritedFrom ?? null,
        next_step: outcome.nextStep ? JSON.stringify(outcome.nextStep) : null,
        evidence: JSON.stringify(outcome.evidence),
        waiver: outcome.waiver ? JSON.stringify(outcome.waiver) : null,
        since:
          old && old.result === outcome.result
            ? new Date(old.since)
            : evaluatedAt,
        evaluated_at: evaluatedAt,
      };
    });
    const different = rows.filter(row => {
      const old = before.get(row.check_id);
      return (
        !old ||
        old.checklist_version !== row.checklist_version ||
        old.result !== row.result ||
        old.reason !== row.reason ||
        old.needs !== row.needs ||
        old.inherited_from !== row.inherited_from ||
        old.next_step !== row.next_step ||
        old.evidence !== row.evidence ||
        old.waiver !== row.waiver
      );
    });
    for (const batch of inBatches(different)) {
      await tx('results')
        .insert(batch)
        .onConflict(['entity_ref', 'check_id'])
        .merge();
    }
    const known = new Set(outcomes.map(outcome => outcome.checkId));
    const gone = [...before.keys()].filter(id => !known.has(id));
    for (const batch of inBatches(gone)) {
      await tx('results')
        .where('entity_ref', entityRef)
        .whereIn('check_id', batch)
        .delete();
    }
  }

  async #writeAnswers(
    tx: Knex.Transaction,
    entityRef: string,
    score: Score,
  ): Promise<void> {
    await tx('answers').where('entity_ref', entityRef).delete();
    await tx('answers').insert(
      score.answers.map(answer => ({
        entity_ref: entityRef,
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

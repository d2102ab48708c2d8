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
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { FreshOutcome } from '../checklist/evaluateCheck';
import { firstExpiry } from './firstExpiry';
import { packAnswerStates, readScores } from './scoreRows';
import { tablesByIntegration } from './tablesByIntegration';
import { SharedReads } from './SharedReads';

const DAY_MS = 86_400_000;
const SHOWN_TRANSITIONS = 100;

/** Twelve values each: well below the 32,766 that SQLite takes in one statement. */
const ROWS_A_STATEMENT = 400;

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
  checklist_version: string | null;
}

/** What one evaluation of one integration found. */
export interface EvaluatedIntegration {
  entityRef: string;
  checklistVersion: string;
  outcomes: FreshOutcome[];
  score: Score;
  evaluatedAt: Date;
}

/** A result that differs from what was stored. */
export interface ResultChange {
  /** What was stored; undefined where nothing was. */
  before?: {
    result: CheckOutcome['result'];
    checklistVersion: string;
    since: Date;
    hasEvidence: boolean;
    hasNextStep: boolean;
  };
  outcome: FreshOutcome;
}

/** What changed of one integration, as it is written. */
export interface WrittenChange {
  entityRef: string;
  checklistVersion: string;
  /** Rises with each change. */
  revision: number;
  evaluatedAt: Date;
  results: ResultChange[];
}

/** Writes with the changes, or throws so that nothing is written. */
export type ChangeWriter = (
  tx: Knex.Transaction,
  changes: readonly WrittenChange[],
) => Promise<void>;

/** A change of a result, with the version of the checklist that it was judged by. */
export type StoredTransition = Omit<Transition, 'title'> & {
  checklistVersion?: string;
};

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
 * What changed of an integration is written in one transaction under a revision
 * that only one writer can raise: of two replicas that evaluate at the same
 * time, one writes, and the other finds nothing left to do. So no change is
 * recorded twice.
 */
export class ScorecardStore {
  readonly #knex: Knex;
  readonly #checklist: ActiveChecklist;
  readonly #listeners: Array<() => void> = [];
  readonly #writers: ChangeWriter[] = [];
  /** All scores are looked through for it. */
  readonly #lastEvaluated = new SharedReads<string | undefined>();

  constructor(options: { knex: Knex; checklist: ActiveChecklist }) {
    this.#knex = options.knex;
    this.#checklist = options.checklist;
  }

  /**
   * Writes evaluations: what differs from what is stored, and for the others
   * only that they were looked at.
   *
   * @returns how many results changed, by integration; missing where another
   *   writer was faster
   */
  async write(
    evaluated: readonly EvaluatedIntegration[],
  ): Promise<Map<string, number>> {
    const refs = evaluated.map(({ entityRef }) => entityRef);
    // Heads first: what another writer changes in between has a newer revision than this one would replace.
    const heads = await this.#readHeads(refs);
    const rows = await this.#readResults(refs);
    const differences = evaluated.map(one =>
      differenceOf(one, rows.get(one.entityRef), heads.get(one.entityRef)),
    );
    const isSame = (difference: Difference) =>
      !difference.isNew &&
      difference.rows.length === 0 &&
      difference.gone.length === 0;
    const same = differences.filter(isSame);
    await this.#touch(same);
    this.#lastEvaluated.forget();
    const changed = new Map(same.map(({ one }) => [one.entityRef, 0]));
    for (const batch of inBatches(
      differences.filter(difference => !isSame(difference)),
    )) {
      const written = await this.#knex.transaction(async tx => {
        const own = await writeDifferences(tx, batch);
        for (const write of this.#writers) {
          await write(tx, own.map(toWrittenChange));
        }
        return own;
      });
      written.forEach(({ one, transitions }) =>
        changed.set(one.entityRef, transitions.length),
      );
      this.#lastEvaluated.forget();
      this.#listeners.forEach(listener => listener());
    }
    return changed;
  }

  /** Is told after each transaction in which something changed. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Writes more in each transaction in which something changed. */
  alsoWrite(writer: ChangeWriter): void {
    this.#writers.push(writer);
  }

  /** What is stored of an integration; undefined before its first evaluation. */
  async read(entityRef: string): Promise<StoredScorecard | undefined> {
    const [scores, row, results] = await Promise.all([
      readScores(this.#knex, [entityRef], this.#checklist.current.questionIds),
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
      results: results.map(toStoredResult),
    };
  }

  /** Of each integration the results of the checks that apply and that it does not pass. */
  async readMissing(
    entityRefs: readonly string[],
    checkIds: readonly string[],
  ): Promise<Map<string, StoredScorecard['results']>> {
    const found = new Map<string, StoredScorecard['results']>();
    for (const batch of inBatches(entityRefs)) {
      const rows = await this.#knex<ResultRow>('results')
        .whereIn('entity_ref', batch)
        .whereIn('check_id', [...checkIds])
        .whereNotIn('result', ['pass', 'not-applicable']);
      for (const row of rows) {
        const results = found.get(row.entity_ref) ?? [];
        results.push(toStoredResult(row));
        found.set(row.entity_ref, results);
      }
    }
    return found;
  }

  /** The latest changes of an integration's results, newest first, without titles. */
  async listTransitions(entityRef: string): Promise<StoredTransition[]> {
    const rows: TransitionRow[] = await this.#knex('transitions')
      .where('entity_ref', entityRef)
      .orderBy('id', 'desc')
      .limit(SHOWN_TRANSITIONS);
    return rows.map(toTransition);
  }

  /** The latest change of each result until the end of a day, in UTC, without titles. */
  async listResultsOn(
    entityRef: string,
    day: string,
  ): Promise<StoredTransition[]> {
    const end = new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS);
    const rows: TransitionRow[] = await this.#knex('transitions')
      .where('entity_ref', entityRef)
      .where('at', '<', end)
      .orderBy('id');
    const latest = new Map(rows.map(row => [row.check_id, row]));
    return [...latest.values()].map(toTransition);
  }

  readScores(entityRefs: readonly string[]): Promise<Map<string, Score>> {
    return readScores(
      this.#knex,
      entityRefs,
      this.#checklist.current.questionIds,
    );
  }

  /** Integrations of which evidence, or a waiver, has run out since they were evaluated; the first first. */
  async listExpired(now: Date, limit: number): Promise<string[]> {
    const rows: Array<{ entity_ref: string }> = await this.#knex('scores')
      .where('expires_at', '<=', now)
      .orderBy('expires_at')
      .limit(limit)
      .select('entity_ref');
    return rows.map(row => row.entity_ref);
  }

  /** When anything was last evaluated. */
  lastEvaluatedAt(): Promise<string | undefined> {
    return this.#lastEvaluated.get('all', async () => {
      const row = await this.#knex('scores')
        .max({ at: 'evaluated_at' })
        .first();
      return toOptionalInstant(row?.at as StoredInstant | null | undefined);
    });
  }

  /** Forgets integrations for good. */
  async purge(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      for (const table of tablesByIntegration) {
        await this.#knex(table).whereIn('entity_ref', batch).delete();
      }
    }
  }

  async #readResults(
    entityRefs: readonly string[],
  ): Promise<Map<string, Map<string, ResultRow>>> {
    const found = new Map<string, Map<string, ResultRow>>();
    for (const batch of inBatches(entityRefs)) {
      const rows: ResultRow[] = await this.#knex('results').whereIn(
        'entity_ref',
        batch,
      );
      for (const row of rows) {
        const own = found.get(row.entity_ref) ?? new Map();
        found.set(row.entity_ref, own.set(row.check_id, row));
      }
    }
    return found;
  }

  async #readHeads(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredHead>> {
    const found = new Map<string, StoredHead>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: Array<{
        entity_ref: string;
        revision: number;
        expires_at: StoredInstant | null;
      }> = await this.#knex('scores')
        .whereIn('entity_ref', batch)
        .select('entity_ref', 'revision', 'expires_at');
      rows.forEach(({ entity_ref: ref, revision, expires_at: expiresAt }) =>
        found.set(ref, { revision, expiresAt: toOptionalInstant(expiresAt) }),
      );
    }
    return found;
  }

  /** Writes that they were looked at, and of those of which something ran out what does so next. */
  async #touch(same: readonly Difference[]): Promise<void> {
    for (const batch of inBatches(same, 500)) {
      await this.#knex('scores')
        .whereIn(
          'entity_ref',
          batch.map(({ one }) => one.entityRef),
        )
        .update({ evaluated_at: batch[0].one.evaluatedAt });
    }
    for (const { one, expiresAt } of same) {
      const next = firstExpiry(one.outcomes, one.evaluatedAt);
      if (next?.toISOString() !== expiresAt) {
        await this.#knex('scores')
          .where('entity_ref', one.entityRef)
          .update({ expires_at: next ?? null });
      }
    }
  }
}

/** What the store goes by when it writes a score anew. */
interface StoredHead {
  revision: number;
  /** When something of it runs out. */
  expiresAt: string | undefined;
}

/** What one evaluation has that is not stored yet. */
interface Difference {
  one: EvaluatedIntegration;
  /** Of the score that it would replace. */
  revision: number;
  /** When something of that score runs out. */
  expiresAt: string | undefined;
  /** Whether the integration was never evaluated by this checklist. */
  isNew: boolean;
  /** Results to write. */
  rows: Array<Omit<ResultRow, 'since'> & { since: Date; evaluated_at: Date }>;
  transitions: FreshOutcome[];
  /** Checks whose results are forgotten. */
  gone: string[];
  before: ReadonlyMap<string, ResultRow>;
}

function differenceOf(
  one: EvaluatedIntegration,
  before: ReadonlyMap<string, ResultRow> = new Map(),
  head: StoredHead | undefined,
): Difference {
  const rows = one.outcomes
    .map(outcome => toRow(one, outcome, before.get(outcome.checkId)))
    .filter(row => differs(row, before.get(row.check_id)));
  const known = new Set(one.outcomes.map(({ checkId }) => checkId));
  return {
    one,
    before,
    revision: head?.revision ?? 0,
    expiresAt: head?.expiresAt,
    isNew: head === undefined,
    rows,
    transitions: one.outcomes.filter(
      ({ checkId, result }) => before.get(checkId)?.result !== result,
    ),
    gone: [...before.keys()].filter(id => !known.has(id)),
  };
}

function toWrittenChange({
  one,
  revision,
  before,
  transitions,
}: Difference): WrittenChange {
  return {
    entityRef: one.entityRef,
    checklistVersion: one.checklistVersion,
    revision: revision + 1,
    evaluatedAt: one.evaluatedAt,
    results: transitions.map(outcome => {
      const old = before.get(outcome.checkId);
      return {
        outcome,
        before: old && {
          result: old.result,
          checklistVersion: old.checklist_version,
          since: new Date(old.since),
          hasEvidence: old.evidence !== '[]',
          hasNextStep: old.next_step !== null,
        },
      };
    }),
  };
}

function toStoredResult(row: ResultRow): StoredScorecard['results'][number] {
  return {
    checkId: row.check_id,
    result: row.result,
    reason: row.reason,
    needs: row.needs,
    since: toInstant(row.since),
    evidence: JSON.parse(row.evidence),
    inheritedFrom: row.inherited_from ?? undefined,
    nextStep: row.next_step ? JSON.parse(row.next_step) : undefined,
    waiver: row.waiver ? JSON.parse(row.waiver) : undefined,
  };
}

function toTransition(row: TransitionRow): StoredTransition {
  return {
    checkId: row.check_id,
    from: row.from_result,
    to: row.to_result,
    at: toInstant(row.at),
    reason: row.reason,
    evidence: row.evidence ? JSON.parse(row.evidence) : undefined,
    checklistVersion: row.checklist_version ?? undefined,
  };
}

function toRow(
  { entityRef, checklistVersion, evaluatedAt }: EvaluatedIntegration,
  outcome: FreshOutcome,
  old: ResultRow | undefined,
): Difference['rows'][number] {
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
      old && old.result === outcome.result ? new Date(old.since) : evaluatedAt,
    evaluated_at: evaluatedAt,
  };
}

function differs(
  row: Difference['rows'][number],
  old: ResultRow | undefined,
): boolean {
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
}

/** @returns those that no other writer was faster with */
async function writeDifferences(
  tx: Knex.Transaction,
  differences: readonly Difference[],
): Promise<Difference[]> {
  const claimed: Array<{ entity_ref: string }> = await tx('scores')
    .insert(
      differences.map(({ one, revision }) => ({
        entity_ref: one.entityRef,
        revision: revision + 1,
        checklist_version: one.checklistVersion,
        yes_count: one.score.yes,
        applicable_count: one.score.applicable,
        yes_share:
          one.score.applicable > 0
            ? one.score.yes / one.score.applicable
            : null,
        answers: JSON.stringify(one.score.answers),
        answer_states: packAnswerStates(one.score.answers),
        evaluated_at: one.evaluatedAt,
        expires_at: firstExpiry(one.outcomes, one.evaluatedAt) ?? null,
      })),
    )
    .onConflict('entity_ref')
    .merge()
    .where('scores.revision', tx.raw('excluded.revision - 1'))
    .returning('entity_ref');
  const refs = new Set(claimed.map(row => row.entity_ref));
  const own = differences.filter(({ one }) => refs.has(one.entityRef));
  for (const batch of inBatches(
    own.flatMap(({ rows }) => rows),
    ROWS_A_STATEMENT,
  )) {
    await tx('results')
      .insert(batch)
      .onConflict(['entity_ref', 'check_id'])
      .merge();
  }
  for (const { one, gone } of own) {
    if (gone.length > 0) {
      await tx('results')
        .where('entity_ref', one.entityRef)
        .whereIn('check_id', gone)
        .delete();
    }
  }
  const transitions = own.flatMap(({ one, revision, before, ...rest }) =>
    rest.transitions.map(outcome => ({
      entity_ref: one.entityRef,
      check_id: outcome.checkId,
      revision: revision + 1,
      from_result: before.get(outcome.checkId)?.result ?? null,
      to_result: outcome.result,
      reason: outcome.reason,
      evidence: JSON.stringify(outcome.evidence),
      checklist_version: one.checklistVersion,
      at: one.evaluatedAt,
    })),
  );
  for (const batch of inBatches(transitions, ROWS_A_STATEMENT)) {
    await tx('transitions').insert(batch);
  }
  return own;
}

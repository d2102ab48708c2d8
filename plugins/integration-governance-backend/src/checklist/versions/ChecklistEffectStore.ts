import {
  ChecklistEffect,
  ChecklistPreview,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../../database';
import { ComparedIntegration } from '../../scorecard/Evaluator';
import {
  packAnswerStates,
  unpackAnswerStates,
} from '../../scorecard/scoreRows';

/** Nine values each. */
const ROWS_A_STATEMENT = 100;

type Summary = Required<
  Pick<
    ChecklistPreview,
    'affected' | 'better' | 'worse' | 'questions' | 'teams'
  >
>;

/** What drafts make of each integration. */
export class ChecklistEffectStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(knex: Knex, projection: IntegrationProjection) {
    this.#knex = knex;
    this.#projection = projection;
  }

  /** Writes a chunk, in the transaction that says who evaluates it. */
  async write(
    tx: Knex.Transaction,
    version: string,
    compared: readonly ComparedIntegration[],
  ): Promise<void> {
    const rows = compared.map(({ before, after }) => {
      const changes = changesOf({ before, after });
      return {
        version,
        entity_ref: before.entityRef,
        yes_before: before.score.yes,
        applicable_before: before.score.applicable,
        yes_after: after.score.yes,
        applicable_after: after.score.applicable,
        states_before: packAnswerStates(before.score.answers),
        states_after: packAnswerStates(after.score.answers),
        change_count: changes.length,
        changes: changes.length > 0 ? JSON.stringify(changes) : null,
      };
    });
    for (const batch of inBatches(rows, ROWS_A_STATEMENT)) {
      await tx('checklist_effects')
        .insert(batch)
        .onConflict(['version', 'entity_ref'])
        .merge();
    }
  }

  /** What a draft would change, as far as the caller may read it. */
  async summarise(
    version: string,
    readable: IntegrationQuery,
    questionIds: { before: readonly string[]; after: readonly string[] },
  ): Promise<Summary> {
    const states: Array<{
      states_before: string;
      states_after: string;
      count: number | string;
    }> = await this.#query(version, readable)
      .select('states_before', 'states_after')
      .count({ count: '*' })
      .groupBy('states_before', 'states_after');
    const teams: Array<{
      owner_ref: string | null;
      affected: number | string;
      better: number | string;
      worse: number | string;
    }> = await this.#query(version, readable)
      .where('change_count', '>', 0)
      .select('projection_integrations.owner_ref')
      .count({ affected: '*' })
      .select(
        this.#knex.raw(
          'sum(case when yes_after > yes_before then 1 else 0 end) as better',
        ),
        this.#knex.raw(
          'sum(case when yes_after < yes_before then 1 else 0 end) as worse',
        ),
      )
      .groupBy('projection_integrations.owner_ref');
    const sum = (name: 'affected' | 'better' | 'worse') =>
      teams.reduce((total, team) => total + Number(team[name]), 0);
    const ids = [...new Set([...questionIds.after, ...questionIds.before])];
    const unpacked = states.map(row => ({
      before: unpackAnswerStates(row.states_before),
      after: unpackAnswerStates(row.states_after),
      count: Number(row.count),
    }));
    const yes = (id: string, side: 'before' | 'after') =>
      unpacked
        .filter(row => row[side].get(id) === 'yes')
        .reduce((total, { count }) => total + count, 0);
    return {
      affected: sum('affected'),
      better: sum('better'),
      worse: sum('worse'),
      questions: ids.map(questionId => ({
        questionId,
        before: yes(questionId, 'before'),
        after: yes(questionId, 'after'),
      })),
      teams: teams
        .map(team => ({
          ownerRef: team.owner_ref ?? 'none',
          affected: Number(team.affected),
          worse: Number(team.worse),
        }))
        .sort(
          (left, right) =>
            right.affected - left.affected ||
            (left.ownerRef < right.ownerRef ? -1 : 1),
        ),
    };
  }

  /** Those that lose most first. */
  async list(
    version: string,
    readable: IntegrationQuery,
    page: { ownerRefs?: readonly string[]; limit: number; offset: number },
  ): Promise<{ effects: ChecklistEffect[]; total: number }> {
    const query = () => {
      const changed = this.#query(version, readable).where(
        'change_count',
        '>',
        0,
      );
      return page.ownerRefs
        ? changed.whereIn('projection_integrations.owner_ref', [
            ...page.ownerRefs,
          ])
        : changed;
    };
    const counted = await query().count({ count: '*' }).first();
    const rows: any[] = await query()
      .select('checklist_effects.*', 'projection_integrations.facets')
      .orderByRaw('yes_after - yes_before')
      .orderBy('change_count', 'desc')
      .orderBy('checklist_effects.entity_ref')
      .limit(page.limit)
      .offset(page.offset);
    return {
      total: Number(counted?.count ?? 0),
      effects: rows.map(row => ({
        integration: JSON.parse(row.facets),
        before: { yes: row.yes_before, applicable: row.applicable_before },
        after: { yes: row.yes_after, applicable: row.applicable_after },
        changes: JSON.parse(row.changes),
      })),
    };
  }

  #query(version: string, readable: IntegrationQuery): Knex.QueryBuilder {
    const query = this.#projection
      .query()
      .join(
        'checklist_effects',
        'checklist_effects.entity_ref',
        'projection_integrations.entity_ref',
      )
      .where('checklist_effects.version', version);
    readable(query);
    return query;
  }
}

/** By check, in the draft's order, what is gone last. */
function changesOf({
  before,
  after,
}: ComparedIntegration): ChecklistEffect['changes'] {
  const old = new Map(
    before.outcomes.map(outcome => [outcome.checkId, outcome]),
  );
  const changed = after.outcomes
    .filter(({ checkId, result }) => old.get(checkId)?.result !== result)
    .map(({ checkId, title, result, reason }) => ({
      checkId,
      title,
      from: old.get(checkId)?.result ?? null,
      to: result,
      reason,
    }));
  const ids = new Set(after.outcomes.map(({ checkId }) => checkId));
  const gone = before.outcomes
    .filter(({ checkId }) => !ids.has(checkId))
    .map(({ checkId, title, result }) => ({
      checkId,
      title,
      from: result,
      to: null,
      reason: 'The check is gone.',
    }));
  return [...changed, ...gone];
}

import { Criticality } from '@tieline/plugin-integrations-common';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { GroupedTally } from '../scorecard/groupIntegrations';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { unpackAnswerStates } from '../scorecard/scoreRows';
import { FrozenIntegration, StoredAssessment } from './Assessment';
import { LightRow } from './compareAssessments';
import { unfreeze } from './frozenRow';

/** What the conditions of reading look at. */
const READ_COLUMNS = [
  'owner_ref',
  'system_ref',
  'domain_ref',
  'pattern',
  'criticality',
];

/** So many are unpacked at a time. */
const EXPORT_BATCH = 100;

/**
 * What assessments froze, as far as somebody may read it. Whether they may is
 * judged by the catalog of today; of an integration that has left it, by what
 * was frozen.
 */
export class FrozenRowReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** How many integrations have the same answers, by the owner of then. */
  async tallies(
    assessmentId: string,
    readable: IntegrationQuery,
  ): Promise<GroupedTally[]> {
    const rows: Array<{
      owner_ref: string | null;
      criticality: Criticality | null;
      answer_states: string;
      count: number | string;
    }> = await this.#readable(assessmentId, readable)
      .select('frozen.owner_ref', 'frozen.criticality', 'frozen.answer_states')
      .count({ count: 'frozen.entity_ref' })
      .groupBy(
        'frozen.owner_ref',
        'frozen.criticality',
        'frozen.answer_states',
      );
    return rows.map(row => ({
      key: row.owner_ref ?? NO_VALUE,
      criticality: row.criticality ?? undefined,
      states: unpackAnswerStates(row.answer_states),
      count: Number(row.count),
    }));
  }

  /** Without their evidence, which is what takes the room. */
  async light(
    assessmentId: string,
    readable: IntegrationQuery,
  ): Promise<LightRow[]> {
    const rows: Array<{
      entity_ref: string;
      name: string;
      owner_ref: string | null;
      criticality: Criticality | null;
      answer_states: string;
      results: string;
      throughput_per_minute: number | null;
    }> = await this.#readable(assessmentId, readable)
      .select(
        'frozen.entity_ref',
        'frozen.name',
        'frozen.owner_ref',
        'frozen.criticality',
        'frozen.answer_states',
        'frozen.results',
        'frozen.throughput_per_minute',
      )
      .orderBy('frozen.entity_ref');
    const unpacked = new Map<string, LightRow['states']>();
    const statesOf = (packed: string) => {
      const states = unpacked.get(packed) ?? unpackAnswerStates(packed);
      unpacked.set(packed, states);
      return states;
    };
    return rows.map(row => ({
      entityRef: row.entity_ref,
      name: row.name,
      ownerRef: row.owner_ref ?? undefined,
      criticality: row.criticality ?? undefined,
      states: statesOf(row.answer_states),
      results: row.results,
      throughputPerMinute: row.throughput_per_minute ?? undefined,
    }));
  }

  /** Named integrations with all that was frozen of them. They have to be readable. */
  async whole(
    { id, checklist }: Pick<StoredAssessment, 'id' | 'checklist'>,
    entityRefs: readonly string[],
  ): Promise<Map<string, FrozenIntegration>> {
    const found = new Map<string, FrozenIntegration>();
    for (const batch of inBatches([...new Set(entityRefs)], EXPORT_BATCH)) {
      const rows: Array<{ entity_ref: string; frozen: Buffer }> =
        await this.#knex('assessment_rows')
          .where({ assessment_id: id })
          .whereIn('entity_ref', batch)
          .select('entity_ref', 'frozen');
      rows.forEach(row =>
        found.set(row.entity_ref, unfreeze(checklist, row.frozen)),
      );
    }
    return found;
  }

  /** All of it, a batch at a time, by reference. */
  async *batches(
    { id, checklist }: Pick<StoredAssessment, 'id' | 'checklist'>,
    readable: IntegrationQuery,
  ): AsyncGenerator<FrozenIntegration[]> {
    for (let after = ''; ;) {
      const rows: Array<{ entity_ref: string; frozen: Buffer }> =
        await this.#readable(id, readable)
          .where('frozen.entity_ref', '>', after)
          .orderBy('frozen.entity_ref')
          .limit(EXPORT_BATCH)
          .select('frozen.entity_ref', 'frozen.frozen');
      if (rows.length === 0) {
        return;
      }
      yield rows.map(row => unfreeze(checklist, row.frozen));
      after = rows[rows.length - 1].entity_ref;
    }
  }

  /** A condition of reading names `projection_integrations`: here it means the catalog's facets, or else the frozen ones. */
  #readable(
    assessmentId: string,
    readable: IntegrationQuery,
  ): Knex.QueryBuilder {
    const facets = this.#knex('assessment_rows as past')
      .leftJoin('projection_integrations as present', join =>
        join
          .on('present.entity_ref', 'past.entity_ref')
          .andOnNull('present.deleted_at'),
      )
      .where('past.assessment_id', assessmentId)
      .select(
        'past.entity_ref',
        ...READ_COLUMNS.map(column =>
          this.#knex.raw('case when ?? is null then ?? else ?? end as ??', [
            'present.entity_ref',
            `past.${column}`,
            `present.${column}`,
            column,
          ]),
        ),
      )
      .as('projection_integrations');
    const query = this.#knex('assessment_rows as frozen')
      .innerJoin(
        facets as unknown as Knex.Raw,
        'projection_integrations.entity_ref',
        'frozen.entity_ref',
      )
      .where('frozen.assessment_id', assessmentId);
    readable(query);
    return query;
  }
}

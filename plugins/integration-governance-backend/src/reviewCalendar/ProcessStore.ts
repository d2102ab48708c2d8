import { ProcessChange } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../database';
import { KnownProcessChange } from './earlyReasons';

/** A longer name is in no answer, and nobody can report a change of it. */
const LONGEST_NAME = 200;

interface ProcessRow {
  entity_ref: string;
  process_key: string;
  process: string;
}

/** Keeps which business processes integrations name, and which of them changed. */
export class ProcessStore {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** Writes what integrations say now. */
  async remember(integrations: readonly ProjectedIntegration[]): Promise<void> {
    for (const batch of inBatches(integrations)) {
      const refs = batch.map(({ facets }) => facets.entityRef);
      const stored: ProcessRow[] = await this.#knex('integration_processes')
        .whereIn('entity_ref', refs)
        .select('entity_ref', 'process_key', 'process');
      const wanted = new Map(
        batch.flatMap(rowsOf).map(row => [identityOf(row), row]),
      );
      const present = new Map(stored.map(row => [identityOf(row), row]));
      const fresh = [...wanted].filter(
        ([identity, row]) => present.get(identity)?.process !== row.process,
      );
      for (const rows of inBatches(fresh.map(([, row]) => row))) {
        await this.#knex('integration_processes')
          .insert(rows)
          .onConflict(['entity_ref', 'process_key'])
          .merge();
      }
      for (const row of stored) {
        if (!wanted.has(identityOf(row))) {
          await this.#knex('integration_processes')
            .where({ entity_ref: row.entity_ref, process_key: row.process_key })
            .delete();
        }
      }
    }
  }

  /** The integrations that name a process, whatever its capitals. */
  async listNaming(
    process: string,
    readable: IntegrationQuery,
  ): Promise<IntegrationFacets[]> {
    const query = this.#joined()
      .where('process_key', keyOf(process))
      .orderBy('projection_integrations.entity_ref')
      .select('facets');
    readable(query);
    const rows: Array<{ facets: string }> = await query;
    return rows.map(row => JSON.parse(row.facets));
  }

  /** The names of processes that integrations name, the first of the alphabet first. */
  async listNames(
    readable: IntegrationQuery,
    limit: number,
  ): Promise<string[]> {
    const query = this.#joined()
      .groupBy('process_key')
      .orderBy('process_key')
      .limit(limit)
      .min({ process: 'integration_processes.process' });
    readable(query);
    const rows: Array<{ process: string }> = await query;
    return rows.map(({ process }) => process);
  }

  async addChange(change: Omit<ProcessChange, 'integrations'>): Promise<void> {
    await this.#knex('process_changes').insert({
      id: change.id,
      process_key: keyOf(change.process),
      process: change.process,
      note: change.note,
      at: new Date(change.at),
      by: change.by,
    });
  }

  /** Of each integration what changed of its processes, the first first. */
  async listChanges(
    entityRefs: readonly string[],
  ): Promise<Map<string, KnownProcessChange[]>> {
    const found = new Map<string, KnownProcessChange[]>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: Array<{
        entity_ref: string;
        process: string;
        note: string;
        at: StoredInstant;
      }> = await this.#knex('integration_processes')
        .innerJoin(
          'process_changes',
          'process_changes.process_key',
          'integration_processes.process_key',
        )
        .whereIn('entity_ref', batch)
        .orderBy(['at', 'id'])
        .select('entity_ref', 'integration_processes.process', 'note', 'at');
      for (const { entity_ref: ref, process, note, at } of rows) {
        const change = { process, note, at: toInstant(at) };
        found.set(ref, [...(found.get(ref) ?? []), change]);
      }
    }
    return found;
  }

  #joined(): Knex.QueryBuilder {
    return this.#projection
      .query()
      .innerJoin(
        'integration_processes',
        'integration_processes.entity_ref',
        'projection_integrations.entity_ref',
      );
  }
}

function rowsOf({ facets, spec }: ProjectedIntegration): ProcessRow[] {
  return (spec.operations?.processes ?? [])
    .map(name => name.trim())
    .filter(name => name !== '' && name.length <= LONGEST_NAME)
    .map(process => ({
      entity_ref: facets.entityRef,
      process_key: keyOf(process),
      process,
    }));
}

function identityOf({ entity_ref, process_key }: ProcessRow): string {
  return `${entity_ref} ${process_key}`;
}

function keyOf(process: string): string {
  return process.trim().toLocaleLowerCase('en-US');
}

import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { PipelineMate } from './IntegrationEvidence';

interface PipelineRow {
  entity_ref: string;
  pipeline: string;
  interaction: PipelineMate['interaction'];
}

/**
 * Remembers which integrations are delivered through which pipeline, so that
 * what shares one is found without reading all of them.
 */
export class PipelineStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Writes what integrations say now.
   *
   * @returns the pipelines that somebody came to or left
   */
  async remember(
    integrations: readonly ProjectedIntegration[],
  ): Promise<Set<string>> {
    const touched = new Set<string>();
    for (const batch of inBatches(integrations)) {
      const refs = batch.map(({ facets }) => facets.entityRef);
      const stored: PipelineRow[] = await this.#knex('delivery_pipelines')
        .whereIn('entity_ref', refs)
        .select('entity_ref', 'pipeline', 'interaction');
      const before = new Map(stored.map(row => [row.entity_ref, row]));
      const wanted = batch.flatMap(({ facets, spec }): PipelineRow[] => {
        const pipeline = spec.delivery?.pipeline;
        return pipeline && facets.interaction
          ? [
              {
                entity_ref: facets.entityRef,
                pipeline,
                interaction: facets.interaction,
              },
            ]
          : [];
      });
      const different = wanted.filter(row => {
        const old = before.get(row.entity_ref);
        return (
          old?.pipeline !== row.pipeline || old.interaction !== row.interaction
        );
      });
      const kept = new Set(wanted.map(row => row.entity_ref));
      const left = stored.filter(row => !kept.has(row.entity_ref));
      for (const row of [...different, ...left]) {
        touched.add(row.pipeline);
        const old = before.get(row.entity_ref);
        if (old) {
          touched.add(old.pipeline);
        }
      }
      if (different.length > 0) {
        await this.#knex('delivery_pipelines')
          .insert(
            different.map(row => ({
              ...row,
              pipeline_key: keyOf(row.pipeline),
            })),
          )
          .onConflict('entity_ref')
          .merge();
      }
      if (left.length > 0) {
        await this.#knex('delivery_pipelines')
          .whereIn(
            'entity_ref',
            left.map(row => row.entity_ref),
          )
          .delete();
      }
    }
    return touched;
  }

  /** Who is delivered through each of the pipelines, of what the catalog still has. */
  async mates(
    pipelines: readonly string[],
  ): Promise<Map<string, PipelineMate[]>> {
    const found = new Map<string, PipelineMate[]>();
    const keys = [...new Set(pipelines)].map(keyOf);
    for (const batch of inBatches(keys)) {
      const rows: PipelineRow[] = await this.#knex('delivery_pipelines')
        .innerJoin(
          'projection_integrations',
          'projection_integrations.entity_ref',
          'delivery_pipelines.entity_ref',
        )
        .whereNull('projection_integrations.deleted_at')
        .whereIn('pipeline_key', batch)
        .orderBy('delivery_pipelines.entity_ref')
        .select('delivery_pipelines.*');
      for (const row of rows) {
        const mates = found.get(row.pipeline) ?? [];
        mates.push({ entityRef: row.entity_ref, interaction: row.interaction });
        found.set(row.pipeline, mates);
      }
    }
    return found;
  }
}

function keyOf(pipeline: string): string {
  return createHash('sha256').update(pipeline).digest('hex');
}

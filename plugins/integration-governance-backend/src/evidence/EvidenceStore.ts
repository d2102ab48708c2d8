import { Knex } from 'knex';
import { inBatches, StoredInstant, toInstant } from '../database';
import { LastMeasured } from './IntegrationEvidence';

type EvidenceSource = 'catalog' | 'telemetry';

interface EvidenceRow {
  entity_ref: string;
  facts: string;
  at: StoredInstant;
}

/** Facts with the time since when they are so. */
export interface StoredFacts {
  facts: string;
  at: string;
}

/**
 * Keeps per integration what must outlive its source's last answer: since when
 * the catalog says what it says, and numbers as they were last measured.
 */
export class EvidenceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    source: EvidenceSource,
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredFacts>> {
    const found = new Map<string, StoredFacts>();
    for (const batch of inBatches(entityRefs)) {
      const rows: EvidenceRow[] = await this.#knex('evidence')
        .where({ source })
        .whereIn('entity_ref', batch);
      for (const row of rows) {
        found.set(row.entity_ref, {
          facts: row.facts,
          at: toInstant(row.at),
        });
      }
    }
    return found;
  }

  async write(
    source: EvidenceSource,
    entries: ReadonlyArray<{ entityRef: string; facts: string }>,
    at: Date,
  ): Promise<void> {
    for (const batch of inBatches(entries)) {
      await this.#knex('evidence')
        .insert(
          batch.map(({ entityRef, facts }) => ({
            entity_ref: entityRef,
            source,
            facts,
            at,
          })),
        )
        .onConflict(['entity_ref', 'source'])
        .merge();
    }
  }
}

/** Reads what {@link EvidenceStore} keeps of telemetry. */
export function parseLastMeasured(
  stored: StoredFacts | undefined,
): LastMeasured {
  return stored ? JSON.parse(stored.facts) : {};
}

import {
  ContractEvidence,
  FlowEvidence,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { inBatches } from '../database';

interface SnapshotRow {
  entity_ref: string;
  flows: string;
}

/** What was known of an integration's contracts, and what is. */
export interface ContractsChange {
  before: FlowEvidence[] | undefined;
  after: ContractEvidence;
}

/** Contracts of integrations, as the contracts API last told them. */
export class ContractsStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Of the named integrations, by reference. */
  async list(
    entityRefs: readonly string[],
  ): Promise<Map<string, FlowEvidence[]>> {
    const found = new Map<string, FlowEvidence[]>();
    for (const batch of inBatches(entityRefs)) {
      const rows: SnapshotRow[] = await this.#knex(
        'contract_snapshots',
      ).whereIn('entity_ref', batch);
      rows.forEach(row => found.set(row.entity_ref, JSON.parse(row.flows)));
    }
    return found;
  }

  /**
   * Makes this all that is known; writes only differences.
   *
   * @returns what was stored before, for each integration that differs
   */
  async replace(
    items: readonly ContractEvidence[],
  ): Promise<ContractsChange[]> {
    return this.#knex.transaction(async tx => {
      const rows: SnapshotRow[] = await tx('contract_snapshots');
      const stored = new Map(rows.map(row => [row.entity_ref, row.flows]));
      const wanted = new Set(items.map(item => item.integrationRef));
      const gone = [...stored.keys()].filter(ref => !wanted.has(ref));
      const different = items.filter(
        ({ integrationRef, flows }) =>
          stored.get(integrationRef) !== JSON.stringify(flows),
      );
      for (const batch of inBatches(gone)) {
        await tx('contract_snapshots').whereIn('entity_ref', batch).delete();
      }
      for (const batch of inBatches(different)) {
        await tx('contract_snapshots')
          .insert(
            batch.map(({ integrationRef, flows }) => ({
              entity_ref: integrationRef,
              flows: JSON.stringify(flows),
            })),
          )
          .onConflict('entity_ref')
          .merge();
      }
      return different.map((after): ContractsChange => {
        const before = stored.get(after.integrationRef);
        return { before: before && JSON.parse(before), after };
      });
    });
  }
}

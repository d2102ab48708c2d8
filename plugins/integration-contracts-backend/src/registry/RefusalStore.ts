import { Knex } from 'knex';
import { StoredNumber } from '../database';
import { Judgement } from '../judging/Judge';

/** How many the API shows of a contract, and are kept. */
const MOST = 20;

export interface StoredRefusal {
  atMs: number;
  by?: string;
  version?: string;
  judgement: Judgement;
}

interface RefusalRow {
  id: number;
  at_ms: StoredNumber;
  by: string | null;
  version: string | null;
  verdict: string;
}

/** Keeps attempts to publish that were refused: the latest of each contract. */
export class RefusalStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async add(
    contractId: number,
    refusal: Omit<StoredRefusal, 'atMs'>,
    atMs: number,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx('contract_refusals').insert({
        contract_id: contractId,
        at_ms: atMs,
        by: refusal.by ?? null,
        version: refusal.version ?? null,
        verdict: JSON.stringify(refusal.judgement),
      });
      await tx('contracts')
        .where('id', contractId)
        .where(query =>
          query
            .whereNull('last_refused_at_ms')
            .orWhere('last_refused_at_ms', '<', atMs),
        )
        .update({ last_refused_at_ms: atMs });
      const oldest = await tx('contract_refusals')
        .where('contract_id', contractId)
        .orderBy('id', 'desc')
        .offset(MOST - 1)
        .first('id');
      if (oldest) {
        await tx('contract_refusals')
          .where('contract_id', contractId)
          .where('id', '<', oldest.id)
          .delete();
      }
    });
  }

  /** Newest first. */
  async list(contractId: number): Promise<StoredRefusal[]> {
    const rows = await this.#knex<RefusalRow>('contract_refusals')
      .where('contract_id', contractId)
      .orderBy('id', 'desc')
      .limit(MOST);
    return rows.map(({ at_ms: atMs, by, version, verdict }) => ({
      atMs: Number(atMs),
      by: by ?? undefined,
      version: version ?? undefined,
      judgement: JSON.parse(verdict),
    }));
  }
}

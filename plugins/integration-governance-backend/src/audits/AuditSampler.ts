import { InputError } from '@backstage/errors';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { inBatches } from '../database';
import { AuditStore, DrawnPass } from './AuditStore';
import { quarterOf } from './StoredAudit';

const SHARE = 0.05;
/** So many integrations are looked at in one statement. */
const BATCH = 500;

interface PassKey {
  entity_ref: string;
  check_id: string;
}

type DrawnKey = PassKey & { place: string };

/**
 * Draws a sample of the passes once a quarter.
 *
 * Each pass has the same chance. Its place in the draw is a digest of quarter,
 * integration and check: whoever draws from the same passes draws the same.
 */
export class AuditSampler {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;
  readonly #store: AuditStore;
  readonly #atMost: number;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    store: AuditStore;
    /** More passes than this are not drawn. */
    atMost?: number;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#store = options.store;
    this.#atMost = options.atMost ?? Infinity;
    if (!(this.#atMost >= 1)) {
      throw new InputError(
        'integrationGovernance.audits.atMost has to be at least 1; leave it out to draw 5 % whatever that comes to',
      );
    }
  }

  /** Draws the quarter's sample where there is none yet and anything passes. */
  async draw(now: Date): Promise<void> {
    const quarter = quarterOf(now);
    if (await this.#store.hasSample(quarter)) {
      return;
    }
    const checkIds = this.#checklist.current.items.map(({ id }) => id);
    const batches = inBatches(
      await this.#projection.listIntegrationRefs(),
      BATCH,
    );
    let passes = 0;
    for (const refs of batches) {
      const row = await this.#passes(refs, checkIds)
        .count({ count: '*' })
        .first();
      passes += Number(row?.count ?? 0);
    }
    if (passes > 0) {
      const size = Math.min(this.#atMost, Math.ceil(passes * SHARE));
      let first: DrawnKey[] = [];
      for (const refs of batches) {
        const rows: PassKey[] = await this.#passes(refs, checkIds).select(
          'entity_ref',
          'check_id',
        );
        first = [
          ...first,
          ...rows.map(row => ({ ...row, place: placeOf(quarter, row) })),
        ]
          .sort((left, right) => (left.place < right.place ? -1 : 1))
          .slice(0, size);
      }
      const drawn = await this.#readPasses(first);
      await this.#store.addSample(quarter, { passes, drawn }, now);
    }
  }

  #passes(refs: readonly string[], checkIds: readonly string[]) {
    return this.#knex('results')
      .whereIn('entity_ref', [...refs])
      .whereIn('check_id', [...checkIds])
      .where('result', 'pass');
  }

  /** In the order of the draw, with reason and evidence, as far as they still pass. */
  async #readPasses(keys: readonly DrawnKey[]): Promise<DrawnPass[]> {
    const found = new Map<string, DrawnPass>();
    for (const batch of inBatches(keys, BATCH)) {
      const rows = await this.#passes(
        batch.map(key => key.entity_ref),
        batch.map(key => key.check_id),
      ).select('entity_ref', 'check_id', 'reason', 'evidence');
      for (const row of rows) {
        found.set(keyOf(row), {
          entityRef: row.entity_ref,
          checkId: row.check_id,
          reason: row.reason,
          evidence: JSON.parse(row.evidence),
        });
      }
    }
    return keys.flatMap(key => found.get(keyOf(key)) ?? []);
  }
}

function keyOf({ entity_ref, check_id }: PassKey): string {
  return `${entity_ref}\n${check_id}`;
}

function placeOf(quarter: string, { entity_ref, check_id }: PassKey): string {
  return createHash('sha256')
    .update(`${quarter}\n${entity_ref}\n${check_id}`)
    .digest('hex');
}

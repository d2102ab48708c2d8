import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { inBatches } from '../database';
import { AuditStore, DrawnPass } from './AuditStore';
import { quarterOf } from './StoredAudit';

const SHARE = 0.05;
/** More than this nobody looks at in a quarter. */
const MOST = 200;
/** So many integrations are looked at in one statement. */
const BATCH = 500;

interface PassKey {
  entity_ref: string;
  check_id: string;
}

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

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    store: AuditStore;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#store = options.store;
  }

  /** Draws the quarter's sample where there is none yet and anything passes. */
  async draw(now: Date): Promise<void> {
    const quarter = quarterOf(now);
    if (await this.#store.hasSample(quarter)) {
      return;
    }
    const { passes, first } = await this.#readFirst(quarter);
    if (passes > 0) {
      const size = Math.min(MOST, Math.ceil(passes * SHARE));
      const drawn = await this.#readPasses(first.slice(0, size));
      await this.#store.addSample(quarter, { passes, drawn }, now);
    }
  }

  /** The number of passes, and as many as are ever drawn, in the order of the draw. */
  async #readFirst(
    quarter: string,
  ): Promise<{ passes: number; first: PassKey[] }> {
    const checkIds = this.#checklist.current.items.map(({ id }) => id);
    const refs = await this.#projection.listIntegrationRefs();
    let passes = 0;
    let first: Array<PassKey & { place: string }> = [];
    for (const batch of inBatches(refs, BATCH)) {
      const rows: PassKey[] = await this.#knex('results')
        .whereIn('entity_ref', batch)
        .whereIn('check_id', checkIds)
        .where('result', 'pass')
        .select('entity_ref', 'check_id');
      passes += rows.length;
      first = [
        ...first,
        ...rows.map(row => ({ ...row, place: placeOf(quarter, row) })),
      ]
        .sort((left, right) => (left.place < right.place ? -1 : 1))
        .slice(0, MOST);
    }
    return { passes, first };
  }

  /** With reason and evidence, as far as they still pass. */
  async #readPasses(keys: readonly PassKey[]): Promise<DrawnPass[]> {
    const drawn: DrawnPass[] = [];
    for (const { entity_ref, check_id } of keys) {
      const row = await this.#knex('results')
        .where({ entity_ref, check_id, result: 'pass' })
        .first('reason', 'evidence');
      if (row) {
        drawn.push({
          entityRef: entity_ref,
          checkId: check_id,
          reason: row.reason,
          evidence: JSON.parse(row.evidence),
        });
      }
    }
    return drawn;
  }
}

function placeOf(quarter: string, { entity_ref, check_id }: PassKey): string {
  return createHash('sha256')
    .update(`${quarter}\n${entity_ref}\n${check_id}`)
    .digest('hex');
}

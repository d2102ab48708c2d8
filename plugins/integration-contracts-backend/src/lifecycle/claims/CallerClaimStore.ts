import { ConflictError } from '@backstage/errors';
import { CallerKey } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { StoredNumber } from '../../database';

/** Whose traffic it is that telemetry knows by a key alone. */
export interface CallerClaim {
  id: number;
  key: CallerKey;
  ownerRef: string;
  /** What the caller is, where the catalog knows it. */
  entityRef?: string;
  claimedBy: string;
  claimedMs: number;
}

/** Finds the claim of a caller. */
export type ClaimOf = (key: CallerKey | undefined) => CallerClaim | undefined;

interface ClaimRow {
  id: number;
  kind: CallerKey['kind'];
  value: string;
  owner_ref: string;
  entity_ref: string | null;
  claimed_by: string;
  claimed_at_ms: StoredNumber;
}

/** A caller is claimed once, for all that it calls from then on. */
export class CallerClaimStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** As many as people have made: they are read together. */
  async list(): Promise<CallerClaim[]> {
    const rows = await this.#knex<ClaimRow>('caller_claims').orderBy('id');
    return rows.map(toClaim);
  }

  async find(
    { kind, value }: CallerKey,
    knex: Knex = this.#knex,
  ): Promise<CallerClaim | undefined> {
    const row = await knex<ClaimRow>('caller_claims')
      .where({ kind, value })
      .first();
    return row && toClaim(row);
  }

  /**
   * Writes down whose a caller is, in place of what was said before.
   *
   * @param before - whom it belonged to as whoever claims it saw it
   * @throws ConflictError where somebody else claimed it since
   */
  async put(
    tx: Knex.Transaction,
    { key, ownerRef, entityRef, claimedBy, claimedMs }: Omit<CallerClaim, 'id'>,
    before: string | undefined,
  ): Promise<void> {
    const known = await this.find(key, tx);
    if (known && known.ownerRef !== ownerRef && known.ownerRef !== before) {
      throw new ConflictError(
        `${known.ownerRef} claimed it at the same time. Look at it again.`,
      );
    }
    const row = {
      owner_ref: ownerRef,
      entity_ref: entityRef ?? null,
      claimed_by: claimedBy,
      claimed_at_ms: claimedMs,
    };
    await tx('caller_claims')
      .insert({ ...key, ...row })
      .onConflict(['kind', 'value'])
      .merge(row);
  }
}

/** Finds claims among those that were read. */
export function claimsByKey(claims: readonly CallerClaim[]): ClaimOf {
  const textOf = ({ kind, value }: CallerKey) => `${kind} ${value}`;
  const byKey = new Map(claims.map(claim => [textOf(claim.key), claim]));
  return key => key && byKey.get(textOf(key));
}

function toClaim(row: ClaimRow): CallerClaim {
  const { id, kind, value } = row;
  return {
    id,
    key: { kind, value },
    ownerRef: row.owner_ref,
    entityRef: row.entity_ref ?? undefined,
    claimedBy: row.claimed_by,
    claimedMs: Number(row.claimed_at_ms),
  };
}

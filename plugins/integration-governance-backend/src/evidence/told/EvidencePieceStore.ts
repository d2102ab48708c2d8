import { EvidenceType } from '@tieline/plugin-integrations-common/governance';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  inBatches,
  StoredInstant,
  toInstant,
  toOptionalInstant,
} from '../../database';
import { EvidencePiece, NewPiece, TakenPiece } from './EvidencePiece';

interface PieceRow {
  id: string;
  entity_ref: string;
  type: EvidenceType;
  subject: string;
  value: string;
  grade: EvidencePiece['grade'];
  source: string;
  attested_by: string | null;
  href: string | null;
  environment: string | null;
  facts: string;
  at: StoredInstant;
  received_at: StoredInstant;
  superseded_at: StoredInstant | null;
}

/** Which pieces a list shows. */
export interface PieceFilter {
  entityRef: string;
  types?: EvidenceType[];
  /** Only what has not been superseded. */
  current?: boolean;
}

/** A place in a list: what comes after it is older. */
export interface PiecePlace {
  at: string;
  id: string;
}

/**
 * Keeps what pipelines and people told. What is newer of the same type and
 * subject supersedes what is older; everything stays readable as history.
 */
export class EvidencePieceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Takes all, or throws and takes nothing. In the order that is given. */
  async add(pieces: readonly NewPiece[], now: Date): Promise<TakenPiece[]> {
    return this.#knex.transaction(async tx => {
      const taken: TakenPiece[] = [];
      for (const piece of pieces) {
        taken.push(await addPiece(tx, piece, now));
      }
      return taken;
    });
  }

  /** Takes a piece that counts from now on, also where what counted until now is of a later day. */
  async replace(piece: NewPiece, now: Date): Promise<TakenPiece> {
    return this.#knex.transaction(tx =>
      addPiece(tx, piece, now, { evenIfOlder: true }),
    );
  }

  /** What counts of each entity. */
  async current(
    entityRefs: readonly string[],
  ): Promise<Map<string, EvidencePiece[]>> {
    const found = new Map<string, EvidencePiece[]>();
    for (const batch of inBatches(entityRefs)) {
      const rows: PieceRow[] = await this.#knex('evidence_pieces')
        .whereIn('entity_ref', batch)
        .whereNull('superseded_at')
        .orderBy('at');
      for (const row of rows) {
        const pieces = found.get(row.entity_ref) ?? [];
        pieces.push(toPiece(row));
        found.set(row.entity_ref, pieces);
      }
    }
    return found;
  }

  /** Newest first. */
  async list(
    filter: PieceFilter,
    page: { limit: number; after?: PiecePlace },
  ): Promise<{ pieces: EvidencePiece[]; total: number }> {
    const matching = () => {
      const query = this.#knex('evidence_pieces').where(
        'entity_ref',
        filter.entityRef,
      );
      if (filter.types && filter.types.length > 0) {
        query.whereIn('type', filter.types);
      }
      return filter.current ? query.whereNull('superseded_at') : query;
    };
    const query = matching()
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
    const { after } = page;
    if (after) {
      const at = new Date(after.at);
      query.andWhere(older =>
        older
          .where('at', '<', at)
          .orWhere(same => same.where({ at }).where('id', '<', after.id)),
      );
    }
    const rows: PieceRow[] = await query;
    const counted = await matching().count({ count: 'id' }).first();
    return { pieces: rows.map(toPiece), total: Number(counted?.count ?? 0) };
  }

  /**
   * From now on no check looks at it.
   *
   * @returns whether there was any
   */
  async supersede(
    of: Pick<EvidencePiece, 'entityRef' | 'type' | 'subject'>,
    now: Date,
  ): Promise<boolean> {
    const changed = await this.#knex('evidence_pieces')
      .where({ entity_ref: of.entityRef, type: of.type, subject: of.subject })
      .whereNull('superseded_at')
      .update({ superseded_at: now });
    return changed > 0;
  }

  /** How many subjects of a type an entity has. */
  async subjectsOf(
    entityRef: string,
    type: EvidenceType,
  ): Promise<Set<string>> {
    const rows: Array<{ subject: string }> = await this.#knex('evidence_pieces')
      .where({ entity_ref: entityRef, type })
      .distinct('subject');
    return new Set(rows.map(row => row.subject));
  }

  /** Forgets what was superseded before the instant. */
  async forgetSupersededBefore(instant: Date): Promise<void> {
    await this.#knex('evidence_pieces')
      .where('superseded_at', '<', instant)
      .delete();
  }

  /** Forgets entities for good. */
  async purge(entityRefs: readonly string[]): Promise<void> {
    for (const batch of inBatches(entityRefs)) {
      await this.#knex('evidence_pieces').whereIn('entity_ref', batch).delete();
    }
  }
}

async function addPiece(
  tx: Knex.Transaction,
  piece: NewPiece,
  now: Date,
  { evenIfOlder = false }: { evenIfOlder?: boolean } = {},
): Promise<TakenPiece> {
  const same = {
    entity_ref: piece.entityRef,
    type: piece.type,
    subject: piece.subject,
  };
  const known = await tx('evidence_pieces')
    .where({ ...same, sender_key: piece.senderKey })
    .first('id');
  if (known) {
    return { id: known.id, piece, isNew: false };
  }
  const at = new Date(piece.at);
  const newer =
    !evenIfOlder &&
    (await tx('evidence_pieces')
      .where(same)
      .whereNull('superseded_at')
      .where('at', '>', at)
      .first('id'));
  const counts = !newer && piece.countsNotBecause === undefined;
  if (counts) {
    await tx('evidence_pieces')
      .where(same)
      .whereNull('superseded_at')
      .update({ superseded_at: now });
  }
  const id = randomUUID();
  await tx('evidence_pieces').insert({
    ...same,
    id,
    sender_key: piece.senderKey,
    value: piece.value,
    grade: piece.grade,
    source: piece.source,
    attested_by: piece.attestedBy ?? null,
    href: piece.href ?? null,
    environment: piece.environment ?? null,
    facts: JSON.stringify(piece.facts),
    at,
    received_at: now,
    superseded_at: counts ? null : now,
  });
  return {
    id,
    isNew: true,
    piece: newer
      ? { ...piece, countsNotBecause: 'Something newer is known already' }
      : piece,
  };
}

function toPiece(row: PieceRow): EvidencePiece {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    type: row.type,
    subject: row.subject,
    value: row.value,
    grade: row.grade,
    source: row.source,
    attestedBy: row.attested_by ?? undefined,
    href: row.href ?? undefined,
    environment: row.environment ?? undefined,
    facts: JSON.parse(row.facts),
    at: toInstant(row.at),
    receivedAt: toInstant(row.received_at),
    supersededAt: toOptionalInstant(row.superseded_at),
  };
}

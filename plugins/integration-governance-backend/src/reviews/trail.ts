import { Knex } from 'knex';
import { StoredInstant, toInstant } from '../database';
import { TrailChange, TrailEntry } from './Review';

/** What is added to a trail: of a review, of a finding, or of both. */
export interface NewTrailEntry {
  reviewId?: string;
  findingId?: string;
  entityRef?: string;
  at: Date;
  by: string;
  /** A sentence without its subject. */
  what: string;
  changed: TrailChange;
}

/** Adds to a trail, with the change that it tells of. */
export async function addToTrail(
  tx: Knex.Transaction,
  entry: NewTrailEntry,
): Promise<void> {
  await tx('review_trail').insert({
    review_id: entry.reviewId ?? null,
    finding_id: entry.findingId ?? null,
    entity_ref: entry.entityRef ?? null,
    at: entry.at,
    by: entry.by,
    what: entry.what,
    changed: JSON.stringify(entry.changed),
  });
}

/** The trail of a review until an instant, the first first. */
export async function readTrail(
  knex: Knex,
  reviewId: string,
  until?: Date,
): Promise<Array<TrailEntry & { changed: TrailChange }>> {
  const query = knex('review_trail').where('review_id', reviewId).orderBy('id');
  if (until) {
    query.where('at', '<=', until);
  }
  const rows: Array<{
    at: StoredInstant;
    by: string;
    what: string;
    changed: string;
  }> = await query;
  return rows.map(row => ({
    at: toInstant(row.at),
    by: row.by,
    what: row.what,
    changed: JSON.parse(row.changed),
  }));
}

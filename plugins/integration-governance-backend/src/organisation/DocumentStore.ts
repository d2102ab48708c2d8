import {
  DocumentId,
  OrganisationDocument,
} from '@tieline/plugin-integrations-common/governance';
import { Knex } from 'knex';
import { StoredInstant, toInstant } from '../database';
import { documentKind } from './documentKinds';

interface DocumentRow {
  id: DocumentId;
  title: string | null;
  href: string;
  owner_ref: string | null;
  reviewed_on: string | null;
  review_every_days: number;
  recorded_at: StoredInstant;
  recorded_by: string;
}

/**
 * Where the organisation's documents are: as people recorded it, and as the
 * configuration has it. A record goes before the configuration, unless that
 * tells of a later review.
 */
export class DocumentStore {
  readonly #knex: Knex;
  readonly #configured: readonly OrganisationDocument[];

  constructor(options: {
    knex: Knex;
    configured: readonly OrganisationDocument[];
  }) {
    this.#knex = options.knex;
    this.#configured = options.configured;
  }

  async list(): Promise<OrganisationDocument[]> {
    const rows: DocumentRow[] = await this.#knex('organisation_documents');
    const recorded = rows.map(toDocument);
    const ids = new Set(
      [...recorded, ...this.#configured].map(document => document.id),
    );
    return [...ids].map(id => {
      const own = recorded.find(document => document.id === id);
      const configured = this.#configured.find(document => document.id === id);
      const isLater = (configured?.reviewedOn ?? '') > (own?.reviewedOn ?? '');
      return own && !(configured && isLater) ? own : configured!;
    });
  }

  /** Takes the place of what was recorded before. */
  async record(document: OrganisationDocument): Promise<void> {
    const kind = documentKind(document.id);
    await this.#knex('organisation_documents')
      .insert({
        id: document.id,
        title: document.title === kind.title ? null : document.title,
        href: document.href,
        owner_ref: document.ownerRef ?? null,
        reviewed_on: document.reviewedOn ?? null,
        review_every_days: document.reviewEveryDays,
        recorded_at: new Date(document.recordedAt),
        recorded_by: document.recordedBy,
      })
      .onConflict('id')
      .merge();
  }
}

function toDocument(row: DocumentRow): OrganisationDocument {
  return {
    id: row.id,
    title: row.title ?? documentKind(row.id).title,
    href: row.href,
    ownerRef: row.owner_ref ?? undefined,
    reviewedOn: row.reviewed_on ?? undefined,
    reviewEveryDays: row.review_every_days,
    recordedAt: toInstant(row.recorded_at),
    recordedBy: row.recorded_by,
  };
}

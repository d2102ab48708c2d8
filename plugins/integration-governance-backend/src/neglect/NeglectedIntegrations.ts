import {
  NeglectedIntegration,
  NeglectedIntegrationList,
} from '@tieline/plugin-integrations-common/governance';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { StoredInstant } from '../database';
import { applyFilter } from '../scorecard/integrationFilter';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const SEEN_LATELY_DAYS = 7;
const MOST_SHOWN = 500;

interface CandidateRow {
  facets: string;
  summary: string;
  throughput_per_minute: number | null;
  known_at: StoredInstant;
  changed_at: StoredInstant;
  deployed_at: StoredInstant | null;
  reviewed_at: StoredInstant | null;
  signed_at: StoredInstant | null;
  attested_at: StoredInstant | null;
  asked_at: StoredInstant | null;
}

/**
 * Integrations that carry traffic and that nobody has looked after for a year:
 * no deployment, no review, nothing that an owner did.
 *
 * What Tieline has known for less than a year is not listed: that nothing is
 * known of it does not mean that nothing was done.
 */
export class NeglectedIntegrations {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
  }

  /** The busiest first. */
  async list(
    ownerRefs: string[] | undefined,
    readable: IntegrationQuery,
    now: Date,
  ): Promise<NeglectedIntegrationList> {
    const yearAgo = new Date(now.getTime() - YEAR_DAYS * DAY_MS);
    const rows = await this.#readCandidates(ownerRefs, readable, yearAgo);
    const items = rows
      .map(row => judge(row, now))
      .filter(item => item !== undefined);
    return { items: items.slice(0, MOST_SHOWN), totalItems: items.length };
  }

  /** Those of which neither catalog nor what was told says that somebody did something since. */
  async #readCandidates(
    ownerRefs: string[] | undefined,
    readable: IntegrationQuery,
    yearAgo: Date,
  ): Promise<CandidateRow[]> {
    const reviews = this.#checklist.current.items
      .filter(({ question }) => question === 'review')
      .map(({ id }) => id);
    const pieces = (of: object) =>
      this.#knex('evidence_pieces')
        .whereRaw(
          'evidence_pieces.entity_ref = projection_integrations.entity_ref',
        )
        .where(of)
        .max('at');
    const asked = this.#knex('waivers')
      .whereRaw('waivers.entity_ref = projection_integrations.entity_ref')
      .max('asked_at');
    const signed = this.#knex('reviews')
      .whereRaw('reviews.entity_ref = projection_integrations.entity_ref')
      .where('reviews.state', 'signed')
      .max('closed_at');
    const known = this.#knex('transitions')
      .whereRaw('transitions.entity_ref = projection_integrations.entity_ref')
      .min('at');
    const query = this.#projection
      .query()
      .innerJoin(
        'health_snapshots',
        'health_snapshots.entity_ref',
        'projection_integrations.entity_ref',
      )
      .innerJoin('evidence', join =>
        join
          .on('evidence.entity_ref', 'projection_integrations.entity_ref')
          .andOnVal('evidence.source', 'catalog'),
      )
      .where('evidence.at', '<', yearAgo)
      .whereNotExists(
        this.#knex('evidence_pieces')
          .whereRaw(
            'evidence_pieces.entity_ref = projection_integrations.entity_ref',
          )
          .whereIn('type', ['deployment', 'attestation'])
          .where('at', '>=', yearAgo),
      )
      .whereNotExists(
        this.#knex('reviews')
          .whereRaw('reviews.entity_ref = projection_integrations.entity_ref')
          .whereNot('state', 'cancelled')
          .where(lately =>
            lately
              .where('opened_at', '>=', yearAgo)
              .orWhere('closed_at', '>=', yearAgo),
          ),
      )
      .whereNotExists(
        this.#knex('waivers')
          .whereRaw('waivers.entity_ref = projection_integrations.entity_ref')
          .where('asked_at', '>=', yearAgo),
      );
    readable(query);
    applyFilter(this.#knex, query, { owner: ownerRefs });
    return query
      .select(
        'projection_integrations.facets',
        'health_snapshots.summary',
        'health_snapshots.throughput_per_minute',
        'evidence.at as changed_at',
        known.as('known_at'),
        pieces({ type: 'deployment' }).as('deployed_at'),
        pieces({ type: 'attestation' })
          .clone()
          .whereIn('subject', reviews)
          .as('reviewed_at'),
        pieces({ type: 'attestation' }).as('attested_at'),
        signed.as('signed_at'),
        asked.as('asked_at'),
      )
      .orderByRaw(
        'coalesce(health_snapshots.throughput_per_minute, 0) desc, projection_integrations.entity_ref',
      );
  }
}

/** @returns undefined where it carries nothing, or somebody took care of an alarm */
function judge(row: CandidateRow, now: Date): NeglectedIntegration | undefined {
  const summary: HealthSummary = JSON.parse(row.summary);
  const ageDays = (ms: number) => Math.floor((now.getTime() - ms) / DAY_MS);
  const throughputPerMinute = row.throughput_per_minute ?? 0;
  const seenMs = summary.lastSeenAt && Date.parse(summary.lastSeenAt);
  if (
    throughputPerMinute === 0 &&
    !(seenMs && ageDays(seenMs) < SEEN_LATELY_DAYS)
  ) {
    return undefined;
  }
  const knownMs = new Date(row.known_at ?? row.changed_at).getTime();
  const changedMs = new Date(row.changed_at).getTime();
  const acknowledgedAt = summary.lastAlarm?.acknowledgedAt;
  const deployedMs = toMs(row.deployed_at);
  const reviewedMs = latest([toMs(row.reviewed_at), toMs(row.signed_at)]);
  const activityMs = latest([
    // What it was first seen with is no change.
    changedMs > knownMs ? changedMs : undefined,
    toMs(row.attested_at),
    toMs(row.asked_at),
    acknowledgedAt ? Date.parse(acknowledgedAt) : undefined,
  ]);
  const lastMs = latest([deployedMs, reviewedMs, activityMs]) ?? knownMs;
  // An attestation may say of an older day what somebody did lately.
  const sinceDays = ageDays(lastMs);
  return sinceDays < YEAR_DAYS
    ? undefined
    : {
        integration: JSON.parse(row.facets),
        throughputPerMinute,
        lastDeploymentAt: toInstantOf(deployedMs),
        lastReviewAt: toInstantOf(reviewedMs),
        lastOwnerActivityAt: toInstantOf(activityMs),
        sinceDays,
      };
}

function toMs(value: StoredInstant | null): number | undefined {
  return value === null ? undefined : new Date(value).getTime();
}

function latest(instants: Array<number | undefined>): number | undefined {
  const known = instants.filter(ms => ms !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function toInstantOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

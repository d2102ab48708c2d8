import { NotFoundError } from '@backstage/errors';
import {
  SuspectedDuplicate,
  SuspectedDuplicateList,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { StoredInstant, toInstant } from '../database';
import { readFacets } from '../http/readFacets';
import { NO_VALUE } from '../scorecard/integrationFilter';
import { weightOf } from '../scorecard/rollUp';
import { DuplicateGroup, groupDuplicates } from './groupDuplicates';

const MOST_SHOWN = 500;

interface DismissalRow {
  id: string;
  entity_refs: string;
  reason: string;
  dismissed_by: string;
  dismissed_at: StoredInstant;
}

/**
 * Integrations that carry the same data from the same source to the same
 * target. Somebody may say that they are no duplicates: that holds for these
 * integrations, and until another one joins them.
 */
export class SuspectedDuplicates {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;

  constructor(options: { knex: Knex; projection: IntegrationProjection }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
  }

  /** The largest and most critical first. Whoever may read a single one of a group sees none. */
  async list(
    filter: { ownerRefs?: string[]; dismissed: boolean },
    readable: IntegrationQuery,
    mayDismiss: boolean,
  ): Promise<SuspectedDuplicateList> {
    const all = await this.#read(readable, mayDismiss);
    const owned = all.filter(({ integrations }) =>
      integrations.some(
        ({ ownerRef }) =>
          !filter.ownerRefs ||
          filter.ownerRefs.length === 0 ||
          filter.ownerRefs.includes(ownerRef ?? NO_VALUE),
      ),
    );
    const dismissed = owned.filter(({ dismissal }) => dismissal !== undefined);
    const shown = filter.dismissed
      ? dismissed
      : owned.filter(({ dismissal }) => dismissal === undefined);
    return {
      items: shown.sort(compareDuplicates).slice(0, MOST_SHOWN),
      totalItems: shown.length,
      dismissedItems: dismissed.length,
    };
  }

  /** @throws NotFoundError where whoever asks sees no such */
  async find(
    id: string,
    readable: IntegrationQuery,
    mayDismiss: boolean,
  ): Promise<SuspectedDuplicate> {
    const all = await this.#read(readable, mayDismiss);
    const found = all.find(one => one.id === id);
    if (!found) {
      throw new NotFoundError(
        `There are no suspected duplicates ${id} that you may read.`,
      );
    }
    return found;
  }

  /** Holds for the integrations that whoever says so could see. */
  async dismiss(
    { id, integrations }: SuspectedDuplicate,
    by: string,
    reason: string,
    now: Date,
  ): Promise<void> {
    await this.#knex('duplicate_dismissals')
      .insert({
        id,
        entity_refs: JSON.stringify(
          integrations.map(({ entityRef }) => entityRef),
        ),
        reason,
        dismissed_by: by,
        dismissed_at: now,
      })
      .onConflict('id')
      .merge();
  }

  async restore(id: string): Promise<void> {
    await this.#knex('duplicate_dismissals').where({ id }).delete();
  }

  async #read(
    readable: IntegrationQuery,
    mayDismiss: boolean,
  ): Promise<SuspectedDuplicate[]> {
    const candidates = await this.#listCandidates();
    const groups = groupDuplicates(
      await this.#projection.listIntegrations(candidates),
    );
    const facets = await readFacets(
      this.#projection,
      groups.flatMap(({ members }) => members.map(one => one.entityRef)),
      readable,
    );
    const rows: DismissalRow[] = await this.#knex('duplicate_dismissals');
    const dismissals = new Map(rows.map(row => [row.id, row]));
    return groups.flatMap(group =>
      toWire(group, facets, dismissals.get(group.id), mayDismiss),
    );
  }

  /** Those that share source and target with another one, found in the database. */
  async #listCandidates(): Promise<string[]> {
    const pairs = this.#projection
      .query()
      .innerJoin('projection_integration_refs as targets', join =>
        join
          .on('targets.entity_ref', 'projection_integrations.entity_ref')
          .andOnVal('targets.role', 'target'),
      )
      .whereNotNull('projection_integrations.source_ref')
      .whereRaw(`coalesce(projection_integrations.lifecycle, '') <> 'retired'`);
    const shared = pairs
      .clone()
      .groupBy('projection_integrations.source_ref', 'targets.ref')
      .havingRaw('count(*) > 1')
      .select('projection_integrations.source_ref', 'targets.ref')
      .as('shared');
    const rows: Array<{ entity_ref: string }> = await pairs
      .clone()
      .innerJoin(shared as unknown as Knex.Raw, join =>
        join
          .on('shared.source_ref', 'projection_integrations.source_ref')
          .andOn('shared.ref', 'targets.ref'),
      )
      .distinct('projection_integrations.entity_ref');
    return rows.map(row => row.entity_ref);
  }
}

function toWire(
  { id, sourceRef, targetRef, members }: DuplicateGroup,
  facets: ReadonlyMap<string, IntegrationFacets>,
  row: DismissalRow | undefined,
  mayDismiss: boolean,
): SuspectedDuplicate[] {
  const visible = members.filter(({ entityRef }) => facets.has(entityRef));
  if (visible.length < 2) {
    return [];
  }
  const dismissed: string[] = row ? JSON.parse(row.entity_refs) : [];
  const holds = visible.every(({ entityRef }) => dismissed.includes(entityRef));
  return [
    {
      id,
      data: visible[0].data,
      sourceRef,
      targetRef,
      integrations: visible.map(({ entityRef }) => facets.get(entityRef)!),
      dismissal:
        row && holds
          ? {
              by: row.dismissed_by,
              at: toInstant(row.dismissed_at),
              reason: row.reason,
            }
          : undefined,
      mayDismiss,
    },
  ];
}

function compareDuplicates(
  left: SuspectedDuplicate,
  right: SuspectedDuplicate,
): number {
  const heaviest = ({ integrations }: SuspectedDuplicate) =>
    Math.max(...integrations.map(({ criticality }) => weightOf(criticality)));
  return (
    right.integrations.length - left.integrations.length ||
    heaviest(right) - heaviest(left) ||
    left.data.localeCompare(right.data) ||
    left.id.localeCompare(right.id)
  );
}

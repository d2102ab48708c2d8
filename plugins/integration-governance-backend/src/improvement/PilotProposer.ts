import { CheckResult } from '@tieline/plugin-integrations-common';
import { PilotProposal } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { ChecklistItem } from '../checklist/Checklist';
import { inBatches } from '../database';
import { weightOf } from '../scorecard/rollUp';
import { describeProposal } from './describeProposal';
import { distanceOf } from './measurePain';
import { joinOpenResults, orderByImportance } from './openResults';
import { teamKeyOf } from './Pilot';

/** Of the most critical, the busiest so many are compared. */
const COMPARED = 200;

interface Candidate {
  integration: IntegrationFacets;
  throughputPerMinute?: number;
  open: OpenCheck[];
}

interface OpenCheck {
  checkId: string;
  result: CheckResult;
}

/**
 * Says with which integration to begin: the most critical come first; of these
 * it is where most is missing, and where most depends on it.
 */
export class PilotProposer {
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

  /**
   * Proposals one after the other, each for another integration, and for
   * another team as long as there is one.
   *
   * @param narrow - what they may be of
   */
  begin(narrow: IntegrationQuery): {
    next(item: ChecklistItem): Promise<PilotProposal | undefined>;
  } {
    const proposed: IntegrationFacets[] = [];
    return {
      next: async item => {
        const found =
          (await this.#best(item, narrow, { besides: proposed })) ??
          (await this.#best(item, narrow, {
            besides: proposed,
            sameTeam: true,
          }));
        if (!found) {
          return undefined;
        }
        proposed.push(found.integration);
        return {
          integration: found.integration,
          checkIds: found.open.map(({ checkId }) => checkId),
          reason: this.#describe(item.question, found),
        };
      },
    };
  }

  /** Why a pilot with an integration, where nobody says so. */
  async reasonFor(
    integration: IntegrationFacets,
    questionId: string,
  ): Promise<string> {
    const { entityRef } = integration;
    const open = await this.#readOpen([entityRef], questionId);
    const row = await this.#knex('health_snapshots')
      .where('entity_ref', entityRef)
      .first('throughput_per_minute');
    return this.#describe(questionId, {
      integration,
      throughputPerMinute: row?.throughput_per_minute ?? undefined,
      open: open.get(entityRef) ?? [],
    });
  }

  #describe(questionId: string, candidate: Candidate): string {
    const question = this.#checklist.current.questions.find(
      ({ id }) => id === questionId,
    );
    return describeProposal({
      criticality: candidate.integration.criticality,
      throughputPerMinute: candidate.throughputPerMinute,
      question: question?.title ?? questionId,
      failed: candidate.open.filter(({ result }) => result === 'fail').length,
      unmeasured: candidate.open.filter(({ result }) => result !== 'fail')
        .length,
    });
  }

  async #best(
    item: ChecklistItem,
    narrow: IntegrationQuery,
    options: { besides: readonly IntegrationFacets[]; sameTeam?: boolean },
  ): Promise<Candidate | undefined> {
    const query = orderByImportance(
      joinOpenResults(this.#projection.query(), [item.id]),
    )
      .whereNotIn(
        'projection_integrations.entity_ref',
        options.besides.map(({ entityRef }) => entityRef),
      )
      .whereNotExists(
        this.#knex('pilots').whereRaw(
          'pilots.active_team = coalesce(projection_integrations.owner_ref, projection_integrations.entity_ref)',
        ),
      )
      .whereNotExists(
        this.#knex('pilots').whereRaw(
          'pilots.active_integration = projection_integrations.entity_ref',
        ),
      )
      .select(
        'projection_integrations.facets',
        'health_snapshots.throughput_per_minute',
      )
      .limit(COMPARED);
    if (!options.sameTeam && options.besides.length > 0) {
      const teams = options.besides.map(teamKeyOf);
      query.whereRaw(
        `coalesce(projection_integrations.owner_ref, projection_integrations.entity_ref) not in (${teams.map(() => '?').join(', ')})`,
        teams,
      );
    }
    narrow(query);
    const rows: Array<{
      facets: string;
      throughput_per_minute: number | null;
    }> = await query;
    const found = rows.map(row => ({
      integration: JSON.parse(row.facets) as IntegrationFacets,
      throughputPerMinute: row.throughput_per_minute ?? undefined,
    }));
    const top = found.filter(
      ({ integration }) =>
        weightOf(integration.criticality) ===
        weightOf(found[0].integration.criticality),
    );
    const open = await this.#readOpen(
      top.map(({ integration }) => integration.entityRef),
      item.question,
    );
    const candidates = top.map(one => ({
      ...one,
      open: open.get(one.integration.entityRef) ?? [],
    }));
    // The order of the query, which is the same each time, decides between equals.
    return candidates.sort(
      (left, right) => this.#gainOf(right) - this.#gainOf(left),
    )[0];
  }

  /** Distance to a yes, times the order of magnitude of the calls that depend on it. */
  #gainOf({ open, throughputPerMinute = 0 }: Candidate): number {
    const distance = open.reduce((sum, { checkId, result }) => {
      const item = this.#checklist.current.items.find(
        ({ id }) => id === checkId,
      );
      return sum + distanceOf(result) * (item?.weight ?? 1);
    }, 0);
    return distance * (1 + Math.log10(1 + throughputPerMinute));
  }

  /** The checks of a question that integrations don't pass, in the checklist's order. */
  async #readOpen(
    entityRefs: readonly string[],
    questionId: string,
  ): Promise<Map<string, OpenCheck[]>> {
    const checkIds = this.#checklist.current.items
      .filter(({ question }) => question === questionId)
      .map(({ id }) => id);
    const found = new Map<string, OpenCheck[]>();
    for (const batch of inBatches(entityRefs, COMPARED)) {
      const rows: Array<{
        entity_ref: string;
        check_id: string;
        result: CheckResult;
      }> = await joinOpenResults(this.#projection.query(), checkIds)
        .whereIn('projection_integrations.entity_ref', batch)
        .select('results.entity_ref', 'results.check_id', 'results.result');
      for (const row of rows) {
        const open = found.get(row.entity_ref) ?? [];
        open.push({ checkId: row.check_id, result: row.result });
        found.set(row.entity_ref, open);
      }
    }
    for (const open of found.values()) {
      open.sort(
        (left, right) =>
          checkIds.indexOf(left.checkId) - checkIds.indexOf(right.checkId),
      );
    }
    return found;
  }
}

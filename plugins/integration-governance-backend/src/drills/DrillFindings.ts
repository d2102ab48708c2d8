import {
  CheckResult,
  integrationReviewHoldPermission,
} from '@tieline/plugin-integrations-common';
import { Finding } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Request } from 'express';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { inBatches } from '../database';
import { isOverdue, StoredFinding } from '../findings/Finding';
import { FindingRow, toFinding } from '../findings/findingRows';
import { dayOf } from '../waivers/Waiver';
import { StoredDrill } from './Drill';

/** Shows what followed from drills. */
export class DrillFindings {
  readonly #knex: Knex;
  readonly #guard: RouteGuard;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    guard: RouteGuard;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#guard = options.guard;
    this.#checklist = options.checklist;
  }

  /** By drill, in the order in which they were recorded. */
  async of(
    request: Request,
    drills: readonly StoredDrill[],
    facets: ReadonlyMap<string, IntegrationFacets>,
  ): Promise<Map<string, Finding[]>> {
    const stored = await this.#read(drills.map(({ id }) => id));
    const refs = [
      ...new Set(stored.flatMap(({ entityRef }) => entityRef ?? [])),
    ];
    const allowed = await this.#guard.allowsEach(
      request,
      integrationReviewHoldPermission,
      refs,
    );
    const results = await this.#results(refs);
    const today = dayOf(new Date());
    const found = new Map<string, Finding[]>();
    for (const finding of stored) {
      const { entityRef, ...rest } = finding;
      const ref = entityRef ?? '';
      const { checkId } = finding;
      const items = found.get(finding.drillId!) ?? [];
      items.push({
        ...rest,
        integration: facets.get(ref),
        isOverdue: isOverdue(finding, today),
        checkTitle:
          checkId &&
          this.#checklist.current.items.find(({ id }) => id === checkId)?.title,
        checkResult: checkId ? results.get(`${ref} ${checkId}`) : undefined,
        mayChange: finding.state === 'open' && allowed[refs.indexOf(ref)],
      });
      found.set(finding.drillId!, items);
    }
    return found;
  }

  async #read(drillIds: readonly string[]): Promise<StoredFinding[]> {
    const found: StoredFinding[] = [];
    for (const batch of inBatches(drillIds, 500)) {
      const rows: FindingRow[] = await this.#knex('findings')
        .whereIn('drill_id', batch)
        .orderBy(['created_at', 'due_on', 'id']);
      found.push(...rows.map(toFinding));
    }
    return found;
  }

  async #results(
    entityRefs: readonly string[],
  ): Promise<Map<string, CheckResult>> {
    const found = new Map<string, CheckResult>();
    for (const batch of inBatches(entityRefs, 500)) {
      const rows: Array<{
        entity_ref: string;
        check_id: string;
        result: CheckResult;
      }> = await this.#knex('results')
        .whereIn('entity_ref', batch)
        .select('entity_ref', 'check_id', 'result');
      rows.forEach(row =>
        found.set(`${row.entity_ref} ${row.check_id}`, row.result),
      );
    }
    return found;
  }
}

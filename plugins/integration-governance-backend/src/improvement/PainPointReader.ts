import { CheckResult, Criticality } from '@tieline/plugin-integrations-common';
import { PainPoint } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { applyFilter, IntegrationFilter } from '../scorecard/integrationFilter';
import { measurePain, OpenTally } from './measurePain';
import { joinOpenResults, orderByImportance } from './openResults';
import { PilotProposer } from './PilotProposer';
import { PilotStore } from './PilotStore';

const SHOWN_INTEGRATIONS = 20;

interface CheckTally extends OpenTally {
  checkId: string;
}

/**
 * What hurts most: checks by how many integrations don't pass them, how critical
 * those are, and how far they are from passing. Counted in the database.
 */
export class PainPointReader {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;
  readonly #pilots: PilotStore;
  readonly #proposer: PilotProposer;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    pilots: PilotStore;
    proposer: PilotProposer;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#pilots = options.pilots;
    this.#proposer = options.proposer;
  }

  /** The worst first, over what the caller may read. */
  async list(
    limit: number,
    filter: IntegrationFilter,
    readable: IntegrationQuery,
  ): Promise<{ items: PainPoint[]; totalItems: number }> {
    const narrow: IntegrationQuery = query => {
      readable(query);
      applyFilter(this.#knex, query, filter);
    };
    const tallies = await this.#tally(narrow);
    const points = this.#checklist.current.items
      .flatMap(item => {
        const own = tallies.filter(({ checkId }) => checkId === item.id);
        return own.length > 0
          ? [{ item, ...measurePain(item.weight, own) }]
          : [];
      })
      // Of equals the one that the checklist has first stays first.
      .sort((left, right) => right.score - left.score);
    const proposals = this.#proposer.begin(narrow);
    const items: PainPoint[] = [];
    for (const { item, ...figures } of points.slice(0, limit)) {
      const [nextStep, integrations, proposal] = await Promise.all([
        this.#readNextStep(item.id, narrow),
        this.#readIntegrations(item.id, narrow),
        proposals.next(item),
      ]);
      items.push({
        checkId: item.id,
        questionId: item.question,
        title: item.title,
        ...figures,
        nextStep,
        integrations,
        proposal,
      });
    }
    return { items, totalItems: points.length };
  }

  async #tally(narrow: IntegrationQuery): Promise<CheckTally[]> {
    const query = joinOpenResults(
      this.#projection.query(),
      this.#checklist.current.items.map(({ id }) => id),
    );
    narrow(query);
    const groups = [
      'results.check_id',
      'results.result',
      'projection_integrations.criticality',
    ];
    const rows: Array<{
      check_id: string;
      result: CheckResult;
      criticality: Criticality | null;
      count: number | string;
    }> = await query
      .select(...groups)
      .count({ count: '*' })
      .groupBy(...groups);
    return rows.map(({ check_id: checkId, result, criticality, count }) => ({
      checkId,
      result,
      criticality: criticality ?? undefined,
      count: Number(count),
    }));
  }

  async #readIntegrations(
    checkId: string,
    narrow: IntegrationQuery,
  ): Promise<PainPoint['integrations']> {
    const query = orderByImportance(
      joinOpenResults(this.#projection.query(), [checkId]),
    )
      .select(
        'projection_integrations.facets',
        'results.result',
        'health_snapshots.throughput_per_minute',
      )
      .limit(SHOWN_INTEGRATIONS);
    narrow(query);
    const rows: Array<{
      facets: string;
      result: CheckResult;
      throughput_per_minute: number | null;
    }> = await query;
    const integrations = rows.map((row): PainPoint['integrations'][number] => ({
      integration: JSON.parse(row.facets),
      result: row.result,
      throughputPerMinute: row.throughput_per_minute ?? undefined,
    }));
    const pilots = await this.#pilots.activeWith(
      integrations.map(({ integration }) => integration.entityRef),
    );
    return integrations.map(one => ({
      ...one,
      pilotId: pilots.get(one.integration.entityRef),
    }));
  }

  /** The step that most are told; with where and what to run only where that is the same for all of them. */
  async #readNextStep(
    checkId: string,
    narrow: IntegrationQuery,
  ): Promise<PainPoint['nextStep']> {
    const part = (name: 'text' | 'href' | 'command') =>
      this.#knex.client.config.client === 'pg'
        ? `(results.next_step::json ->> '${name}')`
        : `json_extract(results.next_step, '$.${name}')`;
    const query = joinOpenResults(this.#projection.query(), [checkId])
      .whereNotNull('results.next_step')
      .select(
        this.#knex.raw(`
          ${part('text')} as text, count(*) as count,
          min(${part('href')}) as first_href, max(${part('href')}) as last_href,
          min(${part('command')}) as first_command, max(${part('command')}) as last_command`),
      )
      .groupByRaw(part('text'))
      .orderByRaw(`count(*) desc, ${part('text')}`);
    narrow(query);
    const row: Record<string, string | null> | undefined = await query.first();
    const shared = (name: string) =>
      row?.[`first_${name}`] === row?.[`last_${name}`]
        ? (row?.[`first_${name}`] ?? undefined)
        : undefined;
    return row
      ? { text: row.text!, href: shared('href'), command: shared('command') }
      : undefined;
  }
}

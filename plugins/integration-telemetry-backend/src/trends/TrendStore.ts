import { Knex } from 'knex';
import { acceptLevel } from './acceptLevel';
import { TrendIndicator } from './indicators';
import { TrendFinding, TrendOutcome, TrendState } from './TrendFinding';

interface TrendRow {
  entity_ref: string;
  environment: string;
  indicator: TrendIndicator;
  outcome: TrendOutcome;
  finding: string;
  state: string;
  version: number;
  evaluated_ms: number;
}

/** What is known of an indicator of an integration in an environment. */
export interface StoredTrend {
  entityRef: string;
  environment: string;
  finding: TrendFinding;
  state: TrendState;
  /** 0 where nothing is stored yet. */
  version: number;
  evaluatedMs: number;
}

const REFS_PER_QUERY = 200;

/** Keeps trends, and what looking for them remembers. */
export class TrendStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** All trends of several integrations. */
  async listOf(
    entityRefs: readonly string[],
  ): Promise<Map<string, StoredTrend[]>> {
    const byRef = new Map<string, StoredTrend[]>();
    for (let at = 0; at < entityRefs.length; at += REFS_PER_QUERY) {
      const rows = await this.#knex<TrendRow>('trends')
        .whereIn('entity_ref', entityRefs.slice(at, at + REFS_PER_QUERY))
        .orderBy(['entity_ref', 'environment', 'indicator']);
      for (const row of rows) {
        const trends = byRef.get(row.entity_ref) ?? [];
        trends.push(toTrend(row));
        byRef.set(row.entity_ref, trends);
      }
    }
    return byRef;
  }

  /** Everywhere that something has changed and not gone back. */
  async listRaised(): Promise<StoredTrend[]> {
    const rows = await this.#knex<TrendRow>('trends')
      .where('outcome', 'raised')
      .orderBy(['entity_ref', 'environment', 'indicator']);
    return rows.map(toTrend);
  }

  /** When each integration was looked at last, by its reference and environment in one string. */
  async listEvaluated(): Promise<Map<string, EvaluatedTrends>> {
    const rows: Array<{
      entity_ref: string;
      environment: string;
      outcome: TrendOutcome;
      evaluated_ms: number;
    }> = await this.#knex<TrendRow>('trends').select(
      'entity_ref',
      'environment',
      'outcome',
      'evaluated_ms',
    );
    const evaluated = new Map<string, EvaluatedTrends>();
    for (const row of rows) {
      const key = trendKey(row.entity_ref, row.environment);
      const known = evaluated.get(key);
      evaluated.set(key, {
        evaluatedMs: Math.max(known?.evaluatedMs ?? 0, row.evaluated_ms),
        isRaised: known?.isRaised === true || row.outcome === 'raised',
      });
    }
    return evaluated;
  }

  /**
   * Writes what was found, each where its version is still the one that it was
   * found from: another replica, or an owner who accepts, may have been first.
   */
  async putAll(trends: readonly StoredTrend[]): Promise<void> {
    if (trends.length === 0) {
      return;
    }
    await this.#knex.transaction(async tx => {
      for (const trend of trends) {
        await put(tx, trend);
      }
    });
  }

  /**
   * Takes the level of now as usual.
   *
   * @returns whether there was a change to accept
   */
  async accept(
    entityRef: string,
    environment: string,
    indicator: TrendIndicator,
  ): Promise<boolean> {
    const key = { entity_ref: entityRef, environment, indicator };
    for (;;) {
      const row = await this.#knex<TrendRow>('trends').where(key).first();
      const trend = row && toTrend(row);
      const state = trend && acceptLevel(trend.state, trend.finding);
      if (!trend || !state || state === trend.state) {
        return false;
      }
      const { judgedMs } = trend.finding;
      const finding: TrendFinding = { indicator, judgedMs, outcome: 'steady' };
      if (await put(this.#knex, { ...trend, finding, state })) {
        return true;
      }
    }
  }

  /** Whoever looks next finds that it was long ago. */
  async makeAllDue(): Promise<void> {
    await this.#knex<TrendRow>('trends').update({ evaluated_ms: 0 });
  }

  async forget(entityRefs: readonly string[]): Promise<void> {
    for (let at = 0; at < entityRefs.length; at += REFS_PER_QUERY) {
      await this.#knex<TrendRow>('trends')
        .whereIn('entity_ref', entityRefs.slice(at, at + REFS_PER_QUERY))
        .delete();
    }
  }
}

/** When an integration was looked at last in an environment, and whether anything has changed there. */
export interface EvaluatedTrends {
  evaluatedMs: number;
  isRaised: boolean;
}

/** An integration and an environment in one string. */
export function trendKey(entityRef: string, environment: string): string {
  return `${entityRef}\u0001${environment}`;
}

async function put(knex: Knex, trend: StoredTrend): Promise<boolean> {
  const { entityRef, environment, finding, state, version } = trend;
  const key = {
    entity_ref: entityRef,
    environment,
    indicator: finding.indicator,
  };
  const values = {
    outcome: finding.outcome,
    finding: JSON.stringify(finding),
    state: JSON.stringify(state),
    version: version + 1,
    evaluated_ms: trend.evaluatedMs,
  };
  if (version > 0) {
    const changed = await knex<TrendRow>('trends')
      .where({ ...key, version })
      .update(values);
    return changed > 0;
  }
  await knex<TrendRow>('trends')
    .insert({ ...key, ...values })
    .onConflict(['entity_ref', 'environment', 'indicator'])
    .ignore();
  return true;
}

function toTrend(row: TrendRow): StoredTrend {
  return {
    entityRef: row.entity_ref,
    environment: row.environment,
    finding: JSON.parse(row.finding),
    state: JSON.parse(row.state),
    version: row.version,
    evaluatedMs: row.evaluated_ms,
  };
}

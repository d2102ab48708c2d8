import { WorthlessCheckList } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { StoredInstant } from '../database';

const YEAR_MS = 365 * 86_400_000;

/** What is waived would fail, or nobody measured it: it may well be of use. */
const NO_PASS = "('fail', 'waived')";

interface HistoryRow {
  check_id: string;
  first_at: StoredInstant;
  last_fail_at: StoredInstant | null;
}

/** Checks that never failed for a year: they may tell nobody anything. */
export class WorthlessChecks {
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

  /** Whether one failed is judged over everything; the counts are of what may be read. */
  async list(
    readable: IntegrationQuery,
    now: Date,
  ): Promise<WorthlessCheckList> {
    const history = await this.#readHistory();
    const failing = await this.#readFailing();
    const yearAgoMs = now.getTime() - YEAR_MS;
    const checks = this.#checklist.current.toWire().checks;
    const known = checks.flatMap(check => {
      const since = history.get(check.id);
      return since ? [{ check, ...since }] : [];
    });
    const counts = await this.#countResults(readable);
    const items = known
      .filter(
        ({ check, sinceMs }) => sinceMs <= yearAgoMs && !failing.has(check.id),
      )
      .sort((left, right) => left.sinceMs - right.sinceMs)
      .map(({ check, sinceMs }) => ({
        check,
        since: new Date(sinceMs).toISOString(),
        passes: counts.get(`${check.id}|pass`) ?? 0,
        unmeasured: counts.get(`${check.id}|unmeasured`) ?? 0,
      }));
    return { items, because: whyNone(known, yearAgoMs) };
  }

  /** Of each check since when it was evaluated, and since when without a fail. */
  async #readHistory(): Promise<
    Map<string, { firstMs: number; sinceMs: number }>
  > {
    const rows: HistoryRow[] = await this.#knex('transitions')
      .select(
        'check_id',
        this.#knex.raw('min(at) as first_at'),
        this.#knex.raw(
          `max(case when to_result in ${NO_PASS} or from_result in ${NO_PASS} then at end) as last_fail_at`,
        ),
      )
      .groupBy('check_id');
    return new Map(
      rows.map(row => {
        const firstMs = new Date(row.first_at).getTime();
        const failMs =
          row.last_fail_at === null ? 0 : new Date(row.last_fail_at).getTime();
        return [row.check_id, { firstMs, sinceMs: Math.max(firstMs, failMs) }];
      }),
    );
  }

  async #readFailing(): Promise<Set<string>> {
    const rows: Array<{ check_id: string }> = await this.#knex('results')
      .whereRaw(`result in ${NO_PASS}`)
      .distinct('check_id');
    return new Set(rows.map(row => row.check_id));
  }

  /** By check and result. */
  async #countResults(
    readable: IntegrationQuery,
  ): Promise<Map<string, number>> {
    const query = this.#projection
      .query()
      .innerJoin(
        'results',
        'results.entity_ref',
        'projection_integrations.entity_ref',
      )
      .whereIn('results.result', ['pass', 'unmeasured']);
    readable(query);
    const rows: Array<{
      check_id: string;
      result: string;
      count: number | string;
    }> = await query
      .select('results.check_id', 'results.result')
      .count({ count: 'results.check_id' })
      .groupBy('results.check_id', 'results.result');
    return new Map(
      rows.map(row => [`${row.check_id}|${row.result}`, Number(row.count)]),
    );
  }
}

function whyNone(
  known: ReadonlyArray<{ firstMs: number }>,
  yearAgoMs: number,
): string | undefined {
  if (known.length === 0) {
    return 'Nothing was evaluated yet.';
  }
  const firstMs = Math.min(...known.map(one => one.firstMs));
  return firstMs > yearAgoMs
    ? `Results are recorded since ${dayOfMs(firstMs)}. It takes a year without a fail, so none can be listed before ${dayOfMs(firstMs + YEAR_MS)}.`
    : undefined;
}

function dayOfMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

import { CheckResult } from '@tieline/plugin-integrations-common';
import { HealthSummary } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { answerQuestions } from '../checklist/answerQuestions';
import { StoredInstant } from '../database';
import { HealthStore } from '../evidence/HealthStore';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { DAY_MS, daysBetween, endOf } from './days';
import { PilotFigures, PilotPoint } from './Pilot';

/** How an integration stands now, and how it stood on each day. */
export class PilotFiguresReader {
  readonly #knex: Knex;
  readonly #scorecards: ScorecardStore;
  readonly #health: HealthStore;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    scorecards: ScorecardStore;
    health: HealthStore;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#scorecards = options.scorecards;
    this.#health = options.health;
    this.#checklist = options.checklist;
  }

  /** Undefined before the integration's first evaluation. */
  async read(
    entityRef: string,
    checkIds: readonly string[],
    now: Date,
  ): Promise<PilotFigures | undefined> {
    const [scores, rows, health, deployedAt] = await Promise.all([
      this.#scorecards.readScores([entityRef]),
      this.#knex('results')
        .where('entity_ref', entityRef)
        .whereIn('check_id', [...checkIds])
        .select('check_id', 'result'),
      this.#health.get(entityRef),
      this.#lastDeployment(entityRef),
    ]);
    const score = scores.get(entityRef);
    if (!score) {
      return undefined;
    }
    const results: Array<{ check_id: string; result: CheckResult }> = rows;
    return {
      score,
      results: Object.fromEntries(
        results.map(({ check_id, result }) => [check_id, result]),
      ),
      measures: {
        ...measuresOf(health),
        ...(deployedAt && {
          'since-deployment': Math.floor(
            (now.getTime() - deployedAt.getTime()) / DAY_MS,
          ),
        }),
      },
    };
  }

  /** The answers at the end of each day, from each change of a result; the last day as it is at the instant. */
  async readPoints(
    entityRef: string,
    from: Date,
    to: Date,
  ): Promise<PilotPoint[]> {
    const rows: Array<{
      check_id: string;
      to_result: CheckResult;
      at: StoredInstant;
    }> = await this.#knex('transitions')
      .where('entity_ref', entityRef)
      .where('at', '<=', to)
      .orderBy(['at', 'id'])
      .select('check_id', 'to_result', 'at');
    const { items, questionIds } = this.#checklist.current;
    const latest = new Map<string, CheckResult>();
    let next = 0;
    return daysBetween(from, to).map(day => {
      const end = endOf(day);
      while (next < rows.length && new Date(rows[next].at) < end) {
        latest.set(rows[next].check_id, rows[next].to_result);
        next += 1;
      }
      const outcomes = items.flatMap(({ id, question }) => {
        const result = latest.get(id);
        return result ? [{ questionId: question, result }] : [];
      });
      const { yes, applicable } = answerQuestions(questionIds, outcomes);
      return { day, yes, applicable };
    });
  }

  async #lastDeployment(entityRef: string): Promise<Date | undefined> {
    const row = await this.#knex('evidence_pieces')
      .where({ entity_ref: entityRef, type: 'deployment' })
      .max({ at: 'at' })
      .first();
    const at = row?.at as StoredInstant | null | undefined;
    return at === null || at === undefined ? undefined : new Date(at);
  }
}

/** What telemetry did not tell is left out: it is not known, and not nothing. */
function measuresOf(health: HealthSummary | undefined): Record<string, number> {
  const { errorRate, p95Ms, throughputPerMinute } = health?.calls ?? {};
  const found: Record<string, number | null | undefined> = {
    // Without the noise of the multiplication.
    'error-rate':
      typeof errorRate === 'number'
        ? Number((errorRate * 100).toPrecision(10))
        : undefined,
    p95: p95Ms,
    throughput: throughputPerMinute,
    'open-alarms':
      health?.lastAlarm && (health.lastAlarm.state === 'open' ? 1 : 0),
  };
  return Object.fromEntries(
    Object.entries(found).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );
}

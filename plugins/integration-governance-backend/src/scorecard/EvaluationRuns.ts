import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import { Evaluation } from '@tieline/plugin-integrations-common/governance';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { StoredInstant, toInstant, toOptionalInstant } from '../database';
import { EvaluationProgress, Evaluator } from './Evaluator';
import { StepwiseEvaluation } from './StepwiseEvaluation';

interface EvaluationRow {
  id: string;
  started_at: StoredInstant;
  finished_at: StoredInstant | null;
  total: number;
  done: number;
  changed: number;
  steps: string | null;
}

/** Runs of the checklist that somebody asked for, with their progress. */
export class EvaluationRuns {
  readonly #knex: Knex;
  readonly #evaluator: Evaluator;
  readonly #stepwise: StepwiseEvaluation;
  readonly #logger: LoggerService;

  constructor(options: {
    knex: Knex;
    evaluator: Evaluator;
    stepwise: StepwiseEvaluation;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#evaluator = options.evaluator;
    this.#stepwise = options.stepwise;
    this.#logger = options.logger;
  }

  /**
   * Begins to evaluate the integrations and does not wait for the end. A single
   * one is evaluated step by step, on evidence that is read anew.
   *
   * @param startedBy - who asks: the only one who may look at the progress
   */
  async start(
    entityRefs: readonly string[],
    startedBy: string,
  ): Promise<Evaluation> {
    const id = randomUUID();
    await this.#knex('evaluations').insert({
      id,
      started_at: new Date(),
      total: entityRefs.length,
      done: 0,
      changed: 0,
      started_by: startedBy,
      steps:
        entityRefs.length === 1 ? JSON.stringify(this.#stepwise.plan()) : null,
    });
    this.#run(id, entityRefs).catch(error =>
      this.#logger.error(
        `The evaluation ${id} ended early: ${stringifyError(error)}`,
      ),
    );
    return this.get(id, startedBy);
  }

  /** @throws NotFoundError where there is no such evaluation of this caller */
  async get(id: string, startedBy: string): Promise<Evaluation> {
    const row: EvaluationRow | undefined = await this.#knex('evaluations')
      .where({ id, started_by: startedBy })
      .first();
    if (!row) {
      throw new NotFoundError(
        `There is no evaluation ${id} that you have started; evaluations are forgotten after 30 days`,
      );
    }
    return {
      id: row.id,
      startedAt: toInstant(row.started_at),
      finishedAt: toOptionalInstant(row.finished_at),
      total: row.total,
      done: row.done,
      changed: row.changed,
      steps: row.steps ? JSON.parse(row.steps) : undefined,
    };
  }

  async forgetBefore(instant: Date): Promise<void> {
    await this.#knex('evaluations').where('started_at', '<', instant).delete();
  }

  async #run(id: string, entityRefs: readonly string[]): Promise<void> {
    const onProgress: EvaluationProgress = async changed => {
      await this.#knex('evaluations')
        .where({ id })
        .increment({ done: 1, changed: changed ? 1 : 0 });
    };
    try {
      if (entityRefs.length === 1) {
        await this.#stepwise.run(entityRefs[0], onProgress, async steps => {
          await this.#knex('evaluations')
            .where({ id })
            .update({ steps: JSON.stringify(steps) });
        });
      } else {
        await this.#evaluator.evaluate(entityRefs, onProgress);
      }
    } finally {
      await this.#knex('evaluations')
        .where({ id })
        .update({ finished_at: new Date() });
    }
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { performance } from 'perf_hooks';
import { HealthEvaluator } from './HealthEvaluator';
import { EvaluatedHealth, HealthStore } from './HealthStore';
import { ServiceActivity } from './ServiceActivity';
import { EngineError } from '../sources/prometheus/EngineError';

/** Integrations that are read together, and whose health is written in one transaction. */
const TOGETHER = 200;

/** Evaluating takes at most a fifteenth of the time, however much there is. */
const RESTS_PER_WORK = 14;

/** Where the work is that of others, for whom it waits, a round still comes to its end. */
const LONGEST_REST_MS = 1_500;

/** How soon after something arrived the next round comes. */
const WAKE_MS = 3_000;

/**
 * Evaluates every integration again and again, some at a time with rests
 * between: what arrives meanwhile needs the same core, on SQLite also the same
 * connection. Each replica does so by itself:
 * what they write is the same, and no integration waits for another replica.
 */
export class HealthLoop {
  readonly #evaluator: HealthEvaluator;
  readonly #store: HealthStore;
  readonly #activity: ServiceActivity;
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #intervalMs: number;
  readonly #onRound: (changed: readonly string[]) => Promise<void>;
  readonly #now: () => number;
  #integrations: readonly ProjectedIntegration[] = [];
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  /** What the last work asks for. */
  #restMs = 0;
  #endRest: () => void = () => {};
  #isStarted = false;
  #isBusy = false;
  #isAwake = false;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: {
    evaluator: HealthEvaluator;
    store: HealthStore;
    activity: ServiceActivity;
    logger: Pick<LoggerService, 'error'>;
    intervalMs: number;
    /** Called after each round with the integrations whose health says something new. */
    onRound: (changed: readonly string[]) => Promise<void>;
    now: () => number;
  }) {
    this.#evaluator = options.evaluator;
    this.#store = options.store;
    this.#activity = options.activity;
    this.#logger = options.logger;
    this.#intervalMs = options.intervalMs;
    this.#onRound = options.onRound;
    this.#now = options.now;
  }

  /** Goes round from now on. */
  start(): void {
    this.#isStarted = true;
    this.#schedule(0);
  }

  /** Until a round that goes on is over, or as far as it can be cut short. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#endRest();
    await this.#running;
  }

  /** From the next round on these are all that there are. */
  use(integrations: readonly ProjectedIntegration[]): void {
    this.#integrations = integrations;
  }

  /** Something arrived: the next round comes soon, not only after its interval. */
  wake(): void {
    this.#isAwake = true;
    if (this.#isStarted && !this.#isBusy) {
      this.#schedule(WAKE_MS);
    }
  }

  /** One round; rounds that are asked for meanwhile follow one another. */
  async evaluateAll(): Promise<void> {
    const round = this.#running.catch(() => {}).then(() => this.#round());
    this.#running = round.catch(() => {});
    await round;
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) {
      return;
    }
    const dueMs = this.#now() + delayMs;
    if (this.#timer && this.#dueMs <= dueMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => this.#turn(), delayMs);
  }

  async #turn(): Promise<void> {
    this.#timer = undefined;
    this.#isBusy = true;
    this.#isAwake = false;
    try {
      await this.evaluateAll();
    } catch (error) {
      this.#logger.error(
        `Health could not be evaluated, will try again: ${stringifyError(error)}`,
      );
    }
    this.#isBusy = false;
    this.#schedule(
      Math.max(this.#isAwake ? WAKE_MS : this.#intervalMs, this.#restMs),
    );
  }

  async #round(): Promise<void> {
    const integrations = this.#integrations;
    this.#activity.refresh();
    const changed: string[] = [];
    for (let at = 0; at < integrations.length; at += TOGETHER) {
      if (at > 0) {
        await this.#rest();
      }
      if (this.#isStopped) {
        return;
      }
      const startedMs = performance.now();
      changed.push(
        ...(await this.#evaluate(integrations.slice(at, at + TOGETHER))),
      );
      this.#restMs = RESTS_PER_WORK * (performance.now() - startedMs);
    }
    await this.#onRound(changed);
  }

  /** @returns the integrations whose health says something new */
  async #evaluate(
    integrations: readonly ProjectedIntegration[],
  ): Promise<string[]> {
    const nowMs = this.#now();
    const results = await Promise.allSettled(
      integrations.map(integration =>
        this.#evaluator.evaluate(integration, nowMs),
      ),
    );
    const evaluated: EvaluatedHealth[] = [];
    const failed: Array<{ entityRef: string; error: unknown }> = [];
    results.forEach((result, at) => {
      if (result.status === 'fulfilled') {
        evaluated.push(result.value);
      } else if (!(result.reason instanceof EngineError)) {
        // What was found out before stands while an engine is out; it reports that itself.
        const { entityRef } = integrations[at].facets;
        failed.push({ entityRef, error: result.reason });
      }
    });
    if (failed.length > 0) {
      // What is read together fails together: one line tells of all.
      const [{ entityRef, error }] = failed;
      const others =
        failed.length > 1 ? ` and of ${failed.length - 1} others` : '';
      this.#logger.error(
        `Health of ${entityRef}${others} could not be evaluated, will try again: ${stringifyError(error)}`,
      );
    }
    return this.#store.putAll(evaluated);
  }

  /** Until it is over, or the loop is stopped. */
  #rest(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(
        resolve,
        Math.min(this.#restMs, LONGEST_REST_MS),
      );
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { HealthEvaluator } from './HealthEvaluator';
import { EvaluatedHealth, HealthStore } from './HealthStore';
import { ServiceActivity } from './ServiceActivity';

/** Integrations whose health is written in one transaction. */
const WRITTEN_TOGETHER = 100;

/** How soon after something arrived the next round comes. */
const WAKE_MS = 3_000;

/**
 * Evaluates every integration again and again. Each replica does so by itself:
 * what they write is the same, and no integration waits for another replica.
 */
export class HealthLoop {
  readonly #evaluator: HealthEvaluator;
  readonly #store: HealthStore;
  readonly #activity: ServiceActivity;
  readonly #projection: IntegrationProjection;
  readonly #logger: LoggerService;
  readonly #intervalMs: number;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;
  #isStarted = false;
  #isBusy = false;
  #isAwake = false;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: {
    evaluator: HealthEvaluator;
    store: HealthStore;
    activity: ServiceActivity;
    projection: IntegrationProjection;
    logger: LoggerService;
    intervalMs: number;
    now: () => number;
  }) {
    this.#evaluator = options.evaluator;
    this.#store = options.store;
    this.#activity = options.activity;
    this.#projection = options.projection;
    this.#logger = options.logger;
    this.#intervalMs = options.intervalMs;
    this.#now = options.now;
  }

  start(lifecycle: LifecycleService): void {
    lifecycle.addStartupHook(() => {
      this.#isStarted = true;
      this.#schedule(0);
    });
    lifecycle.addShutdownHook(async () => {
      this.#isStopped = true;
      clearTimeout(this.#timer);
      await this.#running;
    });
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
    const startedMs = this.#now();
    try {
      await this.evaluateAll();
    } catch (error) {
      this.#logger.error(
        `Health could not be evaluated, will try again: ${stringifyError(error)}`,
      );
    }
    this.#isBusy = false;
    // Evaluating takes at most a fifth of the time, however much there is.
    const tookMs = this.#now() - startedMs;
    this.#schedule(
      Math.max(this.#isAwake ? WAKE_MS : this.#intervalMs, 4 * tookMs),
    );
  }

  async #round(): Promise<void> {
    this.#activity.refresh();
    let evaluated: EvaluatedHealth[] = [];
    for (const integration of await this.#projection.listIntegrations()) {
      if (this.#isStopped) {
        break;
      }
      try {
        evaluated.push(
          await this.#evaluator.evaluate(integration, this.#now()),
        );
      } catch (error) {
        this.#logger.error(
          `Health of ${integration.facets.entityRef} could not be evaluated, will try again: ${stringifyError(error)}`,
        );
      }
      if (evaluated.length === WRITTEN_TOGETHER) {
        await this.#store.putAll(evaluated);
        evaluated = [];
        // On SQLite all of this is done at once: let others have their turn.
        await new Promise(resolve => setImmediate(resolve));
      }
    }
    await this.#store.putAll(evaluated);
  }
}

import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/**
 * Does something again and again with a pause in between, one at a time, until
 * the plugin shuts down. A turn that throws is logged, and the next one comes.
 *
 * @public
 */
export class PollingLoop {
  readonly #name: string;
  readonly #turn: () => Promise<void>;
  readonly #pauseMs: number;
  readonly #restFactor: number;
  readonly #logger: LoggerService;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isWoken = false;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    /** What a turn does, for the log: "Telling of contracts". */
    name: string;
    turn: () => Promise<void>;
    pauseMs: number;
    /** The pause is at least so many times as long as the turn before it; 0 where it is missing. */
    restFactor?: number;
    logger: LoggerService;
  }) {
    this.#name = options.name;
    this.#turn = options.turn;
    this.#pauseMs = options.pauseMs;
    this.#restFactor = options.restFactor ?? 0;
    this.#logger = options.logger;
  }

  start(lifecycle: LifecycleService): void {
    lifecycle.addStartupHook(() => this.#begin());
    lifecycle.addShutdownHook(async () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
      await this.#running;
    });
  }

  /** There is something to do before the pause is over. */
  wake(): void {
    this.#isWoken = true;
    if (!this.#isRunning && !this.#stopped) {
      clearTimeout(this.#timer);
      this.#begin();
    }
  }

  #begin(): void {
    this.#isRunning = true;
    this.#isWoken = false;
    const begunAt = performance.now();
    this.#running = this.#turn()
      .catch(error =>
        this.#logger.error(`${this.#name} failed: ${stringifyError(error)}`),
      )
      .then(() => {
        this.#isRunning = false;
        if (!this.#stopped) {
          this.#timer = setTimeout(
            () => this.#begin(),
            this.#isWoken
              ? 0
              : Math.max(
                  this.#pauseMs,
                  this.#restFactor * (performance.now() - begunAt),
                ),
          );
        }
      });
  }
}

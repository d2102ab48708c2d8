import type { Worker } from 'worker_threads';
import { Answers, ThreadCalls } from './ThreadCalls';

/** A thread that ended is followed by another after this long, and longer each time that it ends at once. */
const RESTART_MS = { first: 500, most: 30_000 };

/** What every thread answers: it lets go of what keeps it, and ends. */
export type Stoppable = Answers & { stop(nothing: undefined): Promise<void> };

interface Running<Theirs extends Answers> {
  worker: Worker;
  calls: ThreadCalls<Theirs>;
}

/** A thread that begins with the first question, and that another follows should it end. */
export class KeptThread<Theirs extends Stoppable> {
  readonly #start: () => Worker;
  readonly #answers: Answers;
  readonly #gone: (reason: string) => Error;
  readonly #onEnd: (reason: string) => void;
  readonly #goOn: () => Promise<void>;
  #running: Running<Theirs> | undefined;
  #isStopped = false;
  #restartMs = RESTART_MS.first;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(options: {
    start: () => Worker;
    /** What the thread may ask. */
    answers: Answers;
    /** The error of who asks while there is none. */
    gone: (reason: string) => Error;
    /** It ended unasked. */
    onEnd: (reason: string) => void;
    /** Has the next thread do what the one before did. */
    goOn: () => Promise<void>;
  }) {
    this.#start = options.start;
    this.#answers = options.answers;
    this.#gone = options.gone;
    this.#onEnd = options.onEnd;
    this.#goOn = options.goOn;
  }

  /** @throws what the thread throws, and the error for who asks while there is none */
  async ask<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
  ): Promise<Awaited<ReturnType<Theirs[Name]>>> {
    if (this.#restartTimer) {
      throw this.#gone('is starting again');
    }
    this.#running ??= this.#run();
    return this.#running.calls.ask(name, argument);
  }

  /** The same, where nobody waits for the answer, and only a thread that is there has to hear it. */
  tell<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
  ): void {
    this.#running?.calls.tell(name, argument);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#restartTimer);
    if (this.#running) {
      const { worker, calls } = this.#running;
      const ended = new Promise(resolve => worker.once('exit', resolve));
      await calls.ask('stop', undefined);
      await ended;
    }
  }

  #run(): Running<Theirs> {
    const worker = this.#start();
    const calls = new ThreadCalls<Theirs>(worker, this.#answers);
    // Whoever serves pages keeps the process.
    worker.unref();
    let reason = 'ended';
    worker.on('error', (error: Error) => {
      reason = `ended: ${error.message}`;
    });
    worker.on('exit', () => {
      calls.end(this.#gone(reason));
      this.#running = undefined;
      if (!this.#isStopped) {
        this.#onEnd(reason);
        this.#restart();
      }
    });
    return { worker, calls };
  }

  #restart(): void {
    const delayMs = this.#restartMs;
    this.#restartMs = Math.min(2 * delayMs, RESTART_MS.most);
    this.#restartTimer = setTimeout(async () => {
      this.#restartTimer = undefined;
      try {
        await this.#goOn();
        this.#restartMs = RESTART_MS.first;
      } catch {
        // The thread ended again, which starts it again.
      }
    }, delayMs);
    this.#restartTimer.unref();
  }
}

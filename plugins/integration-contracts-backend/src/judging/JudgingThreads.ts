import { InputError } from '@backstage/errors';
import { startThread } from '@tieline/plugin-integrations-node';
import type { Worker } from 'worker_threads';
import { ContractFormatId } from '../formats/ContractFormat';
import {
  Comparison,
  GivenText,
  Judge,
  Judgement,
  JudgementRequest,
  JudgingQuestion,
  ReadText,
} from './Judge';
import { JudgingAnswer, judgingWorkerFile } from './judgingWorker';

interface Waiting {
  question: JudgingQuestion;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The usual bounds of one question. */
export const JUDGING_LIMITS = { timeLimitMs: 20_000, maxHeapMb: 1_024 };

/** A thread that answers nobody for so long ends. */
const IDLE_MS = 60_000;

/**
 * Reads and judges in threads of their own, so that a large or hostile text
 * keeps no page waiting. A thread takes one question at a time, is used again,
 * and is ended where a question takes more time or memory than is allowed.
 */
export class JudgingThreads implements Judge {
  readonly #timeLimitMs: number;
  readonly #maxHeapMb: number;
  readonly #size: number;
  readonly #waiting: Waiting[] = [];
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #ready = new WeakSet<Worker>();
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: {
    /** For one question. */
    timeLimitMs: number;
    /** Of one thread. */
    maxHeapMb: number;
    /** How many threads at most. */
    size: number;
  }) {
    this.#timeLimitMs = options.timeLimitMs;
    this.#maxHeapMb = options.maxHeapMb;
    this.#size = options.size;
  }

  recognise(text: string): Promise<ContractFormatId | undefined> {
    return this.#ask<ContractFormatId | undefined>({ ask: 'recognise', text });
  }

  read(given: GivenText): Promise<ReadText> {
    return this.#ask<ReadText>({ ask: 'read', given });
  }

  judge(request: JudgementRequest): Promise<Judgement> {
    return this.#ask<Judgement>({ ask: 'judge', request });
  }

  compare(request: JudgementRequest): Promise<Comparison> {
    return this.#ask<Comparison>({ ask: 'compare', request });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#waiting
      .splice(0)
      .forEach(({ reject }) => reject(new Error('The plugin shuts down')));
    await Promise.all([...this.#all].map(worker => worker.terminate()));
  }

  #ask<Answer>(question: JudgingQuestion): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#next();
    }) as Promise<Answer>;
  }

  #next(): void {
    clearTimeout(this.#idleTimer);
    while (
      this.#waiting.length > 0 &&
      (this.#idle.length > 0 || this.#all.size < this.#size)
    ) {
      const worker = this.#idle.pop() ?? this.#hire();
      this.#work(worker, this.#waiting.shift()!);
    }
    if (this.#idle.length > 0) {
      this.#idleTimer = setTimeout(
        () => this.#idle.splice(0).forEach(worker => worker.terminate()),
        IDLE_MS,
      );
      this.#idleTimer.unref();
    }
  }

  #hire(): Worker {
    const worker = startThread(
      { file: judgingWorkerFile, data: undefined },
      { resourceLimits: { maxOldGenerationSizeMb: this.#maxHeapMb } },
    );
    this.#all.add(worker);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) {
        this.#idle.splice(at, 1);
      }
      this.#next();
    });
    return worker;
  }

  #work(worker: Worker, { question, resolve, reject }: Waiting): void {
    let timer: NodeJS.Timeout | undefined;
    let reason: Error = new Error('The thread that judges texts ended');
    const start = () => {
      worker.postMessage(question);
      return setTimeout(() => {
        reason = new InputError(
          `The text takes longer than ${this.#timeLimitMs / 1_000} seconds to judge. Split it, or write its patterns and alternatives more simply.`,
        );
        worker.terminate();
      }, this.#timeLimitMs);
    };
    const listeners = {
      message: (message: JudgingAnswer) => {
        // A thread that is new says first that it has begun: that takes no time of the question's.
        if (message === 'ready') {
          this.#ready.add(worker);
          timer = start();
          return;
        }
        leave();
        settle(message, resolve, reject);
        this.#idle.push(worker);
        this.#next();
      },
      error: (error: Error & { code?: string }) => {
        reason =
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new InputError(
                `The text takes more than ${this.#maxHeapMb} MB of memory to judge. Split it.`,
              )
            : error;
      },
      exit: () => {
        leave();
        reject(reason);
      },
    };
    // Only a thread that is at work keeps the process alive.
    worker.ref();
    function leave() {
      worker.unref();
      clearTimeout(timer);
      worker.off('message', listeners.message);
      worker.off('error', listeners.error);
      worker.off('exit', listeners.exit);
    }
    worker.on('message', listeners.message);
    worker.on('error', listeners.error);
    worker.on('exit', listeners.exit);
    if (this.#ready.has(worker)) {
      timer = start();
    }
  }
}

function settle(
  message: Exclude<JudgingAnswer, 'ready'>,
  resolve: (answer: unknown) => void,
  reject: (error: Error) => void,
): void {
  if ('answer' in message) {
    resolve(message.answer);
  } else if ('refusal' in message) {
    reject(new InputError(message.refusal));
  } else {
    reject(new Error(message.failure));
  }
}

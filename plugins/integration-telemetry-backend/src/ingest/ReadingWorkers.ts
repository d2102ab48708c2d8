import type { Worker } from 'worker_threads';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { startThread } from '../threads/startThread';
import type { AttributionRules } from './Attributors';
import {
  readingWorkerFile,
  WorkerAnswer,
  WorkerQuestion,
} from './readingWorker';
import type { Body, Reading } from './readTelemetry';

interface Asked {
  resolve: (reading: Reading) => void;
  reject: (error: Error) => void;
}

interface Crew {
  worker: Worker;
  asked: Map<number, Asked>;
}

/** A thread that holds its heap to this dies, and its requests are sent again. */
const MAX_HEAP_MB = 1_024;

/**
 * Reads large bodies in threads of their own, so that pages stay quick. A
 * thread starts with the first large body and ends when none came for a while.
 */
export class ReadingWorkers {
  readonly #size: number;
  readonly #idleMs: number;
  readonly #crews: Crew[] = [];
  #rules: AttributionRules;
  #lastId = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: {
    rules: AttributionRules;
    /** How many threads at most. */
    size: number;
    idleMs?: number;
  }) {
    this.#rules = options.rules;
    this.#size = options.size;
    this.#idleMs = options.idleMs ?? 60_000;
  }

  /** How many threads there are and have something to do, and how many bodies wait for one. */
  get load(): { threads: number; busy: number; waiting: number } {
    const bodies = this.#crews.map(({ asked }) => asked.size);
    const busy = bodies.filter(size => size > 0).length;
    return {
      threads: bodies.length,
      busy,
      waiting: bodies.reduce((sum, size) => sum + size, 0) - busy,
    };
  }

  use(rules: AttributionRules): void {
    this.#rules = rules;
    this.#crews.forEach(({ worker }) => ask(worker, { rules }));
  }

  /**
   * @throws OtlpError with status 400 or 413 as reading does, and 503 where the
   *   thread ended
   */
  read(body: Body, sender: Sender): Promise<Reading> {
    const crew = this.#freest();
    this.#lastId += 1;
    const id = this.#lastId;
    clearTimeout(this.#idleTimer);
    return new Promise<Reading>((resolve, reject) => {
      crew.asked.set(id, { resolve, reject });
      ask(crew.worker, { id, body, sender });
    }).finally(() => this.#rest());
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await Promise.all(
      this.#crews.splice(0).map(({ worker }) => worker.terminate()),
    );
  }

  #rest(): void {
    if (this.load.busy === 0) {
      clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.stop(), this.#idleMs);
      this.#idleTimer.unref();
    }
  }

  #freest(): Crew {
    const freest = [...this.#crews].sort(
      (left, right) => left.asked.size - right.asked.size,
    )[0];
    return freest &&
      (freest.asked.size === 0 || this.#crews.length >= this.#size)
      ? freest
      : this.#hire();
  }

  #hire(): Crew {
    const worker = startThread(
      { file: readingWorkerFile, data: this.#rules },
      { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } },
    );
    const crew: Crew = { worker, asked: new Map() };
    worker.unref();
    worker.on('message', (answer: WorkerAnswer) => {
      const asked = crew.asked.get(answer.id);
      crew.asked.delete(answer.id);
      if ('reading' in answer) {
        const { payload } = answer.reading;
        // A Buffer arrives as the bytes that it is made of.
        asked?.resolve({ ...answer.reading, payload: Buffer.from(payload) });
      } else {
        const { httpStatus, message } = answer.error;
        asked?.reject(new OtlpError(httpStatus, message));
      }
    });
    let reason = 'The thread that read the body ended';
    worker.on('error', (error: Error) => {
      reason = `${reason}: ${error.message}`;
    });
    worker.on('exit', () => {
      const at = this.#crews.indexOf(crew);
      if (at >= 0) {
        this.#crews.splice(at, 1);
      }
      crew.asked.forEach(({ reject }) =>
        reject(new OtlpError(503, reason, { retryAfterSeconds: 5 })),
      );
    });
    this.#crews.push(crew);
    return crew;
  }
}

function ask(worker: Worker, question: WorkerQuestion): void {
  worker.postMessage(question);
}

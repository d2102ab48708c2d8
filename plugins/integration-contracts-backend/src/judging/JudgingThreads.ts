import { InputError } from '@backstage/errors';
import { startThread } from '@tieline/plugin-integrations-node/threads';
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
  StoredText,
  StoredTexts,
} from './Judge';
import {
  JudgingAnswer,
  JudgingMessage,
  judgingWorkerFile,
} from './judgingWorker';

interface Waiting {
  question: JudgingQuestion;
  /** What the thread may ask for, by its ids. */
  stored: ReadonlyMap<number, StoredText>;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The usual bounds of one question. */
export const JUDGING_LIMITS = { timeLimitMs: 20_000, maxHeapMb: 1_024 };

/** No more texts are sent to a thread at once, but for one that is longer by itself; as many are read ahead. */
const BYTES_AT_ONCE = 4_000_000;

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
    return this.#askAbout<Judgement>('judge', request);
  }

  compare(request: JudgementRequest): Promise<Comparison> {
    return this.#askAbout<Comparison>('compare', request);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#waiting
      .splice(0)
      .forEach(({ reject }) => reject(new Error('The plugin shuts down')));
    await Promise.all([...this.#all].map(worker => worker.terminate()));
  }

  /** Of stored texts the thread gets the ids: it may know what they say. */
  #askAbout<Answer>(
    ask: 'judge' | 'compare',
    request: JudgementRequest,
  ): Promise<Answer> {
    const stored = new Map<number, StoredText>();
    const history = request.history.map(({ text, ...earlier }) => {
      if (typeof text === 'string') {
        return { ...earlier, text };
      }
      stored.set(text.id, text);
      return { ...earlier, text: { id: text.id } };
    });
    return this.#ask({ ask, request: { ...request, history } }, stored);
  }

  #ask<Answer>(
    question: JudgingQuestion,
    stored: Waiting['stored'] = new Map(),
  ): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ question, stored, resolve, reject });
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

  #work(worker: Worker, { question, stored, resolve, reject }: Waiting): void {
    let timer: NodeJS.Timeout | undefined;
    let reason: Error = new Error('The thread that judges texts ended');
    let leftMs = this.#timeLimitMs;
    let sentAtMs = 0;
    let ahead: { wanted: readonly number[]; texts: Promise<StoredTexts> };
    const send = (message: JudgingMessage, moved: ArrayBuffer[] = []) => {
      worker.postMessage(message, moved);
      sentAtMs = performance.now();
      timer = setTimeout(() => {
        reason = new InputError(
          `The text takes longer than ${this.#timeLimitMs / 1_000} seconds to judge. Split it, or write its patterns and alternatives more simply.`,
        );
        worker.terminate();
      }, leftMs);
    };
    const sendTexts = async (wanted: readonly number[]) => {
      // What reading them takes is not the question's.
      clearTimeout(timer);
      leftMs -= performance.now() - sentAtMs;
      try {
        const texts = await (ahead?.wanted[0] === wanted[0]
          ? ahead.texts
          : readSome(wanted, stored));
        if (!this.#all.has(worker)) {
          return;
        }
        send(
          { texts },
          texts.map(([, { buffer }]) => buffer),
        );
        // While the thread is at work.
        const later = wanted.slice(texts.length);
        ahead = { wanted: later, texts: readSome(later, stored) };
        ahead.texts.catch(() => {});
      } catch (error) {
        reason = error as Error;
        worker.terminate();
      }
    };
    const listeners = {
      message: (message: JudgingAnswer) => {
        // A thread that is new says first that it has begun: that takes no time of the question's.
        if (message === 'ready') {
          this.#ready.add(worker);
          send(question);
          return;
        }
        if ('wanted' in message) {
          sendTexts(message.wanted);
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
      send(question);
    }
  }
}

/** The first of the wanted texts, and as many after it as may be sent at once. */
async function readSome(
  wanted: readonly number[],
  stored: Waiting['stored'],
): Promise<StoredTexts> {
  const texts: Array<[number, Uint8Array<ArrayBuffer>]> = [];
  let bytes = 0;
  for (const id of wanted) {
    const text = await stored.get(id)!.read();
    // What shares its memory with something else can't be moved.
    const isAlone = text.byteLength === text.buffer.byteLength;
    texts.push([id, isAlone ? text : text.slice()]);
    bytes += text.byteLength;
    if (bytes >= BYTES_AT_ONCE) {
      break;
    }
  }
  return texts;
}

function settle(
  message: Exclude<JudgingAnswer, 'ready' | { wanted: readonly number[] }>,
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

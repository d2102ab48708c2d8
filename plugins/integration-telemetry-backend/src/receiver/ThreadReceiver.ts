import type { Worker } from 'worker_threads';
import { Ingested } from '../ingest/IngestService';
import { AttributionRules } from '../ingest/Attributors';
import { ListenerState } from '../ingest/OtlpListener';
import { Body } from '../ingest/readTelemetry';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { countAgain } from './CountsRelay';
import {
  Receiver,
  ReceiverSettings,
  ReceiverState,
  ReceiverSurroundings,
} from './Receiver';
import {
  ParentAnswers,
  receiverThreadFile,
  ThreadAnswers,
  ThreadData,
} from './receiverThread';
import { DatabaseSettings } from './sharedDatabase';
import { startThread } from '../threads/startThread';
import { ThreadCalls } from '../threads/ThreadCalls';

/** How long a sender waits while there is no thread. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Bodies leave much behind that nobody needs a moment later. With Node's own 48
 * megabytes much of it is copied about first: the thread takes about a tenth less.
 */
const YOUNG_MB = 192;

/** A thread that ended is followed by another after this long, and longer each time that it ends at once. */
const RESTART_MS = { first: 500, most: 30_000 };

interface Running {
  worker: Worker;
  calls: ThreadCalls<ThreadAnswers>;
}

/**
 * A receiver in a thread of its own, with connections of its own to the
 * database: pages don't wait for telemetry, nor telemetry for what pages and
 * health ask of the database. Should the thread end, another takes its place;
 * what was acknowledged is in the database.
 */
export class ThreadReceiver implements Receiver {
  readonly #database: DatabaseSettings;
  readonly #surroundings: ReceiverSurroundings;
  #settings: ReceiverSettings;
  #running: Running | undefined;
  #address: { host: string; port: number } | undefined;
  #isStarted = false;
  #isStopped = false;
  #restartMs = RESTART_MS.first;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(options: {
    database: DatabaseSettings;
    settings: ReceiverSettings;
    surroundings: ReceiverSurroundings;
  }) {
    this.#database = options.database;
    this.#settings = options.settings;
    this.#surroundings = options.surroundings;
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    await this.#thread.ask('start', undefined);
  }

  async listen(address: {
    host: string;
    port: number;
  }): Promise<ListenerState> {
    const state = await this.#thread.ask('listen', address);
    if (state.state === 'listening') {
      // Another thread takes the same port.
      this.#address = { host: address.host, port: state.port! };
    }
    return state;
  }

  use(rules: AttributionRules): void {
    this.#settings = { ...this.#settings, rules };
    this.#running?.calls.tell('use', rules);
  }

  async ingest(body: Body, sender: Sender): Promise<Ingested> {
    return this.#thread.ask('ingest', { body, sender });
  }

  async retry(): Promise<void> {
    return this.#thread.ask('retry', undefined);
  }

  /** The threads share no turns: the system gives each its own. */
  giveWay(): () => void {
    return () => {};
  }

  async readState(): Promise<ReceiverState> {
    try {
      return await this.#thread.ask('readState', undefined);
    } catch (error) {
      return {
        listener: this.#address
          ? { state: 'failed', ...this.#address, message: error.message }
          : { state: 'off' },
        workers: { threads: 0, busy: 0, waiting: 0 },
      };
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#restartTimer);
    const running = this.#running;
    if (running) {
      const ended = new Promise(resolve =>
        running.worker.once('exit', resolve),
      );
      await running.calls.ask('stop', undefined);
      await ended;
    }
  }

  get #thread(): ThreadCalls<ThreadAnswers> {
    if (this.#restartTimer) {
      throw gone('is starting again');
    }
    this.#running ??= this.#run();
    return this.#running.calls;
  }

  #run(): Running {
    const { findSender, counts, onFlushed, onError } = this.#surroundings;
    const data: ThreadData = {
      database: this.#database,
      settings: this.#settings,
    };
    const worker = startThread(
      { file: receiverThreadFile, data },
      { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } },
    );
    const answers: ParentAnswers = {
      findSender,
      count: calls => countAgain(counts, calls),
      flushed: onFlushed,
      report: ({ message, detail }) => onError(message, detail),
    };
    const calls = new ThreadCalls<ThreadAnswers>(worker, answers);
    // Whoever serves pages keeps the process.
    worker.unref();
    let reason = 'ended';
    worker.on('error', (error: Error) => {
      reason = `ended: ${error.message}`;
    });
    worker.on('exit', () => {
      calls.end(gone(reason));
      this.#running = undefined;
      if (!this.#isStopped) {
        this.#restart(reason);
      }
    });
    return { worker, calls };
  }

  #restart(reason: string): void {
    this.#surroundings.onError(
      'The thread that takes telemetry is started again',
      new Error(`It ${reason}`),
    );
    const delayMs = this.#restartMs;
    this.#restartMs = Math.min(2 * delayMs, RESTART_MS.most);
    this.#restartTimer = setTimeout(() => {
      this.#restartTimer = undefined;
      this.#goOn().catch(() => {
        // The thread ended again, which starts it again.
      });
    }, delayMs);
    this.#restartTimer.unref();
  }

  /** What the thread before did. */
  async #goOn(): Promise<void> {
    if (this.#isStarted) {
      await this.start();
    }
    if (this.#address) {
      const { state, message } = await this.listen(this.#address);
      if (state !== 'listening') {
        const { host, port } = this.#address;
        this.#surroundings.onError(
          `Can't take OTLP on ${host}:${port} any more`,
          new Error(message),
        );
      }
    }
    this.#restartMs = RESTART_MS.first;
  }
}

function gone(reason: string): OtlpError {
  return new OtlpError(503, `The thread that takes telemetry ${reason}`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

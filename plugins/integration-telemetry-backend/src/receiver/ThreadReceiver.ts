import { ByteBudget } from '../ingest/ByteBudget';
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
import { KeptThread } from '../threads/KeptThread';
import { DatabaseSettings } from '../threads/sharedDatabase';
import { startThread } from '../threads/startThread';

/** How long a sender waits while there is no thread. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Bodies leave much behind that nobody needs a moment later. With Node's own 48
 * megabytes much of it is copied about first: the thread takes about a tenth less.
 */
const YOUNG_MB = 192;

/**
 * A receiver in a thread of its own, with connections of its own to the
 * database: pages don't wait for telemetry, nor telemetry for what pages and
 * health ask of the database. Should the thread end, another takes its place;
 * what was acknowledged is in the database.
 */
export class ThreadReceiver implements Receiver {
  readonly budget: ByteBudget;
  readonly #surroundings: ReceiverSurroundings;
  readonly #thread: KeptThread<ThreadAnswers>;
  #settings: ReceiverSettings;
  #address: { host: string; port: number } | undefined;
  #isStarted = false;

  constructor(options: {
    database: DatabaseSettings;
    settings: ReceiverSettings;
    surroundings: ReceiverSurroundings;
  }) {
    const { database, surroundings } = options;
    const { findSender, counts, onFlushed, onError } = surroundings;
    const answers: ParentAnswers = {
      findSender,
      count: calls => countAgain(counts, calls),
      flushed: onFlushed,
      report: ({ message, detail }) => onError(message, detail),
    };
    this.#surroundings = surroundings;
    this.#settings = options.settings;
    this.budget = new ByteBudget(options.settings.maxBytesInFlight);
    this.#thread = new KeptThread({
      start: () => {
        const data: ThreadData = {
          database,
          settings: this.#settings,
          sharedBudget: this.budget.shareWithNext(),
        };
        return startThread(
          { file: receiverThreadFile, data },
          { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } },
        );
      },
      answers,
      gone,
      onEnd: reason =>
        onError(
          'The thread that takes telemetry is started again',
          new Error(`It ${reason}`),
        ),
      goOn: () => this.#goOn(),
    });
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
    this.#thread.tell('use', rules);
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
    await this.#thread.stop();
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
  }
}

function gone(reason: string): OtlpError {
  return new OtlpError(503, `The thread that takes telemetry ${reason}`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

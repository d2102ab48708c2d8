import { Knex } from 'knex';
import { SenderGate } from '../SenderGate';
import { AttributionRules, Attributors } from '../ingest/Attributors';
import { ByteBudget, SharedBudget } from '../ingest/ByteBudget';
import { Ingested, IngestService } from '../ingest/IngestService';
import { OtlpHandler } from '../ingest/OtlpHandler';
import { ListenerState, OtlpListener } from '../ingest/OtlpListener';
import { ReadingWorkers } from '../ingest/ReadingWorkers';
import { Body } from '../ingest/readTelemetry';
import { Turns } from '../ingest/Turns';
import { Sender } from '../otlp/Sender';
import { Inbox } from '../series/Inbox';
import { InboxFlush } from '../series/InboxFlush';
import { KeyDictionary } from '../series/KeyDictionary';
import { KeyStore } from '../series/KeyStore';
import { SeriesStore } from '../series/SeriesStore';
import {
  Receiver,
  ReceiverSettings,
  ReceiverState,
  ReceiverSurroundings,
} from './Receiver';

/** A receiver in the thread that it is made in. */
export class LocalReceiver implements Receiver {
  readonly budget: ByteBudget;
  readonly #workers: ReadingWorkers;
  readonly #turns = new Turns();
  readonly #inbox: Inbox;
  readonly #flush: InboxFlush;
  readonly #ingest: IngestService;
  readonly #listener: OtlpListener;

  constructor(options: {
    knex: Knex;
    settings: ReceiverSettings;
    surroundings: ReceiverSurroundings;
    /** Where another thread has a door, too. */
    sharedBudget?: SharedBudget;
    now: () => number;
  }) {
    const { knex, settings, surroundings, now } = options;
    const { rules, maxBodyBytes } = settings;
    const { counts, onError } = surroundings;
    this.budget = new ByteBudget(
      settings.maxBytesInFlight,
      options.sharedBudget,
    );
    this.#workers = new ReadingWorkers({
      rules,
      size: settings.readingThreads,
    });
    this.#inbox = new Inbox({
      knex,
      now,
      isMoreComing: () => this.#turns.waiting > 0,
    });
    const keys = new KeyDictionary({ now });
    this.#flush = new InboxFlush({
      knex,
      store: new SeriesStore({
        knex,
        retention: settings.retention,
        limits: settings.cardinality,
      }),
      keys: new KeyStore({ knex, dictionary: keys }),
      giveWay: () => this.#turns.afterPeople(),
      now,
      onFlushed: flushed => {
        counts.flushed(flushed);
        surroundings.onFlushed();
      },
      onError,
    });
    this.#ingest = new IngestService({
      attributors: new Attributors(rules),
      workers: this.#workers,
      turns: this.#turns,
      inbox: this.#inbox,
      keys,
      onTaken: () => this.#flush.wake(),
      now,
      onError,
    });
    const gate = new SenderGate({
      find: token => surroundings.findSender(token),
      now,
    });
    this.#listener = new OtlpListener({
      handler: new OtlpHandler({
        ingest: this.#ingest,
        authorise: authorization => gate.authorise(authorization),
        meter: counts,
        maxBodyBytes,
        budget: this.budget,
        onError,
      }),
    });
  }

  async start(): Promise<void> {
    this.#flush.start();
  }

  listen({ host, port }: { host: string; port: number }) {
    return this.#listener.listen(host, port) as Promise<ListenerState>;
  }

  use(rules: AttributionRules): void {
    this.#ingest.use(rules);
  }

  ingest(body: Body, sender: Sender): Promise<Ingested> {
    return this.#ingest.ingest(body, sender);
  }

  retry(): Promise<void> {
    return this.#flush.retry();
  }

  giveWay(): () => void {
    return this.#turns.giveWay();
  }

  async readState(): Promise<ReceiverState> {
    return {
      listener: this.#listener.state,
      workers: this.#workers.load,
      lastReceivedMs: this.#ingest.lastReceivedMs,
    };
  }

  async stop(): Promise<void> {
    await this.#listener.close();
    await this.#inbox.idle();
    await this.#flush.stop();
    await this.#workers.stop();
  }
}

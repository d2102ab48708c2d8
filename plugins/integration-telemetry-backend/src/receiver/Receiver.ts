import { ByteBudget } from '../ingest/ByteBudget';
import { IngestMeter } from '../IngestMeter';
import { Ingested } from '../ingest/IngestService';
import { AttributionRules } from '../ingest/Attributors';
import { ListenerState } from '../ingest/OtlpListener';
import { Body } from '../ingest/readTelemetry';
import { Sender } from '../otlp/Sender';
import { Retention } from '../series/SeriesStore';

/** What a receiver goes by: plain data, so that it can go to a thread. */
export interface ReceiverSettings {
  rules: AttributionRules;
  retention: Retention;
  /** How many series are kept apart. */
  cardinality: { perIntegration: number; overall: number };
  /** Bound of a body, on the wire and unpacked. */
  maxBodyBytes: number;
  /** Bound of all bodies that are worked on at once. */
  maxBytesInFlight: number;
  /** How many threads read large bodies, at most. */
  readingThreads: number;
}

/** What a receiver counts. */
export type IngestCounts = Pick<
  IngestMeter,
  'accepted' | 'rejected' | 'refused' | 'duplicate' | 'flushed'
>;

/** What a receiver needs of others, and tells them. */
export interface ReceiverSurroundings {
  /**
   * Finds out whose a token is.
   *
   * @throws OtlpError where its owner may not send
   */
  findSender(token: string): Promise<Sender>;
  counts: IngestCounts;
  /** What was acknowledged can be read now. */
  onFlushed(): void;
  onError(message: string, error: unknown): void;
}

/** How a receiver is doing. */
export interface ReceiverState {
  listener: ListenerState;
  /** Threads that read large bodies, those that have something to do, and bodies that wait for one. */
  workers: { threads: number; busy: number; waiting: number };
  /** When it last took something. */
  lastReceivedMs?: number;
}

/** Takes telemetry, makes it durable and merges it into the series. */
export interface Receiver {
  /** Bounds the bodies that are worked on at once, whichever door they came by. */
  readonly budget: ByteBudget;

  /** Merges from now on, beginning with what the last process left. */
  start(): Promise<void>;

  /** Serves OTLP on a port of its own; where that can't be, the state says why. */
  listen(address: { host: string; port: number }): Promise<ListenerState>;

  /** Goes by other integrations from now on. */
  use(rules: AttributionRules): void;

  /**
   * Takes a body that came by another door.
   *
   * @throws OtlpError
   */
  ingest(body: Body, sender: Sender): Promise<Ingested>;

  /** Tries again what was set aside. */
  retry(): Promise<void>;

  /**
   * A person waits for an answer of this process.
   *
   * @returns to be called once the person has it
   */
  giveWay(): () => void;

  readState(): Promise<ReceiverState>;

  /** Finishes what was begun, and lets go of what would keep the process. */
  stop(): Promise<void>;
}

import { createHash } from 'crypto';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { claimedBytes } from '../otlp/unpack';
import { Inbox } from '../series/Inbox';
import { KeyDictionary } from '../series/KeyDictionary';
import { AttributionRules, Attributors } from './Attributors';
import { ReadingWorkers } from './ReadingWorkers';
import { Body, Reading, readTelemetry } from './readTelemetry';
import { Turns } from './Turns';

/** Larger bodies are read in a thread of their own: pages never wait for them. */
const MAX_READ_HERE_BYTES = 1024 * 1024;

/** How long a sender waits after trouble with the database. */
const RETRY_AFTER_SECONDS = 5;

/** What became of a body. */
export interface Ingested {
  accepted: number;
  rejected: number;
  reason?: string;
  /** It was taken before, and is not counted again. */
  isRepeat: boolean;
}

/** Takes OTLP bodies and answers once what they hold is durable. */
export class IngestService {
  readonly #attributors: Attributors;
  readonly #workers: ReadingWorkers;
  readonly #turns: Turns;
  readonly #inbox: Inbox;
  readonly #keys: KeyDictionary;
  readonly #onTaken: () => void;
  readonly #now: () => number;
  #lastReceivedMs: number | undefined;
  readonly #onError: (message: string, error: unknown) => void;

  constructor(options: {
    attributors: Attributors;
    workers: ReadingWorkers;
    turns: Turns;
    inbox: Inbox;
    keys: KeyDictionary;
    /** Called after each body that brought something. */
    onTaken: () => void;
    now: () => number;
    onError: (message: string, error: unknown) => void;
  }) {
    this.#attributors = options.attributors;
    this.#workers = options.workers;
    this.#turns = options.turns;
    this.#inbox = options.inbox;
    this.#keys = options.keys;
    this.#onTaken = options.onTaken;
    this.#now = options.now;
    this.#onError = options.onError;
  }

  /** When this process last took something. */
  get lastReceivedMs(): number | undefined {
    return this.#lastReceivedMs;
  }

  /** Goes by other integrations from now on. */
  use(rules: AttributionRules): void {
    this.#attributors.use(rules);
    this.#workers.use(rules);
  }

  /**
   * Takes a body. What was sent before, byte for byte, is answered as it was
   * then, and not counted again.
   *
   * @throws OtlpError with status 400 where it can't be decoded, 413 where it
   *   unpacks to too much, and 503 where it could not be written and should be
   *   sent again
   */
  async ingest(body: Body, sender: Sender): Promise<Ingested> {
    await this.#turns.next();
    // Before reading: a thread takes the bytes away.
    const digest = digestOf(body, sender);
    const { payload, ...reading } = await this.#read(body, sender);
    if (payload.length === 0) {
      return { ...reading, isRepeat: false };
    }
    let isNew: boolean;
    try {
      isNew = await this.#inbox.add({ digest, payload });
    } catch (error) {
      this.#onError(
        'Telemetry could not be written, its sender is asked to send it again',
        error,
      );
      throw new OtlpError(503, 'The telemetry could not be written', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    this.#lastReceivedMs = this.#now();
    if (isNew) {
      this.#onTaken();
    }
    return { ...reading, isRepeat: !isNew };
  }

  async #read(body: Body, sender: Sender): Promise<Reading> {
    const isLarge =
      body.wire.length > MAX_READ_HERE_BYTES ||
      claimedBytes(body.wire, body.contentEncoding) > MAX_READ_HERE_BYTES;
    if (isLarge) {
      return this.#workers.read(body, sender);
    }
    const maxBytes = Math.min(body.maxBytes, MAX_READ_HERE_BYTES);
    try {
      const attributor = this.#attributors.of(sender);
      return readTelemetry({ ...body, maxBytes }, attributor, this.#keys);
    } catch (error) {
      // It claimed to be smaller than it is.
      const isLarger = error instanceof OtlpError && error.httpStatus === 413;
      if (isLarger && maxBytes < body.maxBytes) {
        return this.#workers.read(body, sender);
      }
      throw error;
    }
  }
}

/** Over the bytes as sent: unpacking first would cost eight times as much. */
function digestOf({ wire, signal }: Body, sender: Sender): Buffer {
  return createHash('sha256')
    .update(`${signal}\n${sender.subject}\n`)
    .update(wire)
    .digest()
    .subarray(0, 16);
}

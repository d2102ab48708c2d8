import { gzipSync } from 'zlib';
import { AttributionIndex } from '../../attribution/AttributionIndex';
import { Attributor } from '../../attribution/Attributor';
import { Body, Reading, readTelemetry } from '../../ingest/readTelemetry';
import { OtlpError } from '../../otlp/OtlpError';
import { addEncoded } from '../../series/batchCodec';
import { KeyDictionary } from '../../series/KeyDictionary';
import { SeriesBatch } from '../../series/SeriesBatch';
import { toProtobuf } from '../otlpProto';
import { Seeded } from '../seeded';
import { CorpusBody, readCorpus, requestTypes } from './corpus';
import { describeBatch } from './describeBatch';
import { findUnstorable } from './findUnstorable';
import { mutateAttributes } from './mutateAttributes';
import { damageGzip, mutateBytes } from './mutateBytes';
import { mutateJson } from './mutateJson';
import { mutateProtobuf } from './mutateProtobuf';
import { readSpanBySpan, SpansRead } from './readSpanBySpan';

/** Small, so that many bodies reach it. */
const MAX_BODY_BYTES = 1_000_000;
/** A thousand times what the slowest takes: only what hangs takes longer. */
const SLOWEST_MS = 5_000;

const rules = {
  index: new AttributionIndex([
    {
      ref: 'integration:default/prices',
      matchers: [
        {
          conditions: [
            { attribute: 'server.address', equals: 'prices.example.com' },
          ],
          version: { attribute: 'url.full', pattern: '/v(\\d+)/' },
        },
        { conditions: [{ attribute: 'url.full', prefix: 'http://127.0.0.1' }] },
      ],
    },
    {
      ref: 'integration:default/orders',
      matchers: [
        {
          conditions: [
            { attribute: 'messaging.destination.name', in: ['orders.v1'] },
          ],
        },
      ],
    },
  ]),
  defaultEnvironment: 'production',
};

/** What is wrong with how a body was taken. */
export class FuzzFailure extends Error {
  readonly body: Body;

  constructor(body: Body, what: string, cause?: unknown) {
    super(what, { cause });
    this.name = 'FuzzFailure';
    this.body = body;
  }
}

/** Makes bodies that no sender would send, and has them read. */
export class Fuzzer {
  readonly #random: Seeded;
  readonly #corpus = readCorpus();
  readonly #bytes = this.#corpus.map(({ bytes }) => bytes);
  readonly #keys = new KeyDictionary({ now: Date.now });
  readonly #attributor = new Attributor(rules);
  /** How many bodies were refused as a whole, by status. */
  readonly refused = new Map<number, number>();
  /** How many items were taken, and how many not. */
  accepted = 0;
  rejected = 0;
  slowestMs = 0;
  /** How many bodies were taken of which a part that nobody needs is damaged. */
  lenient = 0;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
  }

  /** The next body. */
  next(): Body {
    const random = this.#random;
    const source = random.pick(this.#corpus);
    const { signal, encoding, bytes } = this.#mutate(source);
    const common = { signal, encoding, maxBytes: MAX_BODY_BYTES };
    if (random.happens(0.04)) {
      return {
        ...common,
        contentEncoding: 'gzip',
        wire: random.happens(0.5)
          ? gzipSync(bytes, { level: 1 })
          : damageGzip(bytes, random),
      };
    }
    return { ...common, contentEncoding: 'identity', wire: bytes };
  }

  /**
   * Has a body read as a request's.
   *
   * @throws FuzzFailure where it is taken wrongly
   */
  check(body: Body): void {
    const startedAt = performance.now();
    const reading = this.#read(body);
    const durationMs = performance.now() - startedAt;
    this.slowestMs = Math.max(this.slowestMs, durationMs);
    if (durationMs > SLOWEST_MS) {
      throw new FuzzFailure(body, `It took ${Math.round(durationMs)} ms`);
    }
    if (reading instanceof OtlpError) {
      const { httpStatus } = reading;
      if (httpStatus !== 400 && httpStatus !== 413) {
        throw new FuzzFailure(body, `It is answered with ${httpStatus}`);
      }
      this.refused.set(httpStatus, (this.refused.get(httpStatus) ?? 0) + 1);
    } else {
      this.accepted += reading.accepted;
      this.rejected += reading.rejected;
      this.#checkReading(body, reading);
    }
    if (body.signal === 'traces' && body.encoding === 'protobuf') {
      this.#compare(body, reading);
    }
  }

  #read(body: Body): Reading | OtlpError {
    try {
      return readTelemetry(body, this.#attributor);
    } catch (error) {
      if (error instanceof OtlpError) {
        return error;
      }
      throw new FuzzFailure(body, `It makes reading fail: ${error}`, error);
    }
  }

  #checkReading(body: Body, { accepted, rejected, payload }: Reading): void {
    if (!(accepted >= 0 && rejected >= 0)) {
      throw new FuzzFailure(body, `${accepted} accepted, ${rejected} rejected`);
    }
    const unstorable = findUnstorable(this.#decode(body, payload));
    if (unstorable) {
      throw new FuzzFailure(body, `It can't be stored: ${unstorable}`);
    }
  }

  #decode(body: Body, payload: Buffer): SeriesBatch {
    const batch = new SeriesBatch();
    if (payload.length > 0) {
      try {
        addEncoded(payload, batch, this.#keys);
      } catch (error) {
        throw new FuzzFailure(body, `It can't be merged: ${error}`, error);
      }
    }
    return batch;
  }

  #compare(body: Body, reading: Reading | OtlpError): void {
    const expected = readSpanBySpan(body, new Attributor(rules));
    if (expected instanceof OtlpError || reading instanceof OtlpError) {
      const statuses = [expected, reading].map(result =>
        result instanceof OtlpError ? result.httpStatus : 200,
      );
      if (statuses[0] === 400 && statuses[1] === 200) {
        // Who reads faster steps over what it does not need.
        this.lenient += 1;
      } else if (statuses[0] !== statuses[1]) {
        const [right, wrong] = statuses;
        throw new FuzzFailure(body, `It is answered ${wrong}, not ${right}`);
      }
      return;
    }
    const batch = this.#decode(body, reading.payload);
    const describe = (read: SpansRead) =>
      `${read.accepted} accepted, ${read.rejected} rejected: ${describeBatch(read.batch)}`;
    const actual = describe({ ...reading, batch });
    if (actual !== describe(expected)) {
      throw new FuzzFailure(
        body,
        `It is read differently span by span.\nExpected: ${describe(expected)}\nActual:   ${actual}`,
      );
    }
    for (const flow of batch.declaredFlows.keys()) {
      if (!expected.batch.declaredFlows.has(flow)) {
        throw new FuzzFailure(body, `The flow ${flow} is not declared`);
      }
    }
  }

  #mutate(source: CorpusBody): CorpusBody {
    const random = this.#random;
    const { signal } = source;
    if (source.message && random.happens(0.4)) {
      const message = mutateAttributes(source.message, random);
      const isJson = random.happens(0.3);
      return {
        signal,
        encoding: isJson ? 'json' : 'protobuf',
        bytes: isJson
          ? Buffer.from(JSON.stringify(message))
          : toProtobuf(requestTypes[signal], message),
      };
    }
    if (random.happens(0.3)) {
      return {
        ...source,
        // Who says the wrong encoding, or sends to the wrong place, is one of them.
        signal: random.happens(0.1) ? random.pick(this.#corpus).signal : signal,
        bytes: mutateBytes(source.bytes, random, this.#bytes),
      };
    }
    const mutate = source.encoding === 'json' ? mutateJson : mutateProtobuf;
    return { ...source, bytes: mutate(source.bytes, random) };
  }
}

import {
  HAS_DEPRECATION,
  HAS_FLOW,
  HAS_SUNSET,
  marksOf,
  measures,
  OLDEST_VERSION,
  outcomes,
  reasons,
  sides,
  SPELT_OUT,
  VERSION,
  VERSION_WITH_DIGESTS,
  VERSION_WITH_NOTICES,
  VERSION_WITH_QUEUES,
  VERSION_WITH_RECORDS,
} from './batchForm';
import { ByteReader } from './bytes';
import { CallTotals } from './CallTotals';
import { readHistogram } from './histogramCodec';
import { DIGEST_BYTES, KeyDictionary, KnownKey } from './KeyDictionary';
import { ParcelError, UnknownKeysError } from './parcelErrors';
import { addHour, addSource, RecordCounterKey } from './RecordCounts';
import { ObservedEnd, ObservedFlow, SeriesBatch } from './SeriesBatch';

/** Reads what a BatchWriter of this version, or of one before, wrote. */
export class BatchReader {
  readonly #bytes: Uint8Array;
  readonly #keys: KeyDictionary;
  readonly #namedKeys: KnownKey[] = [];
  readonly #namesKeys: boolean;
  readonly #tellsOfQueues: boolean;
  readonly #tellsOfRecords: boolean;
  readonly #tellsOfNotices: boolean;
  readonly #body: ByteReader;
  readonly #texts: string[] = [];

  /** @throws UnknownKeysError where it names keys that the dictionary does not know */
  constructor(bytes: Uint8Array, keys: KeyDictionary) {
    this.#bytes = bytes;
    this.#keys = keys;
    this.#body = new ByteReader(bytes);
    const version = this.#body.varint();
    if (version < OLDEST_VERSION || version > VERSION) {
      throw new ParcelError(
        `This telemetry was put aside by another version of Tieline (${version}); let that version finish it`,
      );
    }
    this.#times(() => this.#texts.push(this.#body.text()));
    this.#namesKeys = version >= VERSION_WITH_DIGESTS;
    this.#tellsOfQueues = version >= VERSION_WITH_QUEUES;
    this.#tellsOfRecords = version >= VERSION_WITH_RECORDS;
    this.#tellsOfNotices = version >= VERSION_WITH_NOTICES;
    if (this.#namesKeys) {
      this.#readNamedKeys();
    }
  }

  #readNamedKeys(): void {
    const unknown: Buffer[] = [];
    this.#times(() => {
      const [start, end] = this.#body.raw(DIGEST_BYTES);
      const digest = this.#bytes.subarray(start, end);
      const known = this.#keys.find(digest);
      if (known) {
        this.#namedKeys.push(known);
      } else {
        unknown.push(Buffer.from(digest));
      }
    });
    if (unknown.length > 0) {
      throw new UnknownKeysError(unknown);
    }
  }

  addTo(batch: SeriesBatch): void {
    const body = this.#body;
    for (let left = body.varint(); left > 0; left -= 1) {
      const known = this.#key();
      const marks = marksOf(body.varint());
      const first = body.double();
      const last = body.double();
      const series = batch.seriesOf(known.key, marks, last, known.text, known);
      series.firstSeenMs = Math.min(series.firstSeenMs, first);
      this.#points(series.minutes);
      this.#points(series.hours);
    }
    this.#times(() => {
      const flow = this.#flow();
      batch.addFlow(flow, body.double(), body.double());
    });
    this.#times(() => batch.addDeclaredFlow(this.#text(), body.double()));
    this.#times(() => {
      const service = {
        name: this.#text(),
        namespace: this.#text(),
        environment: this.#text(),
      };
      batch.addService(service, body.double(), body.double());
    });
    this.#times(() => {
      const key = this.#text();
      const startMs = body.double();
      const timeMs = body.double();
      const totals = new CallTotals();
      this.#addTotals(totals);
      const { key: series } = this.#key();
      const flags = body.varint();
      batch.cumulative.push({
        key,
        startMs,
        timeMs,
        totals,
        series,
        marks: marksOf(flags),
        flow: flags & HAS_FLOW ? this.#flow() : undefined,
      });
    });
    this.#times(() =>
      batch.addLogs({
        subject: this.#text(),
        environment: this.#text(),
        day: body.varint(),
        count: body.varint(),
        withTrace: body.varint(),
        lastWithTraceMs: body.double() || undefined,
      }),
    );
    if (this.#tellsOfQueues) {
      this.#times(() => this.#addQueueTo(batch));
      this.#times(() => this.#addExemplarTo(batch));
    }
    if (this.#tellsOfRecords) {
      this.#times(() => this.#addRecordsTo(batch));
      this.#times(() => {
        batch.cumulativeRecords.push({
          key: this.#text(),
          startMs: body.double(),
          timeMs: body.double(),
          records: body.count(),
          counter: this.#counter(),
          source: this.#text(),
          unit: this.#text(),
        });
      });
    }
    if (this.#tellsOfNotices) {
      this.#times(() => this.#addNoticeTo(batch));
    }
  }

  #addNoticeTo(batch: SeriesBatch): void {
    const body = this.#body;
    const place = {
      subject: this.#text(),
      environment: this.#text(),
      side: sides[body.varint()],
      operation: this.#text(),
      address: this.#text(),
      version: this.#text(),
      consumer: this.#text(),
    };
    const says = body.varint();
    batch.addNotice({
      ...place,
      ...(says & HAS_DEPRECATION && { deprecatedMs: body.double() }),
      ...(says & HAS_SUNSET && { sunsetMs: body.double() }),
      url: this.#text(),
      saidSinceMs: body.double(),
      firstSeenMs: body.double(),
      lastSeenMs: body.double(),
    });
  }

  #addRecordsTo(batch: SeriesBatch): void {
    const body = this.#body;
    const key = this.#counter();
    const unit = this.#text();
    const range = { startMs: body.double(), endMs: body.double() };
    const counted = batch.recordsOf(key, unit, range);
    this.#times(() => addSource(counted, this.#text()));
    this.#times(() =>
      addHour(counted, body.varint(), {
        records: body.count(),
        joinsNext: body.varint() === 1,
      }),
    );
  }

  #counter(): RecordCounterKey {
    return {
      subject: this.#text(),
      environment: this.#text(),
      flow: this.#text(),
      outcome: outcomes[this.#body.varint()],
    };
  }

  #addExemplarTo(batch: SeriesBatch): void {
    batch.addExemplar({
      subject: this.#text(),
      environment: this.#text(),
      reason: reasons[this.#body.varint()],
      traceId: this.#hexadecimal(16),
      spanId: this.#hexadecimal(8),
      atMs: this.#body.double(),
      durationMs: this.#body.double(),
      operation: this.#text(),
      consumer: this.#text(),
      failure: this.#text(),
    });
  }

  #hexadecimal(length: number): string {
    const [start, end] = this.#body.raw(length);
    return Buffer.from(this.#bytes.subarray(start, end)).toString('hex');
  }

  #addQueueTo(batch: SeriesBatch): void {
    const key = {
      environment: this.#text(),
      queue: this.#text(),
      consumerGroup: this.#text(),
      measure: measures[this.#body.varint()],
    };
    this.#times(() =>
      batch.addQueueLevel(key, this.#body.double(), this.#body.double()),
    );
  }

  #times(read: () => void): void {
    for (let left = this.#body.varint(); left > 0; left -= 1) {
      read();
    }
  }

  #text(): string {
    return this.#texts[this.#body.varint()];
  }

  #key(): KnownKey {
    const place = this.#namesKeys ? this.#body.varint() : SPELT_OUT;
    if (place !== SPELT_OUT) {
      return this.#namedKeys[place - 1];
    }
    const [start, end] = this.#body.block();
    return this.#keys.read(this.#bytes.subarray(start, end));
  }

  #points(into: Map<number, CallTotals>): void {
    for (let left = this.#body.varint(); left > 0; left -= 1) {
      const start = this.#body.varint();
      let totals = into.get(start);
      if (!totals) {
        totals = new CallTotals();
        into.set(start, totals);
      }
      this.#addTotals(totals);
    }
  }

  #addTotals(totals: CallTotals): void {
    const body = this.#body;
    totals.count += body.count();
    totals.errors += body.count();
    totals.countingRejections += body.count();
    totals.otherRejections += body.count();
    totals.sumMs += body.double();
    readHistogram(body, totals.histogram);
    for (let left = body.varint(); left > 0; left -= 1) {
      totals.addFailure(this.#text(), body.count());
    }
  }

  #end(): ObservedEnd {
    return {
      name: this.#text(),
      service: this.#text() || undefined,
      namespace: this.#text() || undefined,
      address: this.#text() || undefined,
    };
  }

  #flow(): ObservedFlow {
    return {
      id: this.#text(),
      environment: this.#text(),
      side: sides[this.#body.varint()],
      source: this.#end(),
      target: this.#end(),
      protocol: this.#text(),
      destination: this.#text(),
    };
  }
}

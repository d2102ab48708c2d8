import { ByteReader, ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';
import { readHistogram, writeHistogram } from './histogramCodec';
import {
  CallSide,
  ObservedEnd,
  ObservedFlow,
  SeriesBatch,
  SeriesKey,
  SeriesMarks,
} from './SeriesBatch';
import {
  DIGEST_BYTES,
  InboxKey,
  KeyDictionary,
  KnownKey,
} from './KeyDictionary';
import { encodeSeriesKey } from './seriesKeyCodec';
import { ExemplarReason } from './Exemplar';
import { QueueMeasure } from './QueueLevels';
import {
  addHour,
  addSource,
  RecordCounterKey,
  RecordOutcome,
} from './RecordCounts';

/** Stands first; what a version that is not known wrote is refused. */
const VERSION = 5;

/** What spelt all keys out is read too. */
const OLDEST_VERSION = 1;

/** The first version that may name keys by their digest. */
const VERSION_WITH_DIGESTS = 3;

/** The first version that tells of queues and exemplars. */
const VERSION_WITH_QUEUES = 4;

/** The first version that tells of records. */
const VERSION_WITH_RECORDS = 5;

/** A reader has to know all that are named at once; further ones are spelt out. */
const MAX_NAMED = 10_000;

/** Stands where a key follows instead of being named. */
const SPELT_OUT = 0;

const sides: CallSide[] = ['caller', 'callee'];

// Never in another order: the inbox holds their places.
const reasons: ExemplarReason[] = ['failed', 'slow', 'seen'];
const measures: QueueMeasure[] = ['ready', 'unacknowledged', 'lag', 'age'];
const outcomes: RecordOutcome[] = [
  'sent',
  'received',
  'rejected',
  'deduplicated',
];

const SAMPLING_UNKNOWN = 1;
const ENVIRONMENT_ASSUMED = 2;
const HAS_FLOW = 4;

/** Bytes of the inbox that this version can't read. */
export class ParcelError extends Error {}

/** Bytes of the inbox that name keys which have to be loaded first. */
export class UnknownKeysError extends ParcelError {
  constructor(readonly digests: readonly Buffer[]) {
    super(`It names ${digests.length} series that are not known`);
  }
}

/** Gives each text a number, so that it is written once. */
class Texts {
  readonly #numbers = new Map<string, number>();
  readonly all: string[] = [];

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.all.length;
      this.#numbers.set(text, number);
      this.all.push(text);
    }
    return number;
  }
}

// What is encoded is copied out of them before anybody else can write.
const sharedHead = new ByteWriter();
const sharedBody = new ByteWriter();

class BatchWriter {
  readonly #texts = new Texts();
  readonly #digests: Buffer[] = [];
  readonly #body = sharedBody;
  readonly #keys: KeyDictionary | undefined;
  readonly #namedSinceMs: number;

  constructor(keys: KeyDictionary | undefined) {
    this.#keys = keys;
    this.#namedSinceMs = keys?.namedSinceMs ?? Infinity;
  }

  write(batch: SeriesBatch): Buffer {
    this.#body.clear();
    this.#list(batch.series.size, batch.series.values(), series => {
      this.#key(series.key, series.inboxKey);
      this.#body.varint(marksByte(series.marks));
      this.#body.double(series.firstSeenMs);
      this.#body.double(series.lastSeenMs);
      this.#points(series.minutes);
      this.#points(series.hours);
    });
    this.#list(batch.flows.size, batch.flows.values(), flow => {
      this.#flow(flow);
      this.#body.double(flow.firstSeenMs);
      this.#body.double(flow.lastSeenMs);
    });
    this.#list(batch.declaredFlows.size, batch.declaredFlows, ([id, atMs]) => {
      this.#text(id);
      this.#body.double(atMs);
    });
    this.#list(batch.services.size, batch.services.values(), service => {
      this.#text(service.name);
      this.#text(service.namespace);
      this.#text(service.environment);
      this.#body.double(service.firstSeenMs);
      this.#body.double(service.lastSeenMs);
    });
    this.#list(batch.cumulative.length, batch.cumulative, value => {
      this.#text(value.key);
      this.#body.double(value.startMs);
      this.#body.double(value.timeMs);
      this.#totals(value.totals);
      this.#key(value.series);
      this.#body.varint(marksByte(value.marks) + (value.flow ? HAS_FLOW : 0));
      if (value.flow) {
        this.#flow(value.flow);
      }
    });
    this.#list(batch.logs.size, batch.logs.values(), log => {
      this.#text(log.subject);
      this.#text(log.environment);
      this.#body.varint(log.day);
      this.#body.varint(log.count);
      this.#body.varint(log.withTrace);
      this.#body.double(log.lastWithTraceMs ?? 0);
    });
    this.#list(batch.queues.size, batch.queues.values(), queue => {
      const { environment, queue: name, consumerGroup, measure } = queue.key;
      this.#text(environment);
      this.#text(name);
      this.#text(consumerGroup);
      this.#body.varint(measures.indexOf(measure));
      this.#list(queue.minutes.size, queue.minutes.values(), level => {
        this.#body.double(level.atMs);
        this.#body.double(level.value);
      });
    });
    this.#list(batch.exemplars.size, batch.exemplars.values(), exemplar => {
      this.#text(exemplar.subject);
      this.#text(exemplar.environment);
      this.#body.varint(reasons.indexOf(exemplar.reason));
      this.#body.raw(Buffer.from(exemplar.traceId, 'hex'));
      this.#body.raw(Buffer.from(exemplar.spanId, 'hex'));
      this.#body.double(exemplar.atMs);
      this.#body.double(exemplar.durationMs);
      this.#text(exemplar.operation);
      this.#text(exemplar.consumer);
      this.#text(exemplar.failure);
    });
    this.#list(batch.records.size, batch.records.values(), counted => {
      const { key, sources, hours } = counted;
      this.#counter(key);
      this.#text(counted.unit);
      this.#body.double(counted.firstSeenMs);
      this.#body.double(counted.lastSeenMs);
      this.#list(sources.size, sources, source => this.#text(source));
      this.#list(hours.size, hours, ([startMinute, hour]) => {
        this.#body.varint(startMinute);
        this.#body.count(hour.records);
        this.#body.varint(hour.joinsNext ? 1 : 0);
      });
    });
    const { cumulativeRecords } = batch;
    this.#list(cumulativeRecords.length, cumulativeRecords, value => {
      this.#text(value.key);
      this.#body.double(value.startMs);
      this.#body.double(value.timeMs);
      this.#body.count(value.records);
      this.#counter(value.counter);
      this.#text(value.source);
      this.#text(value.unit);
    });

    const head = sharedHead;
    head.clear();
    head.varint(VERSION);
    head.varint(this.#texts.all.length);
    this.#texts.all.forEach(text => head.text(text));
    head.varint(this.#digests.length);
    this.#digests.forEach(digest => head.raw(digest));
    return Buffer.concat([head.bytes, this.#body.bytes]);
  }

  #list<Item>(
    length: number,
    items: Iterable<Item>,
    write: (item: Item) => void,
  ): void {
    this.#body.varint(length);
    for (const item of items) {
      write(item);
    }
  }

  #text(text: string): void {
    this.#body.varint(this.#texts.numberOf(text));
  }

  /** The place of its digest in the list, counted from one, else nothing and the key itself. */
  #key(
    key: SeriesKey,
    inboxKey: InboxKey = { bytes: encodeSeriesKey(key) },
  ): void {
    const known = this.#keys?.knownOf(inboxKey);
    const isNamed =
      known &&
      known.storedMs > this.#namedSinceMs &&
      this.#digests.length < MAX_NAMED;
    if (isNamed) {
      this.#body.varint(this.#digests.push(known.digest));
    } else {
      this.#body.varint(SPELT_OUT);
      this.#body.block(inboxKey.bytes);
    }
  }

  #counter({ subject, environment, flow, outcome }: RecordCounterKey): void {
    this.#text(subject);
    this.#text(environment);
    this.#text(flow);
    this.#body.varint(outcomes.indexOf(outcome));
  }

  #points(points: Map<number, CallTotals>): void {
    this.#body.varint(points.size);
    points.forEach((totals, start) => {
      this.#body.varint(start);
      this.#totals(totals);
    });
  }

  #totals(totals: CallTotals): void {
    const body = this.#body;
    body.count(totals.count);
    body.count(totals.errors);
    body.count(totals.countingRejections);
    body.count(totals.otherRejections);
    body.double(totals.sumMs);
    writeHistogram(body, totals.histogram);
    body.varint(totals.failures.size);
    totals.failures.forEach((count, failure) => {
      this.#text(failure);
      body.count(count);
    });
  }

  #end(end: ObservedEnd): void {
    this.#text(end.name);
    this.#text(end.service ?? '');
    this.#text(end.namespace ?? '');
    this.#text(end.address ?? '');
  }

  #flow(flow: ObservedFlow): void {
    this.#text(flow.id);
    this.#text(flow.environment);
    this.#body.varint(sides.indexOf(flow.side));
    this.#end(flow.source);
    this.#end(flow.target);
    this.#text(flow.protocol);
    this.#text(flow.destination);
  }
}

const allMarks: readonly SeriesMarks[] = [0, 1, 2, 3].map(flags =>
  Object.freeze({
    samplingUnknown: (flags & SAMPLING_UNKNOWN) !== 0,
    environmentAssumed: (flags & ENVIRONMENT_ASSUMED) !== 0,
  }),
);

const marksOf = (flags: number): SeriesMarks =>
  allMarks[flags & (SAMPLING_UNKNOWN | ENVIRONMENT_ASSUMED)];

class BatchReader {
  readonly #bytes: Uint8Array;
  readonly #keys: KeyDictionary;
  readonly #namedKeys: KnownKey[] = [];
  readonly #namesKeys: boolean;
  readonly #tellsOfQueues: boolean;
  readonly #tellsOfRecords: boolean;
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

function marksByte(marks: SeriesMarks): number {
  return (
    (marks.samplingUnknown ? SAMPLING_UNKNOWN : 0) +
    (marks.environmentAssumed ? ENVIRONMENT_ASSUMED : 0)
  );
}

/**
 * A batch in few bytes, as it lies in the inbox: each text once, counts in
 * variable length. It holds nothing that the series would not hold.
 *
 * @param keys - tells which keys need not be spelt out
 */
export function encodeBatch(batch: SeriesBatch, keys?: KeyDictionary): Buffer {
  return new BatchWriter(keys).write(batch);
}

/**
 * Adds what {@link encodeBatch} wrote to a batch.
 *
 * @param keys - learns what is spelt out
 * @throws UnknownKeysError where it names keys that are not known; nothing was
 *   added then. ParcelError where another version wrote it, RangeError where it
 *   is cut off.
 */
export function addEncoded(
  bytes: Uint8Array,
  batch: SeriesBatch,
  keys: KeyDictionary,
): void {
  new BatchReader(bytes, keys).addTo(batch);
}

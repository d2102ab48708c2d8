import {
  HAS_DEPRECATION,
  HAS_FLOW,
  HAS_SUNSET,
  marksByte,
  MAX_NAMED,
  measures,
  outcomes,
  reasons,
  sides,
  SPELT_OUT,
  VERSION,
} from './batchForm';
import { ByteWriter } from './bytes';
import { CallTotals } from './CallTotals';
import { writeHistogram } from './histogramCodec';
import { InboxKey, KeyDictionary } from './KeyDictionary';
import { RecordCounterKey } from './RecordCounts';
import {
  ObservedEnd,
  ObservedFlow,
  SeriesBatch,
  SeriesKey,
} from './SeriesBatch';
import { encodeSeriesKey } from './seriesKeyCodec';

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

/** Writes a batch as the inbox keeps it. */
export class BatchWriter {
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
    this.#list(batch.notices.size, batch.notices.values(), notice => {
      const { deprecatedMs, sunsetMs } = notice;
      this.#text(notice.subject);
      this.#text(notice.environment);
      this.#body.varint(sides.indexOf(notice.side));
      this.#text(notice.operation);
      this.#text(notice.address);
      this.#text(notice.version);
      this.#text(notice.consumer);
      this.#body.varint(
        (deprecatedMs === undefined ? 0 : HAS_DEPRECATION) +
          (sunsetMs === undefined ? 0 : HAS_SUNSET),
      );
      [deprecatedMs, sunsetMs].forEach(ms => {
        if (ms !== undefined) {
          this.#body.double(ms);
        }
      });
      this.#text(notice.url);
      this.#body.double(notice.saidSinceMs);
      this.#body.double(notice.firstSeenMs);
      this.#body.double(notice.lastSeenMs);
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

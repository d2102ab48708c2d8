import fc from 'fast-check';
import { addEncoded, encodeBatch } from './batchCodec';
import { ParcelError } from './parcelErrors';
import { CallTotals } from './CallTotals';
import { CallKind, SeriesBatch, SeriesKey } from './SeriesBatch';
import { KeyDictionary } from './KeyDictionary';
import { EndingNotice } from './EndingNotice';
import { Exemplar } from './Exemplar';
import { QueueMeasure } from './QueueLevels';
import { RecordOutcome } from './RecordCounts';
import { encodeSeriesKey } from './seriesKeyCodec';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const count = fc.oneof(
  fc.nat(5_000),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constantFrom(2 ** 50, 2 ** 53),
);
const moment = fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 });

const key: fc.Arbitrary<SeriesKey> = fc.record({
  subject: text,
  environment: text,
  source: fc.constantFrom('metrics', 'spans'),
  side: fc.constantFrom('caller', 'callee'),
  kind: fc.constantFrom<CallKind>('call', 'serve', 'publish', 'process'),
  operation: text,
  consumer: text,
  version: text,
});
const marks = fc.record({
  samplingUnknown: fc.boolean(),
  environmentAssumed: fc.boolean(),
});
const totals = fc
  .record({
    count,
    errors: count,
    countingRejections: count,
    otherRejections: count,
    sumMs: count,
    durations: fc.array(
      fc.tuple(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.nat(90)),
    ),
    failures: fc.dictionary(text, count, { maxKeys: 4 }),
  })
  .map(({ durations, failures, ...counts }) => {
    const made = Object.assign(new CallTotals(), counts);
    durations.forEach(([value, times]) => made.histogram.add(value, times));
    Object.entries(failures).forEach(([failure, times]) =>
      made.addFailure(failure, times),
    );
    return made;
  });
const end = fc.record({
  name: text,
  service: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  namespace: fc.constant(undefined),
  address: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
});
const flow = fc.record({
  id: text,
  environment: text,
  side: fc.constantFrom('caller' as const, 'callee' as const),
  source: end,
  target: end,
  protocol: text,
  destination: text,
});
const counter = fc.record({
  subject: text,
  environment: text,
  flow: text,
  outcome: fc.constantFrom<RecordOutcome>(
    'sent',
    'received',
    'rejected',
    'deduplicated',
  ),
});

const batch = fc
  .record({
    series: fc.array(fc.tuple(key, marks, moment, totals), { maxLength: 6 }),
    flows: fc.array(fc.tuple(flow, moment), { maxLength: 3 }),
    declared: fc.array(fc.tuple(text, moment), { maxLength: 3 }),
    services: fc.array(fc.tuple(text, text, text, moment), { maxLength: 3 }),
    cumulative: fc.array(
      fc.record({
        key: text,
        startMs: moment,
        timeMs: moment,
        totals,
        series: key,
        marks,
        flow: fc.option(flow, { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    logs: fc.array(
      fc.record({
        subject: text,
        environment: text,
        day: fc.nat(30_000),
        count: fc.nat(100),
        withTrace: fc.nat(100),
        lastWithTraceMs: fc.option(moment, { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    exemplars: fc.array(
      fc.record<Exemplar>({
        subject: text,
        environment: text,
        reason: fc.constantFrom('failed', 'slow'),
        traceId: fc.constantFrom('0af7651916cd43dd8448eb211c80319c'),
        spanId: fc.constantFrom('b7ad6b7169203331'),
        atMs: moment,
        durationMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
        operation: text,
        consumer: text,
        failure: text,
      }),
      { maxLength: 3 },
    ),
    notices: fc.array(
      fc
        .record({
          place: fc.record({
            subject: text,
            environment: text,
            side: fc.constantFrom('caller' as const, 'callee' as const),
            operation: text,
            address: text,
            version: text,
          }),
          consumer: text,
          deprecatedMs: fc.option(moment, { nil: undefined }),
          sunsetMs: fc.option(moment, { nil: undefined }),
          url: text,
          seen: fc.tuple(moment, fc.nat(1_000), fc.nat(1_000)),
        })
        .map(
          ({ place, consumer, deprecatedMs, sunsetMs, url, seen }) =>
            ({
              ...place,
              consumer,
              ...(deprecatedMs !== undefined && { deprecatedMs }),
              ...(sunsetMs !== undefined && { sunsetMs }),
              url,
              firstSeenMs: seen[0],
              saidSinceMs: seen[0] + seen[1],
              lastSeenMs: seen[0] + seen[1] + seen[2],
            }) satisfies EndingNotice,
        ),
      { maxLength: 3 },
    ),
    queues: fc.array(
      fc.tuple(
        fc.record({
          environment: text,
          queue: text,
          consumerGroup: text,
          measure: fc.constantFrom<QueueMeasure>(
            'ready',
            'unacknowledged',
            'lag',
            'age',
          ),
        }),
        moment,
        fc.double({ min: 0, max: 1e9, noNaN: true }),
      ),
      { maxLength: 4 },
    ),
    records: fc.array(
      fc.tuple(counter, moment, fc.nat(20_000_000), count, text, text),
      { maxLength: 4 },
    ),
    cumulativeRecords: fc.array(
      fc.record({
        key: text,
        startMs: moment,
        timeMs: moment,
        records: count,
        counter,
        source: text,
        unit: text,
      }),
      { maxLength: 3 },
    ),
  })
  .map(parts => {
    const made = new SeriesBatch();
    for (const [seriesKey, seriesMarks, endMs, part] of parts.series) {
      const range = { startMs: endMs - 90_000, endMs };
      made.addTotals(seriesKey, seriesMarks, range, part);
      made.addTotals(
        seriesKey,
        seriesMarks,
        { startMs: endMs - 3_000_000, endMs },
        part,
      );
    }
    parts.flows.forEach(([item, atMs]) => made.addFlow(item, atMs));
    parts.declared.forEach(([id, atMs]) => made.addDeclaredFlow(id, atMs));
    parts.services.forEach(([name, namespace, environment, atMs]) =>
      made.addService({ name, namespace, environment }, atMs),
    );
    made.cumulative.push(...parts.cumulative);
    parts.logs.forEach(log => made.addLogs(log));
    parts.exemplars.forEach(exemplar => made.addExemplar(exemplar));
    parts.notices.forEach(notice => made.addNotice(notice));
    parts.queues.forEach(([queue, atMs, value]) =>
      made.addQueueLevel(queue, atMs, value),
    );
    parts.records.forEach(
      ([recordKey, endMs, widthMs, records, source, unit]) =>
        made.addRecords(
          recordKey,
          { startMs: endMs - widthMs, endMs },
          records,
          {
            source,
            unit,
          },
        ),
    );
    made.cumulativeRecords.push(...parts.cumulativeRecords);
    return made;
  });

function decoded(...parts: Uint8Array[]): SeriesBatch {
  const result = new SeriesBatch();
  const keys = new KeyDictionary({ now: Date.now });
  parts.forEach(part => addEncoded(part, result, keys));
  return result;
}

describe('batchCodec', () => {
  it('gives back what was written, to the last bit', () => {
    fc.assert(
      fc.property(batch, original => {
        const again = encodeBatch(decoded(encodeBatch(original)));
        expect(again.equals(encodeBatch(original))).toBe(true);
        const read = decoded(again);
        read.series.forEach(series => {
          expect(series.inboxKey?.bytes).toEqual(encodeSeriesKey(series.key));
          series.inboxKey = undefined;
        });
        expect(read).toEqual(original);
      }),
    );
  });

  it('adds what several requests brought', () => {
    fc.assert(
      fc.property(batch, original => {
        const bytes = encodeBatch(original);
        const twice = decoded(bytes, bytes);
        const counts = (from: SeriesBatch) =>
          [...from.series.values()].flatMap(({ minutes, hours }) =>
            [...minutes.values(), ...hours.values()].map(item => item.count),
          );
        expect(counts(twice)).toEqual(counts(original).map(value => 2 * value));
        expect(twice.cumulative).toHaveLength(2 * original.cumulative.length);
        const recordsOf = (from: SeriesBatch) =>
          [...from.records.values()].flatMap(({ hours }) =>
            [...hours.values()].map(({ records }) => records),
          );
        expect(recordsOf(twice)).toEqual(
          recordsOf(original).map(value => 2 * value),
        );
      }),
    );
  });

  it('reads what releases before put aside, which knew no records or no notices', () => {
    fc.assert(
      fc.property(batch, original => {
        // A list that is empty is its length alone.
        original.notices.clear();
        const withoutNotices = encodeBatch(original);
        const before = Buffer.from(withoutNotices.subarray(0, -1));
        before[0] = 5;
        expect(encodeBatch(decoded(before)).equals(withoutNotices)).toBe(true);
        original.records.clear();
        original.cumulativeRecords.length = 0;
        const withoutRecords = encodeBatch(original);
        const earlier = Buffer.from(withoutRecords.subarray(0, -3));
        earlier[0] = 4;
        expect(encodeBatch(decoded(earlier)).equals(withoutRecords)).toBe(true);
      }),
    );
  });

  it('keeps the latest notice of a place, whoever wrote first', () => {
    const notice = (lastSeenMs: number, sunsetMs: number): EndingNotice => ({
      subject: 'integration:default/pay',
      environment: 'production',
      side: 'caller',
      operation: 'GET /v2/payments',
      address: 'pay.example',
      version: 'v2',
      consumer: 'shop',
      sunsetMs,
      url: '',
      saidSinceMs: lastSeenMs - 10,
      firstSeenMs: lastSeenMs - 10,
      lastSeenMs,
    });
    const encoded = [notice(1_000, 7), notice(2_000, 8), notice(3_000, 8)].map(
      item => {
        const made = new SeriesBatch();
        made.addNotice(item);
        return encodeBatch(made);
      },
    );
    const latest = (order: number[]) => [
      ...decoded(...order.map(nth => encoded[nth])).notices.values(),
    ];
    const expected = {
      sunsetMs: 8,
      firstSeenMs: 990,
      saidSinceMs: 1_990,
      lastSeenMs: 3_000,
    };
    expect(latest([0, 1, 2])).toEqual([expect.objectContaining(expected)]);
    expect(latest([2, 1, 0])).toEqual([expect.objectContaining(expected)]);
  });

  it('refuses what is cut off, and what another version wrote', () => {
    fc.assert(
      fc.property(
        batch,
        fc.double({ min: 0, max: 0.999 }),
        (original, share) => {
          const bytes = encodeBatch(original);
          const cut = bytes.subarray(0, Math.floor(share * bytes.length));
          expect(() => decoded(cut)).toThrow();
        },
      ),
    );
    const other = Buffer.from(encodeBatch(new SeriesBatch()));
    other[0] = 99;
    expect(() => decoded(other)).toThrow(ParcelError);
  });
});

import { LogRecord, MetricPoint, Span } from '../otlp/model';
import { Attributes } from '../otlp/model';
import { Sender } from '../otlp/Sender';
import { QueueMetrics, QueueReading } from '../queues/QueueMetrics';
import { RecordMetrics, RecordReading } from '../reconciliation/RecordMetrics';
import { MINUTE_MS, SeriesBatch } from '../series/SeriesBatch';
import { AttributionIndex } from './AttributionIndex';
import { CallerKeys } from './CallerKeys';
import { CallJudge, CallReport } from './CallJudge';
import { cumulativeKey } from './cumulativeKey';
import { callKindOfPoint, callKindOfSpan } from './callKind';
import { reportingService } from './describeCall';
import { exemplarOf } from './exemplarOf';
import { joinSpans, JoinedSpan } from './joinSpans';
import { noticeOf } from './noticeOf';
import { totalsOf } from './pointTotals';
import { readEndingWord } from './readEndingWord';
import { weightOf } from './sampling';
import { SpanCounter } from './SpanCounter';
import { Tally } from './Tally';

const DAY_MS = 24 * 60 * MINUTE_MS;

const toMs = (nanos: bigint) => Number(nanos / 1000n) / 1000;

/** Items that their sender may not report. */
export interface Refused {
  count: number;
  /** Of the first. */
  reason?: string;
}

/** Turns spans, points and log records into totals of integrations and of undeclared flows. */
export class Attributor {
  readonly #judge: CallJudge;
  readonly #counter: SpanCounter;
  readonly #queues: QueueMetrics | undefined;
  readonly #records: RecordMetrics | undefined;
  readonly #now: () => number;

  constructor(options: {
    index: AttributionIndex;
    /** Tells which metrics are of queues; none are where it is missing. */
    queues?: QueueMetrics;
    /** Tells which metrics count records; none do where it is missing. */
    records?: RecordMetrics;
    /** Names callers that no service name names; by consumer groups alone where it is missing. */
    callers?: CallerKeys;
    /** Of telemetry that names none. */
    defaultEnvironment: string;
    /** What the telemetry's sender may report; everything where undefined. */
    sender?: Sender;
    /** How many judgements of spans are remembered. */
    maxJudgements?: number;
    now?: () => number;
  }) {
    this.#judge = new CallJudge(options);
    this.#counter = new SpanCounter({
      judge: this.#judge,
      attributes: [
        ...options.index.attributes,
        ...(options.callers?.attributes ?? []),
      ],
      maxJudgements: options.maxJudgements,
    });
    this.#queues = options.queues;
    this.#records = options.records;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Adds the spans of an `ExportTraceServiceRequest` in protobuf, as
   * {@link addSpans} would, but several times faster.
   *
   * @returns undefined where the body has to be decoded for {@link addSpans};
   *   nothing was added then
   * @throws OtlpError with status 400 where it is no OTLP
   */
  addProtobufSpans(
    body: Uint8Array,
    batch: SeriesBatch,
  ): { count: number; refused: Refused } | undefined {
    return this.#counter.add(body, batch);
  }

  addSpans(spans: readonly Span[], batch: SeriesBatch): Refused {
    const refused: Refused = { count: 0 };
    spans.forEach(span =>
      this.#addService(span.resource, toMs(span.endNanos), batch),
    );
    for (const item of joinSpans(spans, callKindOfSpan)) {
      if (item.isRetried) {
        continue;
      }
      const { span, caller, callee } = item;
      const judgement = this.#judge.judge(reportOf(item), {
        caller: caller && reportOf(caller),
        callee: callee && reportOf(callee),
      });
      if (judgement?.refusal) {
        refused.count += 1;
        refused.reason ??= judgement.refusal;
      } else if (judgement) {
        const tally = new Tally(judgement);
        const durationMs = Number(span.endNanos - item.startNanos) / 1e6;
        const { traceState, attributes, resource } = span;
        const weight = weightOf(traceState, attributes, resource);
        const endMs = toMs(span.endNanos);
        tally.count(batch, endMs, durationMs, weight);
        const reason = tally.exemplary(endMs, durationMs);
        if (reason) {
          batch.addExemplar(
            exemplarOf(judgement, reason, endMs, durationMs, span),
          );
        }
        tally.finish();
        const word = readEndingWord(span.endingHeaders ?? {});
        if (word) {
          batch.addNotice(noticeOf(judgement, word, endMs));
        }
      }
    }
    return refused;
  }

  addPoints(points: readonly MetricPoint[], batch: SeriesBatch): Refused {
    const refused: Refused = { count: 0 };
    for (const point of points) {
      const endMs = toMs(point.timeNanos);
      const { attributes, resource } = point;
      this.#addService(resource, endMs, batch);
      const reading = this.#queues?.read(point);
      const counted = reading ? undefined : this.#records?.read(point);
      if (reading || counted) {
        const refusal = reading
          ? this.#addReading(reading, resource, endMs, batch)
          : this.#addRecords(counted!, point, batch);
        if (refusal) {
          refused.count += 1;
          refused.reason ??= refusal;
        }
        continue;
      }
      const kind = callKindOfPoint(point);
      const judgement =
        kind &&
        this.#judge.judge({
          source: 'metrics',
          kind,
          attributes,
          resource,
          name: '',
          traceState: '',
          statusCode: 0,
        });
      if (!judgement) {
        continue;
      }
      if (judgement.refusal) {
        refused.count += 1;
        refused.reason ??= judgement.refusal;
        continue;
      }
      const { series, marks, flow, declaredFlowId } = judgement;
      const startMs = point.startNanos > 0n ? toMs(point.startNanos) : endMs;
      const totals = totalsOf(point, series.side);
      if (point.temporality === 2) {
        batch.cumulative.push({
          key: cumulativeKey(point),
          startMs,
          timeMs: endMs,
          totals,
          series,
          marks,
          flow,
        });
      } else if (totals.count > 0) {
        batch.addTotals(series, marks, { startMs, endMs }, totals);
        if (declaredFlowId) {
          batch.addDeclaredFlow(declaredFlowId, endMs);
        }
        if (flow) {
          batch.addFlow(flow, endMs);
        }
      }
    }
    return refused;
  }

  /** Log records count for the integration that they name or match, and for nothing else. */
  addLogs(records: readonly LogRecord[], batch: SeriesBatch): Refused {
    const refused: Refused = { count: 0 };
    for (const { attributes, resource, timeNanos, hasTraceId } of records) {
      const atMs = timeNanos > 0n ? toMs(timeNanos) : this.#now();
      this.#addService(resource, atMs, batch);
      const { match, refusal } = this.#judge.findIntegration(
        attributes,
        resource,
      );
      if (refusal) {
        refused.count += 1;
        refused.reason ??= refusal;
      } else if (match) {
        batch.addLogs({
          subject: match.ref,
          environment: this.#judge.environmentOf(resource).name,
          day: Math.floor(atMs / DAY_MS),
          count: 1,
          withTrace: hasTraceId ? 1 : 0,
          lastWithTraceMs: hasTraceId ? atMs : undefined,
        });
      }
    }
    return refused;
  }

  /** @returns why the sender may not tell of the queue, where it may not */
  #addReading(
    reading: QueueReading,
    resource: Attributes,
    atMs: number,
    batch: SeriesBatch,
  ): string | undefined {
    const { value, ...key } = reading;
    const environment = this.#judge.environmentOf(resource).name;
    const refusals = this.#queues!.integrationsOf(key.queue).map(ref =>
      this.#judge.whyNotOf(environment, ref),
    );
    // Whoever may tell of one that names the queue may tell of the queue.
    if (refusals.every(Boolean)) {
      return refusals[0];
    }
    batch.addQueueLevel({ ...key, environment }, atMs, value);
    return undefined;
  }

  /** @returns why the sender may not tell of the integration, where it may not */
  #addRecords(
    reading: RecordReading,
    point: MetricPoint,
    batch: SeriesBatch,
  ): string | undefined {
    const { attributes, resource, startNanos } = point;
    const { match, refusal } = this.#judge.findIntegration(
      attributes,
      resource,
    );
    if (refusal || !match) {
      return refusal;
    }
    const { outcome, flow, unit, records } = reading;
    const environment = this.#judge.environmentOf(resource).name;
    const counter = { subject: match.ref, environment, flow, outcome };
    const source = reportingService(resource)?.name ?? '';
    const endMs = toMs(point.timeNanos);
    const startMs = startNanos > 0n ? toMs(startNanos) : endMs;
    if (reading.isCumulative) {
      batch.cumulativeRecords.push({
        key: cumulativeKey(point),
        startMs,
        timeMs: endMs,
        records,
        counter,
        source,
        unit,
      });
    } else {
      batch.addRecords(counter, { startMs, endMs }, records, { source, unit });
    }
    return undefined;
  }

  #addService(resource: Attributes, atMs: number, batch: SeriesBatch): void {
    const service = reportingService(resource);
    const environment = this.#judge.environmentOf(resource).name;
    if (service && this.#judge.mayTellOf(environment)) {
      const { name, namespace = '' } = service;
      batch.addService({ name, namespace, environment }, atMs);
    }
  }
}

function reportOf({ span, kind }: JoinedSpan): CallReport {
  const { attributes, resource, name, traceState, statusCode } = span;
  return {
    source: 'spans',
    kind,
    attributes,
    resource,
    name,
    traceState,
    statusCode,
  };
}

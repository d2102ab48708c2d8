import { isCapturedHeader } from '../otlp/capturedHeader';
import { ENDING_HEADERS } from '../otlp/endingHeaders';
import {
  durationMs,
  HEADER_COLUMNS,
  ScannedSpans,
  toMs,
} from '../otlp/ScannedSpans';
import { AttributeUse, SpanScanner } from '../otlp/SpanScanner';
import { SeriesBatch } from '../series/SeriesBatch';
import type { Refused } from './Attributor';
import { CallJudge } from './CallJudge';
import { CallShape } from './CallShape';
import { EndingWords } from './EndingWords';
import { exemplarOf } from './exemplarOf';
import { reportingService } from './describeCall';
import { noticeOf } from './noticeOf';
import { RELEVANT_ATTRIBUTES } from './relevantAttributes';
import { samplingPart } from './sampling';
import { Tally } from './Tally';

/** Attributes of which less than their value matters, as long as no matcher reads them. */
const uses: Record<string, AttributeUse> = {
  'url.full': 'template',
  'http.url': 'template',
  'url.path': 'template-without-route',
  'http.target': 'template-without-route',
  'url.template': 'route',
  'http.route': 'route',
  'client.address': 'address',
  'network.peer.address': 'address',
  'net.sock.peer.addr': 'address',
  'net.peer.ip': 'address',
  'http.client_ip': 'address',
};

/** Where these are, no call is described by its span's name. */
const insteadOfName = new Set([
  'http.request.method',
  'http.method',
  'rpc.system.name',
  'rpc.system',
  'rpc.method',
  'messaging.system',
  'db.system.name',
  'db.system',
]);

const headers = ENDING_HEADERS.map(([attribute]) => attribute);

const NONE = -1;

/** Past it, what was judged is forgotten: a kilobyte or two each, some fifty megabytes in all. */
const MAX_JUDGEMENTS = 32_768;

/**
 * Counts the spans of a protobuf body as `Attributor` counts those that were
 * read in full, but judges each shape of span only once.
 */
export class SpanCounter {
  readonly #judge: CallJudge;
  readonly #scanner: SpanScanner<CallShape>;
  // Row of the span with an id, plus one: open addressing.
  #slots = new Int32Array(1024);
  #callers = new Int32Array(512);
  #callees = new Int32Array(512);
  #isProcessed = new Uint8Array(512);
  readonly #begun: Tally[] = [];
  readonly #words = new EndingWords();
  readonly #maxJudgements: number;
  #judgements = 0;

  constructor(options: {
    judge: CallJudge;
    /** Attributes that matchers read. */
    attributes: readonly string[];
    /** How many shapes, and pairs of shapes, are remembered. */
    maxJudgements?: number;
  }) {
    this.#judge = options.judge;
    this.#maxJudgements = options.maxJudgements ?? MAX_JUDGEMENTS;
    const judge: Pick<CallJudge, 'judge'> = {
      judge: (report, others) => {
        this.#judgements += 1;
        return options.judge.judge(report, others);
      },
    };
    const attributes = new Map<string, AttributeUse>(
      RELEVANT_ATTRIBUTES.map(name => [name, uses[name] ?? 'value']),
    );
    headers.forEach(name => attributes.set(name, 'header'));
    options.attributes.forEach(name =>
      attributes.set(name, isCapturedHeader(name) ? 'value-or-list' : 'value'),
    );
    this.#scanner = new SpanScanner({
      attributes,
      insteadOfName,
      headers,
      samplingPart,
      createShape: span => new CallShape(span, judge),
    });
  }

  /**
   * Adds the spans of an `ExportTraceServiceRequest`.
   *
   * @returns undefined where the body has to be read in full; nothing was
   *   added then
   * @throws OtlpError with status 400 where it is no OTLP
   */
  add(
    bytes: Uint8Array,
    batch: SeriesBatch,
  ): { count: number; refused: Refused } | undefined {
    // Pairs are none of the scanner's business, and there may be many more of them than shapes.
    if (this.#judgements > this.#maxJudgements) {
      this.#scanner.forget();
      this.#judgements = 0;
    }
    const spans = this.#scanner.scan(bytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!spans || !this.#join(view, spans)) {
      return undefined;
    }
    this.#addServices(batch);
    const refused: Refused = { count: 0 };
    for (let row = 0; row < spans.size; row += 1) {
      if (this.#isCounted(spans, row)) {
        this.#count(view, spans, row, batch, refused);
      }
    }
    for (let at = 0; at < spans.headers.length; at += HEADER_COLUMNS) {
      this.#notice(bytes, view, spans, at, batch);
    }
    this.#begun.forEach(tally => tally.finish());
    this.#begun.length = 0;
    return { count: spans.count, refused };
  }

  #isCounted({ shapes }: ScannedSpans<CallShape>, row: number): boolean {
    const { kind, isReceiving } = shapes[row];
    return kind !== undefined && !(isReceiving && this.#isProcessed[row] === 1);
  }

  #tallyOf({ shapes }: ScannedSpans<CallShape>, row: number): Tally | null {
    const caller = this.#callers[row];
    const callee = this.#callees[row];
    return shapes[row].tally(
      caller === NONE ? undefined : shapes[caller],
      callee === NONE ? undefined : shapes[callee],
    );
  }

  /** Keeps what a response said of its end. */
  #notice(
    bytes: Uint8Array,
    view: DataView,
    spans: ScannedSpans<CallShape>,
    at: number,
    batch: SeriesBatch,
  ): void {
    const row = spans.headers[at];
    const word = this.#words.read(bytes, view, spans.headers, at);
    if (!word || !this.#isCounted(spans, row)) {
      return;
    }
    const judgement = this.#tallyOf(spans, row)?.judgement;
    if (judgement && !judgement.refusal) {
      const endMs = toMs(spans.endHigh[row], spans.endLow[row]);
      batch.addNotice(noticeOf(judgement, word, endMs));
    }
  }

  #count(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    row: number,
    batch: SeriesBatch,
    refused: Refused,
  ): void {
    const shape = spans.shapes[row];
    const tally = this.#tallyOf(spans, row);
    if (!tally) {
      return;
    }
    if (tally.judgement.refusal) {
      refused.count += 1;
      refused.reason ??= tally.judgement.refusal;
      return;
    }
    const start =
      shape.kind === 'process' ? this.#publicationOf(view, spans, row) : row;
    const endHigh = spans.endHigh[row];
    const endLow = spans.endLow[row];
    const endMs = toMs(endHigh, endLow);
    const tookMs = durationMs(
      spans.startHigh[start],
      spans.startLow[start],
      endHigh,
      endLow,
    );
    const isFirst = tally.count(batch, endMs, tookMs, shape.weight);
    const reason = tally.exemplary(endMs, tookMs);
    if (reason) {
      batch.addExemplar(
        exemplarOf(tally.judgement, reason, endMs, tookMs, {
          traceId: hexadecimal(view, spans.traceAt[row], 16),
          spanId: hexadecimal(view, spans.spanAt[row], 8),
        }),
      );
    }
    if (isFirst) {
      this.#begun.push(tally);
    }
  }

  /**
   * Finds out which rows report the same call.
   *
   * @returns false where that takes more than their ids
   */
  #join(view: DataView, spans: ScannedSpans<CallShape>): boolean {
    const { size, shapes } = spans;
    this.#makeRoom(size);
    let isProcessing = false;
    let mayBeProcessed = false;
    for (let row = 0; row < size; row += 1) {
      const shape = shapes[row];
      if (shape.isRetry || !this.#addId(view, spans, row)) {
        return false;
      }
      isProcessing ||= shape.kind === 'process' && !shape.isReceiving;
      mayBeProcessed ||= shape.isReceiving;
    }
    for (let row = 0; row < size; row += 1) {
      const { kind, isCaller } = shapes[row];
      if (kind && !isCaller) {
        const caller = this.#callerOf(view, spans, row);
        if (caller !== NONE) {
          this.#callers[row] = caller;
          if (this.#callees[caller] === NONE) {
            this.#callees[caller] = row;
          }
        }
      }
    }
    if (isProcessing && mayBeProcessed) {
      this.#markProcessed(view, spans);
    }
    return true;
  }

  #callerOf(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    row: number,
  ): number {
    const { shapes } = spans;
    const parent = this.#parentOf(view, spans, row);
    if (parent !== NONE && shapes[parent].isCaller) {
      return parent;
    }
    if (shapes[row].kind === 'process') {
      for (let at = spans.linksFrom[row]; at < spans.linksFrom[row + 1]; at++) {
        const other = this.#linked(view, spans, at);
        if (other !== NONE && shapes[other].isCaller) {
          return other;
        }
      }
    }
    return NONE;
  }

  /** The row whose start the message's way began with: the earliest publication, else its own. */
  #publicationOf(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    row: number,
  ): number {
    let earliest = row;
    const consider = (other: number) => {
      if (
        other !== NONE &&
        spans.shapes[other].isPublication &&
        isBefore(spans, other, earliest)
      ) {
        earliest = other;
      }
    };
    consider(this.#parentOf(view, spans, row));
    for (let at = spans.linksFrom[row]; at < spans.linksFrom[row + 1]; at++) {
      consider(this.#linked(view, spans, at));
    }
    return earliest;
  }

  /** Where a message was received and processed, the processing stands for it. */
  #markProcessed(view: DataView, spans: ScannedSpans<CallShape>): void {
    for (let row = 0; row < spans.size; row += 1) {
      const { kind, isReceiving } = spans.shapes[row];
      if (kind === 'process' && !isReceiving) {
        const parent = this.#parentOf(view, spans, row);
        if (parent !== NONE) {
          this.#isProcessed[parent] = 1;
        }
        for (
          let at = spans.linksFrom[row];
          at < spans.linksFrom[row + 1];
          at++
        ) {
          const other = this.#linked(view, spans, at);
          if (other !== NONE) {
            this.#isProcessed[other] = 1;
          }
        }
      }
    }
  }

  #parentOf(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    row: number,
  ): number {
    const parentAt = spans.parentAt[row];
    return parentAt < 0
      ? NONE
      : this.#find(view, spans, spans.traceAt[row], parentAt);
  }

  #linked(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    link: number,
  ): number {
    return this.#find(
      view,
      spans,
      spans.linkTraceAt[link],
      spans.linkSpanAt[link],
    );
  }

  #find(
    view: DataView,
    spans: ScannedSpans<CallShape>,
    traceAt: number,
    spanAt: number,
  ): number {
    const mask = this.#slots.length - 1;
    let slot = slotOf(view, spanAt) & mask;
    for (;;) {
      const row = this.#slots[slot] - 1;
      if (
        row < 0 ||
        isSameId(view, spans.traceAt[row], spans.spanAt[row], traceAt, spanAt)
      ) {
        return row;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** False where another row has the same id. */
  #addId(view: DataView, spans: ScannedSpans<CallShape>, row: number): boolean {
    const traceAt = spans.traceAt[row];
    const spanAt = spans.spanAt[row];
    const mask = this.#slots.length - 1;
    let slot = slotOf(view, spanAt) & mask;
    for (;;) {
      const other = this.#slots[slot] - 1;
      if (other < 0) {
        this.#slots[slot] = row + 1;
        return true;
      }
      if (
        isSameId(
          view,
          spans.traceAt[other],
          spans.spanAt[other],
          traceAt,
          spanAt,
        )
      ) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
  }

  #makeRoom(size: number): void {
    if (this.#callers.length < size) {
      const length = 2 ** Math.ceil(Math.log2(size));
      this.#slots = new Int32Array(length * 2);
      this.#callers = new Int32Array(length);
      this.#callees = new Int32Array(length);
      this.#isProcessed = new Uint8Array(length);
    }
    this.#slots.fill(0);
    this.#callers.fill(NONE, 0, size);
    this.#callees.fill(NONE, 0, size);
    this.#isProcessed.fill(0, 0, size);
  }

  #addServices(batch: SeriesBatch): void {
    for (const { attributes, firstMs, lastMs } of this.#scanner.groups) {
      const service = reportingService(attributes);
      const environment = this.#judge.environmentOf(attributes).name;
      if (service && this.#judge.mayTellOf(environment)) {
        const { name, namespace = '' } = service;
        batch.addService({ name, namespace, environment }, firstMs, lastMs);
      }
    }
  }
}

function hexadecimal(view: DataView, at: number, length: number): string {
  const { buffer, byteOffset } = view;
  return Buffer.from(buffer as ArrayBuffer, byteOffset + at, length).toString(
    'hex',
  );
}

/** Ids are random: some of their bits do for a hash. */
function slotOf(view: DataView, spanAt: number): number {
  return view.getInt32(spanAt) ^ view.getInt32(spanAt + 4);
}

function isSameId(
  view: DataView,
  traceAt: number,
  spanAt: number,
  otherTraceAt: number,
  otherSpanAt: number,
): boolean {
  return (
    view.getInt32(spanAt) === view.getInt32(otherSpanAt) &&
    view.getInt32(spanAt + 4) === view.getInt32(otherSpanAt + 4) &&
    view.getInt32(traceAt) === view.getInt32(otherTraceAt) &&
    view.getInt32(traceAt + 4) === view.getInt32(otherTraceAt + 4) &&
    view.getInt32(traceAt + 8) === view.getInt32(otherTraceAt + 8) &&
    view.getInt32(traceAt + 12) === view.getInt32(otherTraceAt + 12)
  );
}

function isBefore(
  spans: ScannedSpans<unknown>,
  one: number,
  other: number,
): boolean {
  return spans.startHigh[one] === spans.startHigh[other]
    ? spans.startLow[one] < spans.startLow[other]
    : spans.startHigh[one] < spans.startHigh[other];
}

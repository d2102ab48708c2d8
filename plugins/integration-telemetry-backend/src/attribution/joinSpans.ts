import { Span, SPAN_KIND } from '../otlp/model';
import { CallKind } from '../series/SeriesBatch';
import { isReceiving } from './callKind';

/** A span that crosses a boundary, with the other side's report of the same call. */
export interface JoinedSpan {
  span: Span;
  kind: CallKind;
  /**
   * When the call began: for a message that is processed its publication,
   * where that is known, else the span's own start.
   */
  startNanos: bigint;
  /** The report of who called, where this is the called side's. */
  caller?: JoinedSpan;
  /** The report of who was called, where this is the caller's. */
  callee?: JoinedSpan;
  /** A later attempt of the same call is there too. */
  isRetried: boolean;
}

const isCallerKind = (kind: CallKind) => kind === 'call' || kind === 'publish';

const keyOf = (traceId: string, spanId: string) => traceId + spanId;

/** Which attempt of its call a span is: 0 for the first. */
export function attemptOf({ attributes }: Pick<Span, 'attributes'>): number {
  const attempt =
    attributes.get('http.request.resend_count') ??
    attributes.get('http.resend_count') ??
    attributes.get('http.retry_count');
  return Number(attempt ?? 0) || 0;
}

/** The spans that a message comes from: the parent, or those that are linked. */
function originsOf(span: Span): string[] {
  return [
    ...(span.parentSpanId ? [keyOf(span.traceId, span.parentSpanId)] : []),
    ...span.links.map(link => keyOf(link.traceId, link.spanId)),
  ];
}

/**
 * Latency of a message is from its publication to the end of its processing.
 * Of a batch it is that of the message that waited longest. A publication that
 * seems to begin after the processing shows that the clocks differ.
 */
function startOf(span: Span, publications: Map<string, Span>): bigint {
  let start = span.startNanos;
  for (const origin of originsOf(span)) {
    const published = publications.get(origin)?.startNanos;
    if (published !== undefined && published < start) {
      start = published;
    }
  }
  return start;
}

/** Marks all attempts of a call but the last. */
function markRetried(joined: readonly JoinedSpan[]): void {
  const lastAttempts = new Map<string, JoinedSpan>();
  for (const item of joined) {
    const { span, kind } = item;
    if (kind === 'call' && span.parentSpanId) {
      const call = [
        span.traceId,
        span.parentSpanId,
        span.name,
        span.attributes.get('server.address') ?? '',
        span.attributes.get('url.full') ?? '',
      ].join(' ');
      const last = lastAttempts.get(call);
      if (!last) {
        lastAttempts.set(call, item);
      } else if (attemptOf(span) > attemptOf(last.span)) {
        last.isRetried = true;
        lastAttempts.set(call, item);
      } else if (attemptOf(span) < attemptOf(last.span)) {
        item.isRetried = true;
      }
    }
  }
}

/**
 * Finds the spans of one body that report a call, and joins the two reports of
 * the same call by the parent's id, for messages also by link. A retry is an
 * attempt of one call: only the last attempt stands for it. Where a message
 * was received and processed, the processing stands for it.
 */
export function joinSpans(
  spans: readonly Span[],
  kindOf: (span: Span) => CallKind | undefined,
): JoinedSpan[] {
  const joined: JoinedSpan[] = [];
  const byId = new Map<string, JoinedSpan>();
  const publications = new Map<string, Span>();
  const processed = new Set<string>();
  for (const span of spans) {
    const kind = kindOf(span);
    const key = keyOf(span.traceId, span.spanId);
    if (kind) {
      const { startNanos } = span;
      const item: JoinedSpan = { span, kind, startNanos, isRetried: false };
      joined.push(item);
      byId.set(key, item);
    }
    // A message of a batch is created by a span of its own, which is no call.
    if (kind === 'publish' || span.kind === SPAN_KIND.producer) {
      publications.set(key, span);
    }
    if (kind === 'process' && !isReceiving(span)) {
      originsOf(span).forEach(origin => processed.add(origin));
    }
  }

  for (const item of joined) {
    const { span, kind } = item;
    if (!isCallerKind(kind)) {
      const callers = kind === 'process' ? originsOf(span) : [];
      const caller = [keyOf(span.traceId, span.parentSpanId), ...callers]
        .map(key => byId.get(key))
        .find(other => other && isCallerKind(other.kind));
      if (caller) {
        item.caller = caller;
        caller.callee ??= item;
      }
    }
    if (kind === 'process') {
      item.startNanos = startOf(span, publications);
    }
  }
  if (joined.some(({ span }) => attemptOf(span) > 0)) {
    markRetried(joined);
  }
  return joined.filter(
    ({ span }) =>
      !isReceiving(span) || !processed.has(keyOf(span.traceId, span.spanId)),
  );
}

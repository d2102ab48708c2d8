import { Span } from '../otlp/model';
import { CallKind } from '../series/SeriesBatch';

/** A span that crosses a boundary, with the other side's report of the same call. */
export interface JoinedSpan {
  span: Span;
  kind: CallKind;
  /** The report of who called, where this is the called side's. */
  caller?: JoinedSpan;
  /** The report of who was called, where this is the caller's. */
  callee?: JoinedSpan;
  /** A later attempt of the same call is there too. */
  isRetried: boolean;
}

const isCallerKind = (kind: CallKind) => kind === 'call' || kind === 'publish';

function attemptOf(span: Span): number {
  return Number(span.attributes.get('http.request.resend_count') ?? 0) || 0;
}

/**
 * Finds the spans of one body that report a call, and joins the two reports of
 * the same call by the parent's id. A retry is an attempt of one call: only
 * the last attempt stands for it.
 */
export function joinSpans(
  spans: readonly Span[],
  kindOf: (span: Span) => CallKind | undefined,
): JoinedSpan[] {
  const joined: JoinedSpan[] = [];
  const byId = new Map<string, JoinedSpan>();
  for (const span of spans) {
    const kind = kindOf(span);
    if (kind) {
      const item: JoinedSpan = { span, kind, isRetried: false };
      joined.push(item);
      byId.set(span.traceId + span.spanId, item);
    }
  }

  const lastAttempts = new Map<string, JoinedSpan>();
  for (const item of joined) {
    const { span, kind } = item;
    if (!isCallerKind(kind)) {
      const caller = byId.get(span.traceId + span.parentSpanId);
      if (caller && isCallerKind(caller.kind)) {
        item.caller = caller;
        caller.callee ??= item;
      }
    }
  }
  const isResent = joined.some(({ span }) => attemptOf(span) > 0);
  if (!isResent) {
    return joined;
  }
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
  return joined;
}

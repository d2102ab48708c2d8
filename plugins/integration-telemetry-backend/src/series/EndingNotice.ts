import { CallSide } from './SeriesBatch';

/** What a response says of an end. */
export interface EndingWord {
  /** Since when it is deprecated; missing where it only says that it is. */
  deprecatedMs?: number;
  /** From when on it may not answer any more. */
  sunsetMs?: number;
  /** Where to read about it; empty where it does not say. */
  url: string;
}

/** What responses of one place said last of an end. */
export interface EndingNotice extends EndingWord {
  /** Full reference of an integration, or `flow:` and the flow's id. */
  subject: string;
  environment: string;
  side: CallSide;
  operation: string;
  /** The host that was called; empty where unknown. */
  address: string;
  /** Of the contract that was used; empty where unknown. */
  version: string;
  /** The service that was told last; empty where unknown. */
  consumer: string;
  /** Since when they say the same, with nothing else in between. */
  saidSinceMs: number;
  firstSeenMs: number;
  lastSeenMs: number;
}

/** What notices share a place by: the latest stays. */
export function noticeKey(
  notice: Pick<
    EndingNotice,
    'subject' | 'environment' | 'side' | 'operation' | 'address' | 'version'
  >,
): string {
  return [
    notice.subject,
    notice.environment,
    notice.side,
    notice.operation,
    notice.address,
    notice.version,
  ].join('\u0001');
}

function isSaidAlike(one: EndingWord, other: EndingWord): boolean {
  return (
    one.deprecatedMs === other.deprecatedMs && one.sunsetMs === other.sunsetMs
  );
}

/** Two notices of one place, in whatever order they arrived. */
export function mergeNotices(
  one: EndingNotice,
  other: EndingNotice,
): EndingNotice {
  const [earlier, later] =
    one.lastSeenMs > other.lastSeenMs ? [other, one] : [one, other];
  return {
    ...later,
    saidSinceMs: isSaidAlike(earlier, later)
      ? Math.min(earlier.saidSinceMs, later.saidSinceMs)
      : later.saidSinceMs,
    firstSeenMs: Math.min(earlier.firstSeenMs, later.firstSeenMs),
  };
}

import { EndingNotice } from '../series/EndingNotice';

/** A row of `ending_notices`. */
export interface NoticeRow {
  id: number;
  subject: string;
  environment: string;
  side: EndingNotice['side'];
  operation: string;
  address: string;
  version: string;
  consumer: string;
  deprecated_ms: number | null;
  sunset_ms: number | null;
  url: string;
  said_since_ms: number;
  first_seen_ms: number;
  last_seen_ms: number;
}

/** A clock that is ahead saw nothing in the future. */
export function seenBy(notice: EndingNotice, nowMs: number): EndingNotice {
  return {
    ...notice,
    saidSinceMs: Math.min(notice.saidSinceMs, nowMs),
    firstSeenMs: Math.min(notice.firstSeenMs, nowMs),
    lastSeenMs: Math.min(notice.lastSeenMs, nowMs),
  };
}

export function toRow(notice: EndingNotice): Omit<NoticeRow, 'id'> {
  return {
    subject: notice.subject,
    environment: notice.environment,
    side: notice.side,
    operation: notice.operation,
    address: notice.address,
    version: notice.version,
    consumer: notice.consumer,
    deprecated_ms: notice.deprecatedMs ?? null,
    sunset_ms: notice.sunsetMs ?? null,
    url: notice.url,
    said_since_ms: notice.saidSinceMs,
    first_seen_ms: notice.firstSeenMs,
    last_seen_ms: notice.lastSeenMs,
  };
}

export function toNotice(row: NoticeRow): EndingNotice {
  return {
    subject: row.subject,
    environment: row.environment,
    side: row.side,
    operation: row.operation,
    address: row.address,
    version: row.version,
    consumer: row.consumer,
    ...(row.deprecated_ms !== null && { deprecatedMs: row.deprecated_ms }),
    ...(row.sunset_ms !== null && { sunsetMs: row.sunset_ms }),
    url: row.url,
    saidSinceMs: row.said_since_ms,
    firstSeenMs: row.first_seen_ms,
    lastSeenMs: row.last_seen_ms,
  };
}

import { EndingNotice } from '@tieline/plugin-integrations-common/telemetry';
import { FLOW_PREFIX } from '../attribution/flowId';
import { NoticeRow } from './noticeRows';

/** A notice as the API shows it. */
export function toWireNotice(row: NoticeRow): EndingNotice {
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    id: row.id,
    ...(row.subject.startsWith(FLOW_PREFIX)
      ? { flowId: row.subject.slice(FLOW_PREFIX.length) }
      : { integrationRef: row.subject }),
    environment: row.environment,
    side: row.side,
    operation: row.operation,
    ...(row.address && { address: row.address }),
    ...(row.version && { version: row.version }),
    ...(row.consumer && { consumer: row.consumer }),
    ...(row.deprecated_ms !== null && {
      deprecatedAt: instant(row.deprecated_ms),
    }),
    ...(row.sunset_ms !== null && { sunsetAt: instant(row.sunset_ms) }),
    ...(row.url && { url: row.url }),
    saidSinceAt: instant(row.said_since_ms),
    firstSeenAt: instant(row.first_seen_ms),
    lastSeenAt: instant(row.last_seen_ms),
  };
}

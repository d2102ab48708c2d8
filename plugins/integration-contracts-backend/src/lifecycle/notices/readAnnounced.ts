import { EndingNotice } from '@tieline/plugin-integrations-common/telemetry';
import { dateInWords, listInWords } from '../words';

/** What all responses of a version say of its end. */
export interface AnnouncedEnd {
  announcedMs: number;
  sunsetMs?: number;
  /** Somebody else's service says so, and none of one's own. */
  isForeign: boolean;
  /** Since when the last of them says what it says. */
  saidSinceMs: number;
  /** Where they say to read about it. */
  url?: string;
  /** Who says it, in words. */
  saidBy: string;
}

const DAY_MS = 86_400_000;

/** A place that was not heard of for so long when others were may say something else by now. */
const CURRENT_DAYS = 7;

/**
 * Adds up what several places say. Where they differ, the earliest date counts:
 * whoever is done by then is done for all.
 */
export function readAnnounced(notices: readonly EndingNotice[]): AnnouncedEnd {
  const lastMs = Math.max(
    ...notices.map(({ lastSeenAt }) => Date.parse(lastSeenAt)),
  );
  const current = notices.filter(
    ({ lastSeenAt }) =>
      Date.parse(lastSeenAt) >= lastMs - CURRENT_DAYS * DAY_MS,
  );
  const earliest = (
    read: (notice: EndingNotice) => string | undefined,
  ): number | undefined => {
    const found = current.flatMap(notice => {
      const instant = read(notice);
      return instant === undefined ? [] : [Date.parse(instant)];
    });
    return found.length > 0 ? Math.min(...found) : undefined;
  };
  const firstMs = Math.min(
    ...notices.map(({ firstSeenAt }) => Date.parse(firstSeenAt)),
  );
  const deprecatedMs = earliest(({ deprecatedAt }) => deprecatedAt);
  return {
    // What is deprecated from a day to come on was announced when it was said.
    announcedMs: Math.min(deprecatedMs ?? firstMs, firstMs),
    sunsetMs: earliest(({ sunsetAt }) => sunsetAt),
    isForeign: notices.every(({ side }) => side === 'caller'),
    saidSinceMs: Math.max(
      ...current.map(({ saidSinceAt }) => Date.parse(saidSinceAt)),
    ),
    url: current.find(({ url }) => url !== undefined)?.url,
    saidBy: saidBy(current),
  };
}

function saidBy(notices: readonly EndingNotice[]): string {
  const distinct = (texts: string[]) => [...new Set(texts)].sort();
  const hosts = distinct(notices.flatMap(({ address }) => address ?? []));
  const operations = distinct(notices.map(({ operation }) => operation));
  return [
    'Responses',
    hosts.length > 0 ? `of ${listInWords(hosts)}` : '',
    `to ${listInWords(operations)}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** What is written down of it. */
export function announcementWords({ saidBy: who, sunsetMs }: AnnouncedEnd) {
  return sunsetMs === undefined
    ? `${who} say that it is deprecated`
    : `${who} say that it ends on ${dateInWords(sunsetMs)}`;
}

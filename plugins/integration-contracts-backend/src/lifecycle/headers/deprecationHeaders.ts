import { HeaderField } from '@tieline/plugin-integrations-common/contracts';
import { absoluteHttpUrl } from './absoluteHttpUrl';

/** When something ends, and where to read about it. */
export interface HeaderDates {
  announcedAtMs: number;
  /** Missing where nobody has said when it ends. */
  sunsetAtMs?: number;
  /** The page about this ending. */
  pageUrl: string;
  /** What holds for all endings; the page about this one where it is missing. */
  policyUrl?: string;
  /** Where the replacement answers. */
  successorUrl?: string;
}

/** The first instant that an HTTP date can't write: its year has four digits. */
const YEAR_10000_MS = Date.UTC(10_000, 0, 1);
const YEAR_0_MS = Date.parse('0000-01-01T00:00:00Z');

/**
 * What an HTTP API says of its end, in every answer:
 *
 * - `Deprecation` (RFC 9745): since when it is deprecated, as a date of
 *   structured fields (RFC 9651, 3.3.7);
 * - `Sunset` (RFC 8594): from when on it may not answer any more, as an HTTP
 *   date (RFC 9110, 5.6.7);
 * - `Link` (RFC 8288) to what there is to read (`deprecation`, `sunset`) and to
 *   what to use instead (`successor-version`, RFC 5829), in one field.
 *
 * An address that is no `http` or `https` URL has no link, a date that HTTP
 * can't write has no field.
 */
export function deprecationHeaders(ending: HeaderDates): HeaderField[] {
  const { announcedAtMs, sunsetAtMs } = ending;
  // A sunset must not be before the deprecation (RFC 9745, 4).
  const deprecatedAtMs = Math.min(announcedAtMs, sunsetAtMs ?? announcedAtMs);
  const sunset = sunsetAtMs === undefined ? undefined : httpDate(sunsetAtMs);
  const links = linksOf(ending, sunset !== undefined);
  return [
    ...(isDate(deprecatedAtMs)
      ? [{ name: 'Deprecation', value: structuredDate(deprecatedAtMs) }]
      : []),
    ...(sunset ? [{ name: 'Sunset', value: sunset }] : []),
    ...(links ? [{ name: 'Link', value: links }] : []),
  ];
}

function linksOf(
  { pageUrl, policyUrl, successorUrl }: HeaderDates,
  hasSunset: boolean,
): string {
  const links = [
    { url: pageUrl, rel: 'deprecation', type: 'text/html' },
    hasSunset && {
      url: policyUrl ?? pageUrl,
      rel: 'sunset',
      type: 'text/html',
    },
    { url: successorUrl, rel: 'successor-version' },
  ];
  return links
    .flatMap(link => {
      const url = link && link.url && absoluteHttpUrl(link.url);
      if (!url) {
        return [];
      }
      const type = link.type ? `; type="${link.type}"` : '';
      return [`<${url}>; rel="${link.rel}"${type}`];
    })
    .join(', ');
}

function isDate(atMs: number): boolean {
  return !Number.isNaN(new Date(atMs).getTime());
}

/** Whole seconds; such a date has no fraction. */
function structuredDate(atMs: number): string {
  return `@${Math.floor(atMs / 1000)}`;
}

/** ECMAScript's UTC text of these years is what RFC 9110 calls an IMF-fixdate. */
function httpDate(atMs: number): string | undefined {
  return atMs >= YEAR_0_MS && atMs < YEAR_10000_MS
    ? new Date(atMs).toUTCString()
    : undefined;
}

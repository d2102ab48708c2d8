import { EndingHeaders } from '../otlp/endingHeaders';
import { EndingWord } from '../series/EndingNotice';

/** The first instant that no HTTP date can say: its year has four digits. */
const YEAR_10000_MS = Date.UTC(10_000, 0, 1);

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

const MAX_URL_LENGTH = 500;

/** Of links that say what there is to read about an end. */
const RELATIONS = ['deprecation', 'sunset', 'successor-version'];

/**
 * What a response says of its end; undefined where it says nothing, or nothing
 * that can be understood.
 *
 * - `Deprecation` is a date of structured fields (RFC 9745); drafts before it
 *   had an HTTP date, or `true`.
 * - `Sunset` is an HTTP date (RFC 8594).
 * - `Link` (RFC 8288) counts beside one of them only, without its query.
 *
 * Dates as ISO 8601 has them are taken as well, since they are sent.
 */
export function readEndingWord({
  deprecation = [],
  sunset = [],
  link = [],
}: EndingHeaders): EndingWord | undefined {
  const deprecatedMs = first(deprecation, line =>
    instantOf(line, readStructuredDate(line)),
  );
  const sunsetMs = first(sunset, line => instantOf(line));
  const isDeprecated =
    deprecatedMs !== undefined ||
    deprecation.some(line => /^\s*(true|\?1)\s*([;,]|$)/i.test(line));
  if (!isDeprecated && sunsetMs === undefined) {
    return undefined;
  }
  return {
    ...(deprecatedMs !== undefined && { deprecatedMs }),
    ...(sunsetMs !== undefined && { sunsetMs }),
    url: first(link, urlOf) ?? '',
  };
}

function first<Result>(
  lines: readonly string[],
  read: (line: string) => Result | undefined,
): Result | undefined {
  for (const line of lines) {
    const result = read(line);
    if (result !== undefined) {
      return result;
    }
  }
  return undefined;
}

/** `@1688169599`: RFC 9651, 3.3.7. */
function readStructuredDate(line: string): number | undefined {
  const seconds = /^\s*@(\d{1,15})\s*(?:[;,]|$)/.exec(line)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function instantOf(
  line: string,
  ms: number | undefined = readHttpDate(line) ?? readIsoDate(line),
): number | undefined {
  return ms !== undefined && ms >= 0 && ms < YEAR_10000_MS ? ms : undefined;
}

/** An IMF-fixdate, as all that write today have to send it (RFC 9110, 5.6.7). */
function readHttpDate(line: string): number | undefined {
  const parts =
    /^\s*"?[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/.exec(
      line,
    );
  const month = parts ? MONTHS.indexOf(parts[2]) / 3 : NaN;
  if (!parts || !Number.isInteger(month) || month < 0) {
    return undefined;
  }
  const [day, , year, hour, minute, second] = parts.slice(1).map(Number);
  const ms = Date.UTC(year, month, day, hour, minute, second);
  const isDate =
    new Date(ms).getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second <= 60;
  return isDate ? ms : undefined;
}

function readIsoDate(line: string): number | undefined {
  const text =
    /^\s*"?(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?)"?\s*$/.exec(
      line,
    )?.[1];
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function urlOf(line: string): string | undefined {
  for (const [, target, parameters] of line.matchAll(
    /<([^<>]{1,2000})>([^<]{0,500})/g,
  )) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(
      parameters,
    );
    const names = (relation?.[1] ?? relation?.[2] ?? '')
      .toLocaleLowerCase('en-US')
      .split(/\s+/);
    if (RELATIONS.some(name => names.includes(name))) {
      const url = plainUrl(target.trim());
      if (url) {
        return url;
      }
    }
  }
  return undefined;
}

/** Only what a browser opens, and nothing that may be personal. */
function plainUrl(target: string): string | undefined {
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) {
    return undefined;
  }
  const { origin, pathname } = new URL(target);
  const url = `${origin}${pathname}`;
  return url.length > MAX_URL_LENGTH ? undefined : url;
}

import { Json, JsonObject, member } from '../../text/Json';

/** From the least to the most stable; what says nothing is stable. */
export const STABILITY_LEVELS = ['draft', 'alpha', 'beta', 'stable'];

const NOTICE_DAYS = 90;
const DAY_MS = 86_400_000;

export interface Lifecycle {
  deprecated: boolean;
  /** As it is written; JSON text where it isn't even a text. */
  sunset?: string;
  /** Milliseconds since 1970; undefined where there is no date, or what is there is none. */
  sunsetMs?: number;
  /** Index in {@link STABILITY_LEVELS}; -1 where the level isn't one of them. */
  stability: number;
  /** As it is written. */
  stabilityText: string;
}

/** Reads `deprecated`, `x-sunset` and `x-stability-level`. */
export function readLifecycle(value: JsonObject): Lifecycle {
  const sunset = textOf(member(value, 'x-sunset'));
  const stability = textOf(member(value, 'x-stability-level')) ?? 'stable';
  return {
    deprecated: member(value, 'deprecated') === true,
    sunset,
    sunsetMs: dateMs(sunset),
    stability: STABILITY_LEVELS.indexOf(stability),
    stabilityText: stability,
  };
}

/** Whether somebody may still rely on it: what isn't stable yet may go at any time. */
export function isUnstable({ stability }: Lifecycle): boolean {
  return stability >= 0 && stability < STABILITY_LEVELS.indexOf('beta');
}

/** Whether a sunset leaves less time than people need to move. */
export function isShortNotice({ sunsetMs }: Lifecycle, todayMs: number) {
  return sunsetMs !== undefined && sunsetMs < todayMs + NOTICE_DAYS * DAY_MS;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || value === undefined
    ? value
    : JSON.stringify(value);
}

/** A full-date or date-time of RFC 3339 (section 5.6). */
function dateMs(text: string | undefined): number | undefined {
  if (
    text === undefined ||
    !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text)
  ) {
    return undefined;
  }
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

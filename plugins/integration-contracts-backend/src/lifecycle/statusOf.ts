import {
  EndingForecast,
  EndingStatus,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';

/** Worst first. */
export const ENDING_STATUSES: readonly EndingStatus[] = [
  'overdue',
  'too-late',
  'blocked',
  'unknown',
  'on-track',
  'safe',
  'retired',
  'withdrawn',
];

/** What time alone does not mend. */
const NOT_TIME = [
  'unnamed',
  'extension',
  'replacement-missing',
  'replacement-ending',
  'replacement-objective',
  'replaces-another',
];

/** How an ending stands. */
export function statusOf(ending: {
  overHow?: 'retired' | 'withdrawn';
  announcedMs: number;
  sunsetMs?: number;
  verdict: Pick<RetirementVerdict, 'answer' | 'findings'>;
  forecast: EndingForecast;
  nowMs: number;
}): EndingStatus {
  const { overHow, sunsetMs, verdict, nowMs } = ending;
  if (overHow) {
    return overHow;
  }
  if (verdict.answer !== 'no') {
    return verdict.answer === 'yes' ? 'safe' : 'unknown';
  }
  if (sunsetMs !== undefined && sunsetMs <= nowMs) {
    return 'overdue';
  }
  if (isTooLate(ending)) {
    return 'too-late';
  }
  const isBlocked =
    sunsetMs === undefined ||
    verdict.findings.some(
      ({ kind, outcome }) => outcome === 'blocks' && NOT_TIME.includes(kind),
    );
  return isBlocked ? 'blocked' : 'on-track';
}

/** The last consumer leaves after the date, or half of the time is over and nobody sees them leave. */
function isTooLate({
  announcedMs,
  sunsetMs,
  forecast,
  nowMs,
}: {
  announcedMs: number;
  sunsetMs?: number;
  forecast: EndingForecast;
  nowMs: number;
}): boolean {
  if (sunsetMs === undefined) {
    return false;
  }
  switch (forecast.outcome) {
    case 'expected':
      return Date.parse(forecast.lastAt!) > sunsetMs;
    case 'not-in-sight':
      return nowMs > (announcedMs + sunsetMs) / 2;
    default:
      return false;
  }
}

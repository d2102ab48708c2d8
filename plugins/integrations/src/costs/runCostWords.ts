import {
  CostRange,
  InterventionKind,
  Quota,
  RunCost,
} from '@tieline/plugin-integrations-common/governance';
import { shortName } from '../shared/EntityLink';
import { formatCount, formatShare } from '../shared/format';
import {
  currencySign,
  formatMoney,
  formatMoneyRange,
} from '../shared/formatMoney';

const NBSP = '\u00a0';
const MINUTES_AN_HOUR = 60;

/** What somebody can do by hand. */
export const KINDS: ReadonlyArray<{ id: InterventionKind; title: string }> = [
  { id: 'replay', title: 'Replay' },
  { id: 'restart', title: 'Restart' },
  { id: 'correction', title: 'Correction' },
  { id: 'transfer', title: 'Transfer' },
  { id: 'other', title: 'Other' },
];

/** `Restart` */
export function kindTitle(kind: InterventionKind): string {
  return KINDS.find(({ id }) => id === kind)?.title ?? kind;
}

/** How long people were at it: `45 minutes`, `1 hour`, `2 h 5 min`. */
export function minutesWords(minutes: number): string {
  if (minutes < MINUTES_AN_HOUR) {
    return minutes === 1 ? '1 minute' : `${formatCount(minutes)} minutes`;
  }
  const hours = Math.floor(minutes / MINUTES_AN_HOUR);
  const rest = minutes % MINUTES_AN_HOUR;
  if (rest) {
    return `${formatCount(hours)}${NBSP}h${NBSP}${rest}${NBSP}min`;
  }
  return hours === 1 ? '1 hour' : `${formatCount(hours)} hours`;
}

/** `1 integration`, `12 integrations`. */
export function countWords(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}

function tinyFigure(value: number): string {
  return value.toLocaleString('en-GB', {
    maximumSignificantDigits: value < 100 ? 2 : 3,
  });
}

/** What one message costs, which is often less than a cent: `0.0032 €`. */
export function formatPerMessage(value: number, currency: string): string {
  return `${tinyFigure(value)}${NBSP}${currencySign(currency)}`;
}

/** `0.0012 to 0.0041 €` */
export function perMessageRange(
  { low, high }: Pick<CostRange, 'low' | 'high'>,
  currency: string,
): string {
  const [from, to] = [tinyFigure(low), tinyFigure(high)];
  return `${from === to ? to : `${from} to ${to}`}${NBSP}${currencySign(currency)}`;
}

/** An amount with its range: `12 k€ a month, 8 to 17 k€`. */
export function perMonthWords(range: CostRange, currency: string): string {
  return `${formatMoney(range.expected, currency)} a month, ${formatMoneyRange(range, currency)}`;
}

/** What is not in a cost, in words. */
export function missingTitle(missing: string): string {
  if (missing === 'volume') {
    return 'what went over it';
  }
  if (missing === 'pattern') {
    return 'its pattern';
  }
  if (missing === 'platform') {
    return 'the platform that it goes via';
  }
  const ref = missing.match(/^cost of (.+)$/)?.[1];
  return ref?.includes(':') ? `what ${shortName(ref)} costs` : missing;
}

/** Everything that is not in a cost as one sentence. */
export function missingWords(missing: readonly string[]): string {
  const titles = missing.map(missingTitle);
  const last = titles.at(-1);
  const list =
    titles.length > 1 ? `${titles.slice(0, -1).join(', ')} and ${last}` : last;
  return `Nobody knows ${list}, so that is not in it.`;
}

/** Whether the volume was measured at all. */
export function isMeasured(cost: Pick<RunCost, 'calls'>): boolean {
  return cost.calls !== null;
}

const UNITS: Record<Quota['kind'], string> = {
  connections: 'connections',
  'transactions-per-month': 'transactions a month',
  'messages-per-second': 'messages a second',
};

/** What is limited: `connections`. */
export function quotaUnit({ kind }: Pick<Quota, 'kind'>): string {
  return UNITS[kind];
}

function quotaFigure(value: number): string {
  return value.toLocaleString('en-GB', {
    maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0,
  });
}

/** How much there may be: `40 connections`. */
export function limitWords(quota: Pick<Quota, 'kind' | 'limit'>): string {
  return `${quotaFigure(quota.limit)} ${quotaUnit(quota)}`;
}

/** How much is used; undefined where nobody knows. */
export function usedWords(quota: Quota): string | undefined {
  const { used, share } = quota;
  if (used === undefined) {
    return undefined;
  }
  const part = share === undefined ? '' : `, ${formatShare(share)}`;
  return `${quotaFigure(used)} of ${limitWords(quota)}${part}`;
}

/** How what is used comes about. */
export function usedFormula({
  kind,
  integrations,
}: Pick<Quota, 'kind' | 'integrations'>): string {
  const those = countWords(integrations, 'integration', 'integrations');
  switch (kind) {
    case 'connections':
      return `The endpoints of ${those} via it added up; of each at least its source and its targets.`;
    case 'transactions-per-month':
      return `What was measured of ${those} via it in 30 days, added up.`;
    default:
      return `3 × the mean of a second of what was measured of ${those} via it in 30 days: busy hours carry two to three times the mean.`;
  }
}

/** How the growth comes about. */
export function growthFormula({ kind }: Pick<Quota, 'kind'>): string {
  return kind === 'connections'
    ? '(integrations via it today ÷ those of up to 90 days ago) to the power of (30 ÷ days between) − 1.'
    : 'A mean day of 30 ÷ one of the 30 days before − 1, of those that were measured on every day of both.';
}

/** How the day on which there is no room left comes about. */
export const RUNS_OUT_FORMULA =
  'log(limit ÷ used) ÷ log(1 + growth) × 30 days from today: it goes on to grow by the same share.';

/** By how much of itself what is used grows; undefined where nobody knows. */
export function growthWords(quota: Quota): string | undefined {
  const { growthPerMonth } = quota;
  if (growthPerMonth === undefined) {
    return undefined;
  }
  if (growthPerMonth === 0) {
    return 'stays as it is';
  }
  const sign = growthPerMonth > 0 ? '+' : '−';
  return `${sign}${formatShare(Math.abs(growthPerMonth))} each month`;
}

function fullDay(day: string): string {
  return new Date(`${day}T00:00:00`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

/** How a limit is doing. */
export type QuotaOutlook = 'over' | 'ends' | 'lasts' | 'unknown';

export function outlookOf(quota: Quota): QuotaOutlook {
  const { used, limit, growthPerMonth, runsOutOn } = quota;
  if (used !== undefined && used >= limit) {
    return 'over';
  }
  if (runsOutOn) {
    return 'ends';
  }
  return used === undefined || growthPerMonth === undefined
    ? 'unknown'
    : 'lasts';
}

/** How many integrations are not in what is used; connections are counted without any measuring. */
export function notCounted({
  kind,
  unmeasured,
}: Pick<Quota, 'kind' | 'unmeasured'>): number {
  return kind === 'connections' ? 0 : unmeasured;
}

/** Why nobody knows how it grows. */
export function noGrowthWords({ kind }: Pick<Quota, 'kind'>): string {
  return kind === 'connections'
    ? 'how many integrations went via it a month ago is not recorded'
    : 'how it grows is not measured for long enough';
}

/** When there is no room left, in words. */
export function outlookWords(quota: Quota): string {
  switch (outlookOf(quota)) {
    case 'over':
      return 'there is no room left';
    case 'ends':
      return `runs out on ${fullDay(quota.runsOutOn!)}`;
    case 'lasts':
      return notCounted(quota)
        ? 'not within three years, as far as it is measured'
        : 'not within three years';
    default:
      return quota.used === undefined
        ? 'not known: nothing of it is measured'
        : `not known: ${noGrowthWords(quota)}`;
  }
}

import {
  CostRange,
  Decision,
  Reconsideration,
  ReconsiderationPage,
  Regret,
  RegretReason,
} from '@tieline/plugin-integrations-common/governance';
import { fieldWords, formatVolume } from '../decide/decideWords';
import { formatDay, formatDuration } from '../shared/format';
import {
  currencySign,
  formatMoney,
  formatMoneyRange,
} from '../shared/formatMoney';

/** What an assumption is about. */
const FIELD_TITLES: Record<RegretReason['field'], string> = {
  volume: 'Volume',
  latency: 'Latency',
  consumers: 'Consumers',
  cost: 'Cost',
};

/** The code that a unit such as `EUR a month` begins with. */
const CURRENCY = /^[A-Z]{3}\b/;

/** What an integration is called. */
export function nameOf(integration: { title?: string; name: string }): string {
  return integration.title ?? integration.name;
}

/** Whether another than the first was chosen. */
export function isAgainstFirst({ rank }: Pick<Decision, 'rank'>): boolean {
  return rank > 1;
}

/** Whether nobody decided anew after it. */
export function isCurrent({ supersededBy }: Decision): boolean {
  return supersededBy === undefined;
}

/** The decision about an integration that counts. */
export function currentOf(
  decisions: readonly Decision[],
): Decision | undefined {
  return decisions.find(isCurrent);
}

function amountOf(value: number, unit: string): string {
  return unit === 'ms' ? formatDuration(value) : formatVolume(value);
}

/**
 * An assumption beside what is observed: `assumed 4,000 a day, observed 11,200
 * (10,400–12,100) since 3 Nov`.
 */
export function regretReasonWords(reason: RegretReason, now: Date): string {
  const { assumed, observed, observedLow, observedHigh, unit, since } = reason;
  const of = (value: number) => amountOf(value, unit);
  const unitWords =
    unit === 'ms' ? '' : ` ${unit.replace(CURRENCY, currencySign)}`;
  const range =
    observedLow !== undefined &&
    observedHigh !== undefined &&
    of(observedLow) !== of(observedHigh)
      ? ` (${of(observedLow)}–${of(observedHigh)})`
      : '';
  return `assumed ${of(assumed)}${unitWords}, observed ${of(observed)}${range} since ${formatDay(since, now)}`;
}

/** What an assumption is about, in one word. */
export function regretFieldTitle({ field }: RegretReason): string {
  return FIELD_TITLES[field];
}

/** What the matrix says for what is observed, beside what was chosen. */
export function todayWords({
  decision,
  recommendedThen,
  recommendedToday,
  rankToday,
}: Regret): string {
  if (!recommendedToday) {
    return 'What the matrix says today is not known: too little is measured.';
  }
  const then =
    recommendedThen === recommendedToday
      ? ', as then'
      : `, then ${recommendedThen}`;
  if (recommendedToday === decision.pattern) {
    return `The matrix still puts ${decision.pattern} first${then}.`;
  }
  const rank =
    rankToday === undefined
      ? ''
      : ` ${decision.pattern} is number ${rankToday}.`;
  return `The matrix puts ${recommendedToday} first today${then}.${rank}`;
}

/** How what the matrix says today differs from what is built. */
export type Comparison = 'same' | 'near-tie' | 'different' | 'unknown';

export function comparisonOf(
  one: Pick<Reconsideration, 'recommended' | 'pattern' | 'isNearTie' | 'rank'>,
): Comparison {
  if (one.recommended === undefined) {
    return 'unknown';
  }
  if (one.recommended === one.pattern || one.rank === 1) {
    return 'same';
  }
  return one.isNearTie ? 'near-tie' : 'different';
}

/** That too little is known, and what is missing. */
export function missingWords(missing: readonly string[]): string {
  return missing.length
    ? `Too little is known of it: ${fieldWords(missing)}.`
    : 'Too little is known of it.';
}

/** What a change would save or cost, at a glance: `saves 20 to 120 k€`. */
export function differenceWords(
  { low, high }: Pick<CostRange, 'low' | 'high'>,
  currency: string,
): string {
  if (high <= 0 && low < 0) {
    return `saves ${formatMoneyRange({ low: -high, high: -low }, currency)}`;
  }
  if (low < 0) {
    return `saves up to ${formatMoney(-low, currency)} or costs up to ${formatMoney(high, currency)} more`;
  }
  return high === 0
    ? 'makes no difference'
    : `costs ${formatMoneyRange({ low, high }, currency)} more`;
}

/** What is expected of it. */
export function expectedDifferenceWords(
  { expected }: Pick<CostRange, 'expected'>,
  currency: string,
): string {
  if (expected === 0) {
    return 'expected: no difference';
  }
  return expected < 0
    ? `expected: ${formatMoney(-expected, currency)} saved`
    : `expected: ${formatMoney(expected, currency)} more`;
}

/** All that was compared, in one sentence. */
export function reconsiderationLead(page: ReconsiderationPage): string {
  const { counts, difference, currency } = page;
  const all = counts.same + counts.nearTie + counts.different + counts.unknown;
  if (all === 0) {
    return 'No integration has been compared yet.';
  }
  const which = `${counts.different || 'None'} of ${all} would be decided differently today`;
  return difference && counts.different > 0
    ? `${which}; over three years, the moves included, that ${differenceWords(difference, currency)}, ${expectedDifferenceWords(difference, currency)}.`
    : `${which}.`;
}

import { CostRange } from '@tieline/plugin-integrations-common/governance';

/** No break between a number and its unit. */
const NBSP = '\u00a0';

/** As wide as a digit, and read aloud as minus. */
const MINUS = '\u2212';

const THOUSAND = 1_000;
const MILLION = 1_000_000;

/** `€` for EUR; the code where there is no symbol for it. */
export function currencySign(currency: string): string {
  try {
    return (
      new Intl.NumberFormat('en-GB', {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
      })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')?.value ?? currency
    );
  } catch {
    return currency;
  }
}

function scaleOf(amount: number): { size: number; prefix: string } {
  const largest = Math.abs(amount);
  if (largest >= MILLION) {
    return { size: MILLION, prefix: 'M' };
  }
  return largest >= THOUSAND
    ? { size: THOUSAND, prefix: 'k' }
    : { size: 1, prefix: '' };
}

/** `k€`, but `k CHF`: letters need a gap. */
function unitOf(prefix: string, currency: string): string {
  const sign = currencySign(currency);
  const isWord = sign.length > 1;
  return prefix && isWord ? `${prefix}${NBSP}${sign}` : `${prefix}${sign}`;
}

function shortAmount(value: number, size: number): string {
  const scaled = value / size;
  const text = scaled.toLocaleString('en-GB', {
    maximumFractionDigits: size > 1 && Math.abs(scaled) < 9.95 ? 1 : 0,
  });
  return text === '-0' ? '0' : text.replace('-', MINUS);
}

/** An amount for a glance: `58 k€`, `1.2 M€`, `640 €`. */
export function formatMoney(value: number, currency: string): string {
  const { size, prefix } = scaleOf(value);
  return `${shortAmount(value, size)}${NBSP}${unitOf(prefix, currency)}`;
}

/** A range for a glance: `58 to 171 k€`, `−20 to 5 k€`. */
export function formatMoneyRange(
  { low, high }: Pick<CostRange, 'low' | 'high'>,
  currency: string,
): string {
  const { size, prefix } = scaleOf(Math.max(Math.abs(low), Math.abs(high)));
  const [from, to] = [shortAmount(low, size), shortAmount(high, size)];
  return `${from === to ? to : `${from} to ${to}`}${NBSP}${unitOf(prefix, currency)}`;
}

/** An amount to the cent, so that what is shown adds up: `38,424.09 €`. */
export function formatExactMoney(value: number, currency: string): string {
  const text = value.toLocaleString('en-GB', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${text.replace('-', MINUS)}${NBSP}${currencySign(currency)}`;
}

/** The end of an axis: 1, 2, 3, 5 or 10 times a power of ten, not below the largest. */
export function scaleEnd(largest: number): number {
  if (largest <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 5, 10].find(one => one * power >= largest) ?? 10;
  return step * power;
}

/** A figure of the price list as it stands there: `1,200`, `0.0032`. */
export function formatFigure(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 6 });
}

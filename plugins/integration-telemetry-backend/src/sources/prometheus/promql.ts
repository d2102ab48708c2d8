/** A metric, and the label matchers that narrow it. */
export interface Selection {
  metric: string;
  /** Label matchers as they are configured. */
  filter?: string;
  /** Values that a label has to have one of. */
  oneOf?: { label: string; values: readonly string[] };
}

/** Text as PromQL writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A regular expression (RE2) that matches these texts and nothing else. */
export function anyOf(texts: readonly string[]): string {
  return quoted(
    texts.map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
  );
}

/** A selector of series. */
export function select({ metric, filter, oneOf }: Selection): string {
  const matchers = [
    ...(filter ? [filter] : []),
    ...(oneOf ? [`${oneOf.label}=~${anyOf(oneOf.values)}`] : []),
  ];
  return `${metric}{${matchers.join(',')}}`;
}

/** A counter that was not there for so long is a new one. */
const NEW_AFTER = '1h';

/**
 * How many calls there were over a time, added up for each set of these labels.
 *
 * `increase` knows nothing of what a counter began with: where the first errors
 * come at once, there would be none. A new counter counts from zero, unless
 * nothing of its service was there before: then the engine, or its way to the
 * service, may be what is new.
 */
export function callsBy(
  labels: readonly string[],
  selection: Selection,
  overMs: number,
  service: string,
): string {
  const over = `${Math.max(1, Math.round(overMs / 1000))}s`;
  const selector = select(selection);
  const before = `present_over_time(${selector}[${NEW_AFTER}] offset ${over})`;
  const begun = `last_over_time(${selector}[${over}]) unless ${before}`;
  return `sum by (${labels.join(',')}) (((${begun}) and on (${service}) ${before}) or increase(${selector}[${over}]))`;
}

/** How much counters rose over a time, added up for each set of these labels. */
export function increaseBy(
  labels: readonly string[],
  selection: Selection,
  overMs: number,
): string {
  const overSeconds = Math.max(1, Math.round(overMs / 1000));
  return `sum by (${labels.join(',')}) (increase(${select(selection)}[${overSeconds}s]))`;
}

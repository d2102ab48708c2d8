import { CallTotals } from '../../series/CallTotals';
import { SeriesBatch } from '../../series/SeriesBatch';

/** The widths of the columns, of which PostgreSQL takes no more. */
const WIDTHS: Record<string, number> = {
  subject: 510,
  protocol: 64,
  id: 64,
  key: 64,
};
const OTHER_WIDTH = 255;
/** PostgreSQL's `integer`. */
const LARGEST_INTEGER = 2 ** 31 - 1;

function mistakeInText(name: string, text: unknown): string | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  const width = WIDTHS[name] ?? OTHER_WIDTH;
  if ([...text].length > width) {
    return `${name} is longer than ${width}`;
  }
  // PostgreSQL has no such character in its texts.
  return text.includes('\u0000') ? `${name} holds a NUL` : undefined;
}

function mistakeInTotals(totals: CallTotals): string | undefined {
  const { histogram, failures, ...numbers } = totals;
  const wrong = Object.entries(numbers).find(
    ([, value]) => !(Number.isFinite(value) && value >= 0),
  );
  if (wrong) {
    return `${wrong[0]} is ${wrong[1]}`;
  }
  for (const [failure, count] of failures) {
    if (!Number.isFinite(count)) {
      return `the failure ${JSON.stringify(failure)} is counted ${count} times`;
    }
  }
  return undefined;
}

function mistakeInFields(fields: object): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const mistake =
      mistakeInText(name, value) ??
      (typeof value === 'number' && !Number.isFinite(value)
        ? `${name} is ${value}`
        : undefined);
    if (mistake) {
      return mistake;
    }
  }
  return undefined;
}

/**
 * What of a batch no database would take: it would come back at each try to
 * merge it, and hold up everything behind it. Undefined where all of it fits.
 */
export function findUnstorable(batch: SeriesBatch): string | undefined {
  for (const { key, minutes, hours, firstSeenMs, lastSeenMs } of [
    ...batch.series.values(),
  ]) {
    const mistake =
      mistakeInFields(key) ?? mistakeInFields({ firstSeenMs, lastSeenMs });
    if (mistake) {
      return `series: ${mistake}`;
    }
    for (const [start, totals] of [...minutes, ...hours]) {
      const inTotals = mistakeInTotals(totals);
      if (inTotals || !(Math.abs(start) <= LARGEST_INTEGER)) {
        return `point at ${start}: ${inTotals ?? 'its minute'}`;
      }
    }
  }
  for (const { source, target, ...flow } of batch.flows.values()) {
    const mistake =
      mistakeInFields(flow) ??
      mistakeInFields(source) ??
      mistakeInFields(target);
    if (mistake) {
      return `flow: ${mistake}`;
    }
  }
  for (const { totals, series, ...value } of batch.cumulative) {
    const mistake =
      mistakeInFields(value) ??
      mistakeInFields(series) ??
      mistakeInTotals(totals);
    if (mistake) {
      return `cumulative: ${mistake}`;
    }
  }
  for (const item of [...batch.services.values(), ...batch.logs.values()]) {
    const mistake = mistakeInFields(item);
    if (mistake) {
      return `service or logs: ${mistake}`;
    }
  }
  return undefined;
}

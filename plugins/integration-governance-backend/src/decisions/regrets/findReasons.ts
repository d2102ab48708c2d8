import { RegretReason } from '@tieline/plugin-integrations-common/governance';
import { counted, duration, grouped } from '../../checklist/checks/words';
import { Assumption } from './assumptionsOf';
import { ObservedLevel, ObservedLevels } from './ObservedLevels';

/**
 * Where what is observed has left what was assumed: where the whole range of
 * its level is outside. Once outside it counts until the whole range is inside
 * again; what is not observed leaves it as it was.
 *
 * @param before - what counted when it was looked at last
 */
export function findReasons(
  assumptions: readonly Assumption[],
  levels: ObservedLevels,
  before: readonly RegretReason[],
  now: Date,
): RegretReason[] {
  return assumptions.flatMap(assumption => {
    const known = before.find(({ field }) => field === assumption.field);
    const level = levels[assumption.field];
    if (!level) {
      return known ? [known] : [];
    }
    const counts =
      isOutside(assumption, level) || (known && !isInside(assumption, level));
    return counts
      ? [
          {
            field: assumption.field,
            assumed: assumption.assumed,
            observed: level.level,
            observedLow: level.low,
            observedHigh: level.high,
            unit: assumption.unit,
            since: known?.since ?? now.toISOString(),
            source: level.source,
            text: inWords(assumption, level),
          },
        ]
      : [];
  });
}

function isOutside(
  { lowest, highest }: Assumption,
  { low, high }: ObservedLevel,
): boolean {
  return low > highest || (lowest !== undefined && high < lowest);
}

function isInside(
  { lowest, highest }: Assumption,
  { low, high }: ObservedLevel,
): boolean {
  return high <= highest && (lowest === undefined || low >= lowest);
}

function inWords(
  { field, assumed, unit }: Assumption,
  { low, level, high }: ObservedLevel,
): string {
  const shown = (value: number) => {
    switch (field) {
      case 'latency':
        return duration(value);
      case 'consumers':
        return counted(Math.round(value), 'consumer', 'consumers');
      default:
        return `${grouped(value)} ${unit}`;
    }
  };
  const from = field === 'latency' ? duration(low) : grouped(low);
  const to = field === 'latency' ? duration(high) : grouped(high);
  return `${shown(assumed)} assumed, ${shown(level)} observed: ${from} to ${to} lately.`;
}

import { Guarantees } from '@tieline/plugin-integrations-common/contracts';
import { isJsonObject, Json, JsonObject, member } from '../text/Json';

const DELIVERIES = ['at-most-once', 'at-least-once', 'exactly-once'] as const;
const MOST = { errorCases: 100, objectives: 20 };

/**
 * A text's `x-tieline-guarantees` section, as far as it can be used: what has
 * another type than it should is left out.
 */
export function readGuarantees(section: Json | undefined) {
  if (!isJsonObject(section)) {
    return undefined;
  }
  const delivery = DELIVERIES.find(
    known => known === member(section, 'delivery'),
  );
  const guarantees: Guarantees = {
    ...textsOf(section, ['retryPolicy', 'idempotencyKey', 'ordering']),
    ...(delivery && { delivery }),
  };
  const errorCases = objectsOf(section, 'errorCases')
    .map(one => ({
      ...textsOf(one, ['name', 'meaning']),
      ...(typeof one.retryable === 'boolean' && { retryable: one.retryable }),
    }))
    .filter(one => one.name !== undefined)
    .slice(0, MOST.errorCases);
  const objectives = objectsOf(section, 'objectives')
    .map(one => textsOf(one, ['indicator', 'target']))
    .filter(one => one.indicator !== undefined && one.target !== undefined)
    .slice(0, MOST.objectives);
  return {
    ...guarantees,
    ...(errorCases.length > 0 && { errorCases }),
    ...(objectives.length > 0 && { objectives }),
  } as Guarantees;
}

function objectsOf(section: JsonObject, name: string): JsonObject[] {
  const list = member(section, name);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function textsOf<Name extends string>(
  object: JsonObject,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = member(object, name);
    if (typeof value === 'string' || typeof value === 'number') {
      texts[name] = String(value);
    }
  }
  return texts;
}

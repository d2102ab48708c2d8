import { InputError } from '@backstage/errors';
import { Knex } from 'knex';

export type ListOrder =
  | 'status'
  | 'name'
  | 'pattern'
  | 'source'
  | 'owner'
  | 'criticality'
  | 'throughput'
  | 'errors'
  | 'p95'
  | 'score';

export type Direction = 'asc' | 'desc';

/** One of the columns that a list is sorted by; never null. */
export interface SortKey {
  expression: string;
  direction: Direction;
}

/** The rank of `unknown`, which an integration without a snapshot has. */
const UNKNOWN_RANK = 3;

const name = 'projection_integrations.name';
const entityRef = 'projection_integrations.entity_ref';
const criticalityRank = 'projection_integrations.criticality_rank';

/** An expression, when it is missing, and what stands there then. */
const expressions: Record<
  Exclude<ListOrder, 'status' | 'name'>,
  { expression: string; whenMissing: string; isMissing?: string }
> = {
  pattern: {
    expression: 'projection_integrations.pattern',
    whenMissing: `''`,
  },
  source: {
    expression: 'projection_integrations.source_ref',
    whenMissing: `''`,
  },
  owner: {
    expression: 'projection_integrations.owner_ref',
    whenMissing: `''`,
  },
  criticality: {
    expression: criticalityRank,
    whenMissing: '-1',
    isMissing: `${criticalityRank} = -1`,
  },
  throughput: {
    expression: 'health_snapshots.throughput_per_minute',
    whenMissing: '0',
  },
  errors: { expression: 'health_snapshots.error_rate', whenMissing: '0' },
  p95: { expression: 'health_snapshots.latency_ms', whenMissing: '0' },
  score: { expression: 'scores.yes_share', whenMissing: '0' },
};

/**
 * The keys of an order. The last is unique, so that a page can begin exactly
 * after the last row of the page before.
 */
export function sortKeys(order: ListOrder, direction: Direction): SortKey[] {
  const tail: SortKey[] = [
    { expression: name, direction: 'asc' },
    { expression: entityRef, direction: 'asc' },
  ];
  if (order === 'name') {
    return [
      { expression: name, direction },
      { expression: entityRef, direction },
    ];
  }
  if (order === 'status') {
    return [
      {
        expression: `coalesce(health_snapshots.status_rank, ${UNKNOWN_RANK})`,
        direction,
      },
      { expression: criticalityRank, direction: 'desc' },
      ...tail,
    ];
  }
  const { expression, whenMissing, isMissing } = expressions[order];
  return [
    {
      expression: `case when ${isMissing ?? `${expression} is null`} then 1 else 0 end`,
      direction: 'asc',
    },
    { expression: `coalesce(${expression}, ${whenMissing})`, direction },
    ...tail,
  ];
}

/** Sorts by the keys, and selects them as `key0`, `key1` and so on for the next cursor. */
export function applyOrder(
  knex: Knex,
  query: Knex.QueryBuilder,
  keys: SortKey[],
): void {
  keys.forEach(({ expression, direction }, index) => {
    query.select(knex.raw(`${expression} as ??`, [`key${index}`]));
    query.orderByRaw(`${expression} ${direction}`);
  });
}

/** Begins after the row with these values of the keys. */
export function applyAfter(
  query: Knex.QueryBuilder,
  keys: SortKey[],
  values: Array<string | number>,
): void {
  query.andWhere(any => {
    keys.forEach((key, index) => {
      any.orWhere(all => {
        for (let before = 0; before < index; before += 1) {
          all.andWhereRaw(`${keys[before].expression} = ?`, [values[before]]);
        }
        const operator = key.direction === 'asc' ? '>' : '<';
        all.andWhereRaw(`${key.expression} ${operator} ?`, [values[index]]);
      });
    });
  });
}

/** A cursor that only fits the order that it was made for. */
export function encodeCursor(
  order: ListOrder,
  direction: Direction,
  values: Array<string | number>,
): string {
  return Buffer.from(JSON.stringify([order, direction, values])).toString(
    'base64url',
  );
}

/** @throws InputError where the cursor does not come from a list in this order */
export function decodeCursor(
  cursor: string,
  order: ListOrder,
  direction: Direction,
): Array<string | number> {
  try {
    const [forOrder, forDirection, values] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    const fits =
      forOrder === order &&
      forDirection === direction &&
      Array.isArray(values) &&
      values.length === sortKeys(order, direction).length &&
      values.every(value => ['string', 'number'].includes(typeof value));
    if (fits) {
      return values;
    }
  } catch {
    // Not one of ours: answered below like one that doesn't fit.
  }
  throw new InputError(
    'This cursor does not belong to a list in this order; begin without a cursor',
  );
}

import { InputError } from '@backstage/errors';
import { Knex } from 'knex';

export type ListOrder =
  'verdict' | 'name' | 'format' | 'changed' | 'versions' | 'consumers';

export type Direction = 'asc' | 'desc';

type Column =
  | 'rank'
  | 'changed_at_ms'
  | 'name_key'
  | 'format_key'
  | 'latest_number'
  | 'consumers'
  | 'id';

/** One of the columns that a list is sorted by; never null. */
export interface SortKey {
  column: Column;
  direction: Direction;
  isText?: boolean;
}

/**
 * The keys of an order. The last is unique, so that a page can begin exactly
 * after the last row of the page before.
 */
export function sortKeys(order: ListOrder, direction: Direction): SortKey[] {
  const tail: SortKey[] = [
    { column: 'name_key', direction: 'asc', isText: true },
    { column: 'id', direction: 'asc' },
  ];
  switch (order) {
    case 'name':
      return [
        { column: 'name_key', direction, isText: true },
        { column: 'id', direction },
      ];
    case 'format':
      return [{ column: 'format_key', direction, isText: true }, ...tail];
    case 'changed':
      return [{ column: 'changed_at_ms', direction }, ...tail];
    case 'versions':
      return [{ column: 'latest_number', direction }, ...tail];
    case 'consumers':
      return [{ column: 'consumers', direction }, ...tail];
    default:
      return [
        { column: 'rank', direction },
        { column: 'changed_at_ms', direction: 'desc' },
        ...tail,
      ];
  }
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
          all.andWhere(keys[before].column, values[before]);
        }
        all.andWhere(
          key.column,
          key.direction === 'asc' ? '>' : '<',
          values[index],
        );
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
    const keys = sortKeys(order, direction);
    const fits =
      forOrder === order &&
      forDirection === direction &&
      Array.isArray(values) &&
      values.length === keys.length &&
      keys.every(
        ({ isText }, at) =>
          typeof values[at] === (isText ? 'string' : 'number'),
      );
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

import { Knex } from 'knex';

/** The value of a filter that stands for "has none". */
const NO_VALUE = 'none';

/** What a list of contracts can be narrowed to: several values are "or", several fields "and". */
export interface ContractFilter {
  format?: string[];
  mode?: string[];
  verdict?: string[];
  owner?: string[];
  text?: string;
}

/** Narrows a query on the listed contracts. */
export function applyFilter(
  query: Knex.QueryBuilder,
  { format, mode, verdict, owner, text }: ContractFilter,
): void {
  for (const [column, values] of Object.entries({ format, mode, verdict })) {
    if (values?.length) {
      query.whereIn(column, values);
    }
  }
  if (owner?.length) {
    const refs = owner.map(ref => ref.toLocaleLowerCase('en-US'));
    query.where(any => {
      any.whereIn('owner_ref', refs);
      if (refs.includes(NO_VALUE)) {
        any.orWhereNull('owner_ref');
      }
    });
  }
  const wanted = text?.trim().toLocaleLowerCase('en-US');
  if (wanted) {
    const literal = wanted.replace(/[\\%_]/g, match => `\\${match}`);
    query.whereRaw(`search_text like ? escape '\\'`, [`%${literal}%`]);
  }
}

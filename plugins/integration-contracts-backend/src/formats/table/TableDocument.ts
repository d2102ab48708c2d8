import { Json, JsonObject } from '../../text/Json';

/** How fields are found in a file (Table Schema 2.0, fieldsMatch). */
export type FieldsMatch = 'exact' | 'equal' | 'subset' | 'superset' | 'partial';

/** A table's description, with what isn't said filled in as the standard has it. */
export interface TableDocument {
  /** JSON pointer of the schema. */
  pointer: string;
  fields: TableField[];
  fieldsMatch: FieldsMatch;
  /** Sets of fields whose values together are there once. */
  keys: TableKey[];
  foreignKeys: ForeignKey[];
  dialect: Dialect;
}

export interface TableField {
  name: string;
  pointer: string;
  type: string;
  format: string;
  constraints: JsonObject;
  required: boolean;
  unique: boolean;
  /** `enum` and `categories` together; absent where any value may come. */
  values: readonly string[] | undefined;
  missingValues: readonly string[];
  /** What decides how values are written, such as `decimalChar`. */
  notation: ReadonlyMap<string, Json>;
}

export interface TableKey {
  /** `primaryKey` or `uniqueKeys`. */
  keyword: string;
  pointer: string;
  fields: readonly string[];
}

export interface ForeignKey {
  pointer: string;
  /** Equal for keys that ask the same. */
  identity: string;
  title: string;
}

/** How the file is written (Table Dialect 2.0; encoding is the resource's). */
export interface Dialect {
  pointer: string;
  settings: ReadonlyMap<string, { value: Json; pointer: string }>;
  header: boolean;
}

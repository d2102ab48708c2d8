import { Json, JsonObject } from '../../text/Json';

/** A delimited file, taken apart. */
export interface TableFile {
  header: readonly string[];
  rows: ReadonlyArray<readonly string[]>;
}

type Field = JsonObject & { name: string };

/**
 * Whether a file keeps to a table schema, by the words of Table Schema 2.0: written
 * for tests, apart from what reads tables elsewhere here. It knows the types that
 * the tests use.
 */
export function acceptsFile(table: Json, file: TableFile): boolean {
  const { schema, dialect } = table as { schema: JsonObject; dialect?: Json };
  const fields = schema.fields as unknown as Field[];
  const hasHeader = (dialect as JsonObject | undefined)?.header !== false;
  const columns = hasHeader
    ? columnsByName(fields, schema.fieldsMatch ?? 'exact', file.header)
    : columnsByPlace(fields, file.header);
  if (!columns) {
    return false;
  }
  const keys = [schema.primaryKey, ...((schema.uniqueKeys ?? []) as Json[])]
    .filter(key => key !== undefined)
    .map(key => key as string[]);
  const unique = fields
    .filter(({ constraints }) => (constraints as JsonObject)?.unique)
    .map(({ name }) => [name]);
  const primary = (schema.primaryKey ?? []) as string[];
  const seen = new Map<number, Set<string>>();
  return file.rows.every(row => {
    const values = new Map<string, Value>();
    for (const [at, field] of columns) {
      const value = readCell(field, schema, row[at]);
      const constraints = (field.constraints ?? {}) as JsonObject;
      const needed = constraints.required || primary.includes(field.name);
      if (value === 'bad' || (value === undefined && needed)) {
        return false;
      }
      values.set(field.name, value);
    }
    return [...keys, ...unique].every((key, at) => {
      const parts = key.map(name => values.get(name));
      if (parts.includes(undefined)) {
        return true;
      }
      const text = JSON.stringify(parts);
      const others = seen.get(at) ?? new Set();
      seen.set(at, others);
      const isNew = !others.has(text);
      others.add(text);
      return isNew;
    });
  });
}

/** Whether a text may stand in a field. */
export function acceptsCell(table: Json, name: string, text: string): boolean {
  const { schema } = table as { schema: JsonObject };
  const field = (schema.fields as unknown as Field[]).find(
    one => one.name === name,
  )!;
  const value = readCell(field, schema, text);
  const constraints = (field.constraints ?? {}) as JsonObject;
  return value !== 'bad' && !(value === undefined && constraints.required);
}

function columnsByName(
  fields: Field[],
  match: Json,
  header: readonly string[],
): Array<[number, Field]> | undefined {
  const names = fields.map(({ name }) => name);
  const hasAll = names.every(name => header.includes(name));
  const hasNoOther = header.every(name => names.includes(name));
  const fits = {
    exact: header.join() === names.join(),
    equal: hasAll && hasNoOther,
    subset: hasAll,
    superset: hasNoOther,
    partial: header.some(name => names.includes(name)),
  }[match as string];
  return fits
    ? fields
        .map((field): [number, Field] => [header.indexOf(field.name), field])
        .filter(([at]) => at >= 0)
    : undefined;
}

function columnsByPlace(fields: Field[], header: readonly string[]) {
  return fields.length === header.length
    ? fields.map((field, at): [number, Field] => [at, field])
    : undefined;
}

interface Typed {
  type: string;
  value: string | number | boolean | readonly string[];
}

type Value = Typed | undefined | 'bad';

function readCell(field: Field, schema: JsonObject, text: string): Value {
  const missing = (field.missingValues ??
    schema.missingValues ?? ['']) as string[];
  if (missing.includes(text)) {
    return undefined;
  }
  const value = readValue(field, text);
  return value !== undefined && keepsTo(field, value, text)
    ? { type: String(field.type), value }
    : 'bad';
}

function readValue(field: Field, text: string): Typed['value'] | undefined {
  const pattern = (expected: RegExp) =>
    expected.test(text) ? text : undefined;
  switch (field.type ?? 'any') {
    case 'integer':
    case 'number':
      return readNumber(field, text);
    case 'year':
      return /^\d{4}$/.test(text) ? Number(text) : undefined;
    case 'boolean': {
      const { trueValues, falseValues } = field as Record<string, Json>;
      const yes = (trueValues ?? ['true', 'True', 'TRUE', '1']) as string[];
      const no = (falseValues ?? ['false', 'False', 'FALSE', '0']) as string[];
      return yes.includes(text) || (no.includes(text) ? false : undefined);
    }
    case 'date':
      switch (field.format ?? 'default') {
        case 'default':
          return pattern(/^\d{4}-\d\d-\d\d$/);
        case '%d/%m/%Y':
          return pattern(/^\d\d\/\d\d\/\d{4}$/);
        default:
          return pattern(/^(\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4})$/);
      }
    case 'list':
      return text.split(String(field.delimiter ?? ','));
    default:
      return text;
  }
}

function readNumber(field: Field, text: string): number | undefined {
  const { groupChar = '', decimalChar = '.' } = field as Record<string, string>;
  const isWhole = field.type === 'integer';
  const plain = groupChar === '' ? text : text.split(groupChar).join('');
  const [whole, ...parts] = isWhole ? [plain] : plain.split(decimalChar);
  const isNumber =
    /^[+-]?\d+$/.test(whole) &&
    parts.length < 2 &&
    parts.every(part => /^\d+$/.test(part));
  return isNumber ? Number([whole, ...parts].join('.')) : undefined;
}

function keepsTo(field: Field, value: Typed['value'], text: string): boolean {
  const constraints = (field.constraints ?? {}) as Record<string, Json>;
  const same = (other: Json) =>
    JSON.stringify(readValue(field, String(other))) === JSON.stringify(value);
  const ordered = ['integer', 'number', 'year', 'date'].includes(
    String(field.type),
  );
  const bound = (keyword: string) =>
    constraints[keyword] === undefined || !ordered
      ? undefined
      : (readValue(field, String(constraints[keyword])) as number);
  const size = typeof value === 'object' ? value.length : text.length;
  const limit = (keyword: string) =>
    ['string', 'list'].includes(String(field.type))
      ? (constraints[keyword] as number | undefined)
      : undefined;
  const least = bound('minimum');
  const most = bound('maximum');
  const above = bound('exclusiveMinimum');
  const below = bound('exclusiveMaximum');
  const typed = value as number;
  return (
    (constraints.enum === undefined ||
      (constraints.enum as Json[]).some(same)) &&
    (least === undefined || typed >= least) &&
    (most === undefined || typed <= most) &&
    (above === undefined || typed > above) &&
    (below === undefined || typed < below) &&
    size >= (limit('minLength') ?? 0) &&
    size <= (limit('maxLength') ?? Infinity) &&
    (constraints.pattern === undefined ||
      field.type !== 'string' ||
      new RegExp(`^(?:${constraints.pattern})$`, 'u').test(text))
  );
}

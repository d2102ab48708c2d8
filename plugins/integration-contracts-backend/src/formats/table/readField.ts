import {
  Json,
  JsonObject,
  canonicalText,
  isJsonObject,
  member,
} from '../../text/Json';
import { TableField } from './TableDocument';

/** What decides how a type's values are written, and what holds where nothing is said (Table Schema 2.0, Field Types). */
const NOTATION: Record<string, Record<string, Json>> = {
  number: { decimalChar: '.', groupChar: '', bareNumber: true },
  integer: { groupChar: '', bareNumber: true },
  boolean: {
    trueValues: ['true', 'True', 'TRUE', '1'],
    falseValues: ['false', 'False', 'FALSE', '0'],
  },
  list: { delimiter: ',', itemType: 'string' },
};

/** Reads one field of a schema. */
export function readField(
  field: JsonObject,
  pointer: string,
  schema: JsonObject,
): TableField {
  const type = textOf(member(field, 'type')) ?? 'any';
  const said = member(field, 'constraints');
  const constraints = isJsonObject(said) ? said : {};
  return {
    name: field.name as string,
    pointer,
    type,
    // Version 0 of the standard wrote the prefix.
    format: (textOf(member(field, 'format')) ?? 'default').replace(/^fmt:/, ''),
    constraints,
    required: member(constraints, 'required') === true,
    unique: member(constraints, 'unique') === true,
    values: valuesOf(field, constraints),
    missingValues: missingValuesOf(
      member(field, 'missingValues') ?? member(schema, 'missingValues'),
    ),
    notation: new Map(
      Object.entries(NOTATION[type] ?? {}).map(([key, preset]) => [
        key,
        member(field, key) ?? preset,
      ]),
    ),
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Constraints may be written as values or as texts of them: `1` and `"1"` are one. */
export function writtenValue(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonicalText(value);
}

function valuesOf(
  field: JsonObject,
  constraints: JsonObject,
): string[] | undefined {
  const lists = [
    member(constraints, 'enum'),
    member(field, 'categories'),
  ].flatMap(list => (Array.isArray(list) ? [list as Json[]] : []));
  const [first, second] = lists.map(list =>
    list.map(value =>
      writtenValue(isJsonObject(value) ? member(value, 'value') : value),
    ),
  );
  return second ? first.filter(value => second.includes(value)) : first;
}

function missingValuesOf(value: Json | undefined): string[] {
  return Array.isArray(value)
    ? value.map((one: Json) =>
        writtenValue(isJsonObject(one) ? member(one, 'value') : one),
      )
    : [''];
}

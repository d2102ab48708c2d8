import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import {
  Json,
  JsonObject,
  canonicalText,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { readDialect } from './readDialect';
import { readField } from './readField';
import {
  FieldsMatch,
  ForeignKey,
  TableDocument,
  TableKey,
} from './TableDocument';

const MATCHES: readonly FieldsMatch[] = [
  'exact',
  'equal',
  'subset',
  'superset',
  'partial',
];

type Refuse = (pointer: string, problem: string) => never;

/**
 * Reads a Table Schema, alone or in a Tabular Data Resource with its dialect
 * (Data Package 2.0; 1.0 too).
 *
 * @throws ContractTextError where the text is neither, with the place
 */
export function readTable(text: ContractText): TableDocument {
  const refuse: Refuse = (pointer, problem) => {
    throw new ContractTextError(problem, text.locate(pointer));
  };
  const { content } = text;
  if (!isJsonObject(content)) {
    return refuse(
      '',
      'A table schema is an object with "fields". This is none.',
    );
  }
  const inside = isJsonObject(member(content, 'schema'));
  const schema = inside ? (content.schema as JsonObject) : content;
  const pointer = inside ? '/schema' : '';
  const listed = member(schema, 'fields');
  if (!Array.isArray(listed) || listed.length === 0) {
    return refuse(
      childPointer(pointer, 'fields'),
      'A table schema needs "fields", a list with a field or more.',
    );
  }
  const fields = listed.map((field: Json, at: number) => {
    const place = childPointer(childPointer(pointer, 'fields'), at);
    const name = isJsonObject(field) ? member(field, 'name') : undefined;
    if (typeof name !== 'string') {
      return refuse(place, 'A field has to be an object with a "name".');
    }
    return readField(field as JsonObject, place, schema);
  });
  const names = new Set<string>();
  for (const { name, pointer: place } of fields) {
    if (names.has(name)) {
      return refuse(place, `There are two fields called "${name}".`);
    }
    names.add(name);
  }
  const keys = readKeys(schema, pointer);
  for (const { fields: parts, pointer: place } of keys) {
    const unknown = parts.find(part => !names.has(part));
    if (unknown !== undefined) {
      return refuse(place, `The key names "${unknown}", which is no field.`);
    }
  }
  for (const field of fields) {
    const primary = keys.find(({ keyword }) => keyword === 'primaryKey');
    // A primary key's fields can't be missing (Table Schema 2.0, primaryKey).
    field.required ||= primary?.fields.includes(field.name) ?? false;
  }
  return {
    pointer,
    fields,
    fieldsMatch: readMatch(schema, pointer, refuse),
    keys,
    foreignKeys: readForeignKeys(schema, pointer),
    dialect: readDialect(content),
  };
}

function readMatch(
  schema: JsonObject,
  pointer: string,
  refuse: Refuse,
): FieldsMatch {
  const said = member(schema, 'fieldsMatch') ?? 'exact';
  // The 2.0 profile has a list here by mistake, which 2.1 corrects.
  const value = Array.isArray(said) ? said[0] : said;
  return (
    MATCHES.find(known => known === value) ??
    refuse(
      childPointer(pointer, 'fieldsMatch'),
      `"fieldsMatch" has to be one of ${MATCHES.join(', ')}.`,
    )
  );
}

/** One name or several: version 1 of the standard had both. */
function namesOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((name): name is string => typeof name === 'string');
}

function readKeys(schema: JsonObject, pointer: string): TableKey[] {
  const unique = member(schema, 'uniqueKeys');
  const primary = namesOf(member(schema, 'primaryKey'));
  const keys = (Array.isArray(unique) ? unique : []).map(
    (key: Json, at: number) => ({
      keyword: 'uniqueKeys',
      pointer: childPointer(childPointer(pointer, 'uniqueKeys'), at),
      fields: namesOf(key),
    }),
  );
  return primary.length === 0
    ? keys
    : [
        {
          keyword: 'primaryKey',
          pointer: childPointer(pointer, 'primaryKey'),
          fields: primary,
        },
        ...keys,
      ];
}

function readForeignKeys(schema: JsonObject, pointer: string): ForeignKey[] {
  const listed = member(schema, 'foreignKeys');
  return (Array.isArray(listed) ? listed : []).flatMap(
    (key: Json, at: number) => {
      const reference = isJsonObject(key)
        ? member(key, 'reference')
        : undefined;
      if (!isJsonObject(key) || !isJsonObject(reference)) {
        return [];
      }
      const fields = namesOf(key.fields);
      const others = namesOf(reference.fields);
      const resource =
        typeof reference.resource === 'string' ? reference.resource : '';
      const pairs = fields.map((name, part) => [name, others[part] ?? '']);
      return {
        pointer: childPointer(childPointer(pointer, 'foreignKeys'), at),
        identity: canonicalText([resource, pairs.map(canonicalText).sort()]),
        title: `${fields.join(', ')} in ${resource || 'the same table'} (${others.join(', ')})`,
      };
    },
  );
}

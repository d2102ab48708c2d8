import { Json, JsonObject } from '../../text/Json';

/** A change, and what has to be said about it under `semantic`. */
export interface RuleCase {
  /** What was changed, in words. */
  name: string;
  /** The rule that has to be among what is found; none where nothing may be found. */
  rule: string | undefined;
  old: Json;
  new: Json;
  breaks: boolean;
}

const id = { name: 'id', type: 'integer' };
const city = { name: 'city', type: 'string' };

function table(fields: JsonObject[], more: JsonObject = {}): JsonObject {
  return { fields, ...more };
}

function resource(dialect: JsonObject, more: JsonObject = {}): JsonObject {
  return { name: 'cities', schema: table([id, city]), dialect, ...more };
}

const changed = (
  name: string,
  rule: string | undefined,
  old: Json,
  next: Json,
  breaks = true,
): RuleCase => ({ name, rule, old, new: next, breaks });

/** The same table, of which one field changes. */
const field = (
  name: string,
  rule: string | undefined,
  old: JsonObject,
  next: JsonObject,
  breaks = true,
): RuleCase =>
  changed(
    name,
    rule,
    table([id, { name: 'x', ...old }]),
    table([id, { name: 'x', ...next }]),
    breaks,
  );

/** The same field, of which the constraints change. */
const constraints = (
  name: string,
  rule: string | undefined,
  type: string,
  old: JsonObject,
  next: JsonObject,
  breaks = true,
): RuleCase =>
  field(
    name,
    rule,
    { type, constraints: old },
    { type, constraints: next },
    breaks,
  );

const match = (fieldsMatch: string, ...fields: JsonObject[]) =>
  table(fields, { fieldsMatch });
const reference = (resourceName: string) => ({
  foreignKeys: [
    { fields: ['id'], reference: { resource: resourceName, fields: ['key'] } },
  ],
});

/** One case or more for each rule, and for what is no change. */
export const ruleCases: RuleCase[] = [
  changed(
    'a field comes at the end',
    'field-added',
    table([id]),
    table([id, city]),
  ),
  changed(
    'a field comes that may be missing',
    undefined,
    match('superset', id),
    match('superset', id, city),
    false,
  ),
  changed(
    'a field comes that all have to have',
    'field-added',
    match('subset', id),
    match('subset', id, city),
  ),
  changed('a field goes', 'field-removed', table([id, city]), table([id])),
  changed(
    'a field goes, and others are left alone',
    'field-ignored',
    match('subset', id, city),
    match('subset', id),
    false,
  ),
  changed(
    'a field goes where no other may come',
    'field-removed',
    match('superset', id, city),
    match('superset', id),
  ),
  changed(
    'fields could be missing',
    'fields-match-narrowed',
    match('superset', id),
    match('equal', id),
  ),
  changed(
    'fields could be more',
    'fields-match-narrowed',
    match('subset', id),
    match('equal', id),
  ),
  changed(
    'the order was free',
    'fields-match-narrowed',
    match('equal', id, city),
    table([id, city]),
  ),
  changed(
    'the order becomes free',
    undefined,
    table([id, city]),
    match('equal', city, id),
    false,
  ),
  changed(
    'the order changes',
    'field-order-changed',
    table([id, city]),
    table([city, id]),
  ),
  changed(
    'the order changes where names count',
    undefined,
    match('equal', id, city),
    match('equal', city, id),
    false,
  ),
  changed(
    'the order changes without a header',
    'field-order-changed',
    { schema: match('equal', id, city), dialect: { header: false } },
    { schema: match('equal', city, id), dialect: { header: false } },
  ),
  changed(
    'a field has another name',
    'field-renamed',
    table([id, city]),
    table([id, { ...city, name: 'town' }]),
  ),
  changed(
    'a field has another name in a file without names',
    'position-renamed',
    resource({ header: false }),
    resource(
      { header: false },
      { schema: table([id, { ...city, name: 'town' }]) },
    ),
    false,
  ),
  field(
    'fewer kinds of values',
    'type-narrowed',
    { type: 'number' },
    { type: 'integer' },
  ),
  field(
    'texts become numbers',
    'type-narrowed',
    { type: 'string' },
    { type: 'number' },
  ),
  field(
    'whole numbers become numbers',
    undefined,
    { type: 'integer' },
    { type: 'number' },
    false,
  ),
  field('anything may come', undefined, { type: 'date' }, {}, false),
  field(
    'texts of a format',
    'format-narrowed',
    { type: 'string' },
    { type: 'string', format: 'email' },
  ),
  field(
    'texts of any format',
    undefined,
    { type: 'string', format: 'email' },
    { type: 'string' },
    false,
  ),
  field(
    'dates are written otherwise',
    'format-narrowed',
    { type: 'date' },
    { type: 'date', format: '%d.%m.%Y' },
  ),
  field(
    'dates of any format',
    undefined,
    { type: 'date' },
    { type: 'date', format: 'any' },
    false,
  ),
  field(
    'a comma in numbers',
    'notation-changed',
    { type: 'number' },
    { type: 'number', decimalChar: ',' },
  ),
  field(
    'grouped numbers are read too',
    undefined,
    { type: 'number' },
    { type: 'number', groupChar: ' ' },
    false,
  ),
  field(
    'grouped numbers are not read any more',
    'notation-changed',
    { type: 'integer', groupChar: '.' },
    { type: 'integer' },
  ),
  field(
    'numbers have to be bare',
    'notation-changed',
    { type: 'number', bareNumber: false },
    { type: 'number' },
  ),
  field(
    'one more word for yes',
    undefined,
    { type: 'boolean', trueValues: ['yes'] },
    { type: 'boolean', trueValues: ['yes', 'ja'] },
    false,
  ),
  field(
    'a word less for no',
    'notation-changed',
    { type: 'boolean', falseValues: ['no', 'nein'] },
    { type: 'boolean', falseValues: ['no'] },
  ),
  field(
    'lists of other items',
    'notation-changed',
    { type: 'list', itemType: 'number' },
    { type: 'list', itemType: 'integer' },
  ),
  field(
    'a sign for missing values goes',
    'missing-value-removed',
    { type: 'integer', missingValues: ['', '-'] },
    { type: 'integer', missingValues: [''] },
  ),
  field(
    'a sign for missing values comes',
    undefined,
    { type: 'integer' },
    { type: 'integer', missingValues: ['', '-'] },
    false,
  ),
  field(
    'what could be a value is missing now',
    'missing-value-added',
    { type: 'integer' },
    { type: 'integer', missingValues: ['', '-99'] },
    false,
  ),
  constraints(
    'a value is needed',
    'required-added',
    'string',
    {},
    { required: true },
  ),
  constraints(
    'a value is not needed any more',
    undefined,
    'string',
    { required: true },
    {},
    false,
  ),
  constraints('values differ', 'unique-added', 'string', {}, { unique: true }),
  constraints(
    'a listed value goes',
    'enum-narrowed',
    'string',
    { enum: ['a', 'b'] },
    { enum: ['a'] },
  ),
  constraints(
    'values are listed',
    'enum-narrowed',
    'string',
    {},
    { enum: ['a'] },
  ),
  constraints(
    'a listed value comes',
    undefined,
    'integer',
    { enum: [1] },
    { enum: ['1', '2'] },
    false,
  ),
  field(
    'a category goes',
    'enum-narrowed',
    { type: 'string', categories: ['a', 'b'] },
    { type: 'string', categories: [{ value: 'a', label: 'A' }] },
  ),
  constraints(
    'a higher minimum',
    'minimum-raised',
    'integer',
    { minimum: 1 },
    { minimum: 2 },
  ),
  constraints(
    'a minimum of dates',
    'minimum-raised',
    'date',
    { minimum: '2020-01-01' },
    { minimum: '2021-01-01' },
  ),
  constraints(
    'a lower minimum',
    undefined,
    'number',
    { minimum: 10 },
    { minimum: '9' },
    false,
  ),
  constraints(
    'a minimum below all listed values',
    undefined,
    'number',
    { enum: [3, 4] },
    { minimum: 3, enum: [3, 4] },
    false,
  ),
  constraints(
    'a lower maximum',
    'maximum-lowered',
    'number',
    { maximum: 9 },
    { exclusiveMaximum: 9 },
  ),
  constraints(
    'a maximum of dates in a format of their own',
    'maximum-lowered',
    'date',
    { maximum: '1.1.2020' },
    { maximum: '01.02.2020' },
  ),
  constraints(
    'a minimum beside one that is excluded',
    'minimum-raised',
    'integer',
    { minimum: 2 },
    { minimum: 9, exclusiveMinimum: 1 },
  ),
  field(
    'as many characters as there were items',
    'max-length-lowered',
    { type: 'list', constraints: { maxLength: 2 } },
    { type: 'string', constraints: { maxLength: 2 } },
  ),
  field(
    'texts of numbers, which may be written in other ways',
    'enum-narrowed',
    { type: 'number', constraints: { enum: [1, 2] } },
    { type: 'string', constraints: { enum: ['1', '2'] } },
  ),
  field(
    'a value that is needed stands for a missing one',
    'required-added',
    { type: 'string', constraints: { required: true } },
    {
      type: 'string',
      constraints: { required: true },
      missingValues: ['', 'NA'],
    },
  ),
  field(
    'a listed value that is needed stands for a missing one, written in another way',
    'required-added',
    { type: 'number', constraints: { required: true, enum: ['1', '2'] } },
    {
      type: 'number',
      constraints: { required: true },
      missingValues: ['', '1.0'],
    },
  ),
  changed(
    'the only field that a file has to have goes',
    'field-removed',
    match('partial', id, city),
    match('partial', id),
  ),
  constraints(
    'longer texts',
    'min-length-raised',
    'string',
    { minLength: 1 },
    { minLength: 2 },
  ),
  constraints(
    'shorter texts',
    'max-length-lowered',
    'string',
    {},
    { maxLength: 9 },
  ),
  constraints(
    'texts of listed values that are short enough',
    undefined,
    'string',
    { enum: ['a'] },
    { enum: ['a'], maxLength: 1 },
    false,
  ),
  constraints(
    'another pattern',
    'pattern-changed',
    'string',
    { pattern: 'a+' },
    { pattern: 'b+' },
  ),
  constraints(
    'a pattern that all listed values match',
    undefined,
    'string',
    { enum: ['aa'] },
    { enum: ['aa'], pattern: 'a+' },
    false,
  ),
  constraints(
    'members that have to be there',
    'required-added',
    'object',
    { jsonSchema: { type: 'object' } },
    { jsonSchema: { type: 'object', required: ['a'] } },
  ),
  changed(
    'a key',
    'key-added',
    table([id, city]),
    table([id, city], { uniqueKeys: [['id', 'city']] }),
  ),
  changed(
    'a primary key needs values',
    'required-added',
    table([id]),
    table([id], { primaryKey: 'id' }),
  ),
  changed(
    'a wider key',
    undefined,
    table([id, city], { uniqueKeys: [['id']] }),
    table([id, city], { uniqueKeys: [['id'], ['id', 'city']] }),
    false,
  ),
  changed(
    'a key goes',
    'key-removed',
    table([id], { primaryKey: ['id'] }),
    table([id]),
    false,
  ),
  changed(
    'a foreign key',
    'foreign-key-added',
    table([id]),
    table([id], reference('places')),
  ),
  changed(
    'a foreign key to another table',
    'foreign-key-added',
    table([id], reference('towns')),
    table([id], reference('places')),
  ),
  changed(
    'a foreign key goes',
    undefined,
    table([id], reference('places')),
    table([id]),
    false,
  ),
  changed(
    'another delimiter',
    'dialect-changed',
    resource({}),
    resource({ delimiter: ';' }),
  ),
  changed(
    'another quote',
    'dialect-changed',
    resource({}),
    resource({ quoteChar: "'" }),
  ),
  changed(
    'no header',
    'dialect-changed',
    resource({}),
    resource({ header: false }),
  ),
  changed(
    'comments',
    'dialect-changed',
    resource({}),
    resource({ commentChar: '#' }),
  ),
  changed(
    'the delimiter that was meant',
    undefined,
    resource({}),
    resource({ delimiter: ',', lineTerminator: '\n' }),
    false,
  ),
  changed(
    'another encoding',
    'encoding-changed',
    resource({}, { encoding: 'iso-8859-1' }),
    resource({}, { encoding: 'utf-8' }),
  ),
  changed(
    'an encoding that has all that was there',
    undefined,
    resource({}, { encoding: 'us-ascii' }),
    resource({}),
    false,
  ),
  changed(
    'a schema becomes a resource',
    undefined,
    table([id, city]),
    resource({}),
    false,
  ),
  field(
    'descriptions',
    undefined,
    { type: 'string' },
    { type: 'string', title: 'X', description: 'An X', example: 'x' },
    false,
  ),
];

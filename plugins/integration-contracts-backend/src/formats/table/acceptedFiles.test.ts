import fc from 'fast-check';
import {
  TableFile,
  acceptsCell,
  acceptsFile,
} from '../../__testUtils__/validity/acceptsFile';
import { ContractText } from '../../text/ContractText';
import { Json } from '../../text/Json';
import { tableFormat } from './tableFormat';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 600);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);

const CELLS = [
  ...['', 'NA', '-', '0', '1', '2', '3', '01', '10', '1.0', '1,5', '1.5'],
  ...['1.000', '1,000', '-1', '2019', '2020', 'a', 'ab', 'abc', 'a;b', 'a,b'],
  ...['true', 'false', 'yes', 'no', '2019-12-31', '2020-01-01', '01/02/2020'],
];

const some = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [] });
const few = { maxLength: 2 };

/** What a field of a type may say besides. */
const kinds: Record<string, fc.Arbitrary<object>> = {
  string: constrained({
    minLength: fc.integer({ min: 0, max: 3 }),
    maxLength: fc.integer({ min: 0, max: 3 }),
    pattern: fc.constantFrom('[a-c]+', '[a-z]+', '.*', '\\d+'),
    enum: valuesOf('a', 'ab', '1', 'NA'),
  }),
  integer: fc
    .tuple(
      constrained(bounds('0', '1', 2, '10')),
      some({ groupChar: fc.constantFrom(',', '.') }),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  number: fc
    .tuple(
      constrained({
        ...bounds('0', 1, '2'),
        enum: valuesOf('1', '2', '3', '10'),
      }),
      fc.constantFrom(
        {},
        { decimalChar: ',' },
        { groupChar: ',' },
        { decimalChar: ',', groupChar: '.' },
      ),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  year: constrained(bounds('2019', '2020')),
  date: fc
    .tuple(
      constrained(bounds('2019-12-31', '2020-01-01')),
      fc.constantFrom({}, {}, { format: '%d/%m/%Y' }, { format: 'any' }),
    )
    .map(([one, other]) =>
      'format' in other ? { ...one, ...other, constraints: {} } : one,
    ),
  boolean: some({
    trueValues: fc.constantFrom(['true', '1'], ['yes'], ['true', 'yes']),
    falseValues: fc.constantFrom(['false', '0'], ['no']),
  }),
  list: fc
    .tuple(
      constrained({
        minLength: fc.integer({ min: 1, max: 3 }),
        maxLength: fc.integer({ min: 1, max: 3 }),
      }),
      some({ delimiter: fc.constantFrom(';') }),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  any: constrained({}),
};

function valuesOf(...values: string[]) {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
}

function bounds(...values: Array<string | number>) {
  const value = fc.constantFrom(...values);
  return {
    minimum: value,
    maximum: value,
    exclusiveMinimum: value,
    exclusiveMaximum: value,
  };
}

function constrained(members: Record<string, fc.Arbitrary<unknown>>) {
  const all = Object.entries({
    ...members,
    required: fc.boolean(),
    unique: fc.boolean(),
  });
  return fc
    .uniqueArray(fc.constantFrom(...all), { maxLength: 2 })
    .chain(chosen =>
      fc.record({
        constraints: fc.record(Object.fromEntries(chosen)),
      }),
    );
}

const field = (name: string) =>
  fc.constantFrom(...Object.keys(kinds)).chain(type =>
    fc
      .tuple(
        kinds[type],
        some({
          missingValues: fc.constantFrom([], ['', 'NA'], ['-'], ['', '1.0']),
        }),
      )
      .map(([one, other]) => ({ name, type, ...one, ...other })),
  );
const surroundings = some({
  fieldsMatch: fc.constantFrom(
    'exact',
    'equal',
    'subset',
    'superset',
    'partial',
  ),
  primaryKey: fc.constantFrom(['a']),
  uniqueKeys: fc.constantFrom([['a', 'b']]),
});
const tables = fc
  .record({
    fields: fc.tuple(field('a'), field('b'), field('c')),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 2 }),
    around: surroundings,
    header: fc.constantFrom(true, true, true, false),
  })
  .map(({ fields, order, around, header }) => ({
    fields: order.map(at => fields[at]),
    around,
    header,
  }));
type Table = typeof tables extends fc.Arbitrary<infer T> ? T : never;

/** The next version: changed in one respect, or another one altogether. */
const changes = fc.oneof(
  { arbitrary: fc.record({ field: fc.nat(2), by: tables }), weight: 5 },
  { arbitrary: fc.record({ order: fc.constant(true) }), weight: 1 },
  { arbitrary: fc.record({ around: surroundings }), weight: 2 },
  { arbitrary: fc.record({ rename: fc.constantFrom('d', 'e') }), weight: 1 },
  { arbitrary: fc.record({ other: tables }), weight: 1 },
);
type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never;

function changed(table: Table, change: Change): Table {
  if ('other' in change) {
    return change.other;
  }
  if ('around' in change) {
    return { ...table, around: change.around };
  }
  if ('order' in change) {
    return { ...table, fields: [...table.fields].reverse() };
  }
  const [first, ...more] = table.fields;
  if ('rename' in change) {
    return { ...table, fields: [{ ...first, name: change.rename }, ...more] };
  }
  const next = change.by.fields[0];
  return {
    ...table,
    fields: table.fields.map((one, at) =>
      at === change.field ? { ...next, name: one.name } : one,
    ),
  };
}

function written({ fields, around, header }: Table): Json {
  const names = fields.map(({ name }) => name);
  const { primaryKey, uniqueKeys, ...rest } = around as Record<string, Json>;
  const isKnown = (key: unknown) =>
    (key as string[]).every(name => names.includes(name));
  return {
    schema: {
      ...rest,
      ...(primaryKey && isKnown(primaryKey) && { primaryKey }),
      ...(uniqueKeys && isKnown((uniqueKeys as Json[])[0]) && { uniqueKeys }),
      fields,
    },
    dialect: { header },
  } as unknown as Json;
}

/** Files that are likely to keep to a table. A column that it doesn't describe no version knows. */
function filesOf({ fields }: Table, table: Json): fc.Arbitrary<TableFile> {
  const names = fields.map(({ name }) => name);
  const cellsOf = (name: string) => {
    const fitting = names.includes(name)
      ? CELLS.filter(cell => acceptsCell(table, name, cell))
      : CELLS;
    return fitting.length > 0 ? fitting : CELLS;
  };
  const headers = fc.oneof(
    { arbitrary: fc.constant(names), weight: 3 },
    {
      arbitrary: fc.shuffledSubarray([...names, 'z'], { minLength: 1 }),
      weight: 1,
    },
  );
  return headers.chain(header =>
    fc.record({
      header: fc.constant(header),
      rows: fc.array(
        fc.tuple(...header.map(name => fc.constantFrom(...cellsOf(name)))),
        { minLength: 1, ...few },
      ),
    }),
  );
}

const read = (content: Json) => tableFormat.read(ContractText.of(content));

it('a file that the old table takes and the new one refuses is never called compatible', () => {
  let clashes = 0;
  fc.assert(
    fc.property(
      tables.chain(table => {
        const old = written(table);
        return fc.record({
          old: fc.constant(old),
          next: changes.map(change => written(changed(table, change))),
          files: fc.array(filesOf(table, old), {
            minLength: 12,
            maxLength: 12,
          }),
        });
      }),
      ({ old, next, files }) => {
        const lost = files.find(
          file => acceptsFile(old, file) && !acceptsFile(next, file),
        );
        clashes += Number(lost !== undefined);
        const errors = tableFormat
          .compare(read(old), read(next), 'semantic')
          .filter(({ severity }) => severity === 'error');
        expect(errors.length === 0 ? lost : undefined).toBeUndefined();
      },
    ),
    { numRuns: RUNS, seed },
  );
  expect(clashes).toBeGreaterThan(RUNS / 4);
});

import fc from 'fast-check';
import { judge } from '../../compatibility/judge';
import { ContractText } from '../../text/ContractText';
import { Json, isJsonObject } from '../../text/Json';
import { tableFormat } from './tableFormat';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 200);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);
const POLICIES = ['strict', 'lenient', 'semantic'] as const;

const some = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(members, { requiredKeys: [] });
const constraints = some({
  required: fc.boolean(),
  unique: fc.boolean(),
  minimum: fc.integer({ min: 0, max: 3 }),
  maxLength: fc.integer({ min: 0, max: 3 }),
  enum: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1 }),
});
const fields = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom('a', 'b', 'c'),
      type: fc.constantFrom('string', 'integer', 'number', 'date', 'boolean'),
      format: fc.constantFrom('default', 'any'),
      missingValues: fc.constantFrom([], [''], ['', '1']),
      constraints,
    },
    { requiredKeys: ['name'] },
  ),
  { selector: ({ name }) => name, minLength: 1 },
);
const tables = fc
  .record(
    {
      fields,
      fieldsMatch: fc.constantFrom('exact', 'equal', 'subset', 'superset'),
      dialect: some({
        header: fc.boolean(),
        delimiter: fc.constantFrom(',', ';'),
      }),
      keyed: fc.boolean(),
    },
    { requiredKeys: ['fields'] },
  )
  .map(
    ({ dialect, keyed, ...schema }) =>
      ({
        schema: {
          ...schema,
          ...(keyed && { primaryKey: [schema.fields[0].name] }),
        },
        ...(dialect && { dialect }),
      }) as Json,
  );

const read = (content: Json) => tableFormat.read(ContractText.of(content));

/** The same table with other words and another order of keys. */
function rewritten(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(rewritten);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries([
    ['description', 'Other words'],
    ...Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, rewritten(inner ?? null)]),
  ]);
}

describe('whatever the tables', () => {
  it('one is compatible with itself, whatever its words and the order of its keys', () => {
    fc.assert(
      fc.property(tables, table => {
        for (const policy of POLICIES) {
          const [one, other] = [table, rewritten(table)].map(read);
          expect(tableFormat.compare(one, one, policy)).toEqual([]);
          expect(tableFormat.compare(one, other, policy)).toEqual([]);
          expect(tableFormat.compare(other, one, policy)).toEqual([]);
        }
      }),
      { numRuns: RUNS, seed },
    );
  });

  it('FULL is BACKWARD and FORWARD', () => {
    fc.assert(
      fc.property(
        tables,
        tables,
        fc.constantFrom(...POLICIES),
        (first, second, policy) => {
          const [full, backward, forward] = (
            ['FULL', 'BACKWARD', 'FORWARD'] as const
          ).map(
            mode =>
              judge(
                tableFormat.compare,
                mode,
                policy,
                [{ version: '1', content: read(first) }],
                read(second),
              ).compatible,
          );
          expect(full).toBe(backward && forward);
        },
      ),
      { numRuns: RUNS, seed },
    );
  });
});

import { judge } from '../../compatibility/judge';
import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import { Json } from '../../text/Json';
import { ruleCases } from './ruleCases';
import { TABLE_RULES } from './rules';
import { tableFormat } from './tableFormat';

const read = (content: Json) => tableFormat.read(ContractText.of(content));
const ids = (old: Json, next: Json, policy: 'strict' | 'lenient') =>
  tableFormat
    .compare(read(old), read(next), policy)
    .map(({ ruleId, severity }) => `${ruleId} ${severity}`);

describe('a table', () => {
  it.each(ruleCases)('$name: breaks $breaks, $rule', one => {
    const { violations, compatible } = judge(
      tableFormat.compare,
      'BACKWARD',
      'semantic',
      [{ version: '1', content: read(one.old) }],
      read(one.new),
    );
    const rules = violations.map(({ ruleId }) => ruleId);
    // Where a rule is named, others may be found beside it; else nothing may be.
    expect({
      found: one.rule ? rules.includes(one.rule) : rules,
      compatible,
    }).toEqual({ found: one.rule ? true : [], compatible: !one.breaks });
  });

  it.each(Object.keys(TABLE_RULES))('has a case for %s', rule => {
    expect(ruleCases.map(one => one.rule)).toContain(rule);
  });

  it('tells all that changed, with the places in both texts', () => {
    const found = tableFormat.compare(
      read({ fields: [{ name: 'a', type: 'number' }, { name: 'b' }] }),
      read({
        schema: { fields: [{ name: 'a', type: 'integer' }] },
        dialect: { delimiter: ';' },
      }),
      'semantic',
    );
    expect(
      found.map(one => [one.ruleId, one.writerPointer, one.readerPointer]),
    ).toEqual([
      ['field-removed', '/fields/1', '/schema'],
      ['type-narrowed', '/fields/0/type', '/schema/fields/0/type'],
      ['dialect-changed', '/dialect/delimiter', '/dialect/delimiter'],
    ]);
  });

  it('read leniently, is read by the names of its fields', () => {
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const old = { fields: [a, b] };
    expect(ids(old, { fields: [b, a] }, 'lenient')).toEqual([]);
    expect(ids(old, { fields: [b] }, 'lenient')).toEqual([]);
    expect(
      ids(
        old,
        { fields: [{ ...a, constraints: { required: true } }, b] },
        'lenient',
      ),
    ).toEqual(['required-added warning']);
  });

  it('read strictly, has texts only where texts were written', () => {
    const old = { fields: [{ name: 'a', type: 'integer' }] };
    const next = { fields: [{ name: 'a', type: 'string' }] };
    expect(ids(old, next, 'strict')).toEqual(['type-narrowed error']);
    expect(ids(old, next, 'lenient')).toEqual([]);
  });

  it.each([
    ['[]', 1, 1, /is an object/],
    ['fields: []', 1, 1, /a list with a field or more/],
    ['fields:\n  - name: a\n  - type: integer', 3, 5, /with a "name"/],
    ['fields:\n  - name: a\n  - name: a', 3, 5, /two fields/],
    ['fields:\n  - name: a\nprimaryKey: [b]', 3, 1, /no field/],
    ['fields:\n  - name: a\nfieldsMatch: some', 3, 1, /has to be one of/],
  ])('is refused with the place: %j', (text, line, column, message) => {
    let problem: unknown;
    try {
      tableFormat.read(new ContractText(text));
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ContractTextError);
    expect((problem as ContractTextError).place).toEqual({ line, column });
    expect((problem as ContractTextError).message).toMatch(message);
  });
});

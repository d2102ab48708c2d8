import { Json } from '../../../text/Json';
import { strictDifferences, compareStrictly } from './compareStrictly';
import { strictCases } from './strictCases';
import { closed, object, text } from './strictCases/StrictCase';

describe('compareStrictly', () => {
  it.each(strictCases)('%j to %j', (writer, reader, types, compatible) => {
    const found = strictDifferences(writer, reader, 'strict');
    expect(found.map(({ type }) => type)).toEqual(types);
    expect(compareStrictly(writer, reader, 'strict').length === 0).toBe(
      compatible,
    );
  });

  it('is lenient about members that nobody had described', () => {
    const rules = (writer: Json, reader: Json) =>
      compareStrictly(writer, reader, 'lenient').map(({ ruleId }) => ruleId);
    expect(rules(object({}), object({ a: text }, closed))).toEqual([]);
    expect(rules(object({}), object({ a: text }, { required: ['a'] }))).toEqual(
      ['REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL'],
    );
  });

  it('follows references, recursive ones too', () => {
    const tree = (value: Json) =>
      object({ value, next: { $ref: '#' } }, closed);
    expect(compareStrictly(tree(text), tree(text), 'strict')).toEqual([]);
    expect(
      compareStrictly(tree(text), tree({ type: 'null' }), 'strict'),
    ).toMatchObject([
      { ruleId: 'TYPE_CHANGED', readerPointer: '/properties/value' },
    ]);
  });

  it('tells each of several differences at its own place', () => {
    const both = { a: text, b: text };
    expect(
      compareStrictly(
        object(both),
        object(both, { required: ['a', 'b'] }),
        'strict',
      ),
    ).toMatchObject([
      { readerPointer: '/properties/a' },
      { readerPointer: '/properties/b' },
    ]);
  });

  it('finds what breaks behind schemas that lead back to themselves', () => {
    // The first pair looks compatible as long as what it leads back to isn’t known.
    const linked = (id: string, next: string) =>
      object({
        id: { type: id },
        next: { oneOf: [{ $ref: `#/definitions/${next}` }] },
      });
    const links = (first: string, second: string): Json => ({
      definitions: {
        First: linked(first, 'Third'),
        Second: linked(second, 'Third'),
        Third: linked('integer', 'First'),
      },
      oneOf: [
        { $ref: '#/definitions/First' },
        { $ref: '#/definitions/Second' },
      ],
    });
    const before = links('integer', 'boolean');
    expect(compareStrictly(before, before, 'strict')).toEqual([]);
    expect(
      compareStrictly(before, links('boolean', 'number'), 'strict'),
    ).toMatchObject([{ ruleId: 'COMBINED_TYPE_SUBSCHEMAS_CHANGED' }]);
  });

  it('compares alternatives that all lead to each other, and long ways to a difference', () => {
    const names = Array.from({ length: 12 }, (_, at) => `Kind${at}`);
    const any = { oneOf: names.map(name => ({ $ref: `#/$defs/${name}` })) };
    const kinds = (changed: string): Json => ({
      $defs: Object.fromEntries(
        names.map((name, at) => [
          name,
          object({ id: { type: at ? 'string' : changed }, of: any, by: any }),
        ]),
      ),
      ...any,
    });
    expect(compareStrictly(kinds('string'), kinds('string'), 'strict')).toEqual(
      [],
    );
    expect(
      compareStrictly(kinds('string'), kinds('number'), 'strict'),
    ).not.toEqual([]);
    const way = (end: string): Json => ({
      $defs: Object.fromEntries(
        Array.from({ length: 3000 }, (_, at) => [
          at,
          object({
            next: at < 2999 ? { $ref: `#/$defs/${at + 1}` } : { type: end },
          }),
        ]),
      ),
      $ref: '#/$defs/0',
    });
    expect(compareStrictly(way('string'), way('null'), 'strict')).toMatchObject(
      [{ ruleId: 'TYPE_CHANGED' }],
    );
  });
});

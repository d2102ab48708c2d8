import { Json } from '../../../text/Json';
import { strictDifferences, compareStrictly } from './compareStrictly';
import { closed, object, strictCases, text } from './strictCases';

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
});

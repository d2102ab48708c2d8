import { compareSchemas } from './compareSchemas';
import { DEFAULT_LIMITS } from './Budget';
import { Json, JsonObject } from '../../text/Json';

/** Types in a long row, each made of the next, the last of the first again. */
function row(length: number, last: JsonObject, more: JsonObject = {}): Json {
  const types = Array.from({ length }, (_, at) => [
    `t${at}`,
    {
      type: 'object',
      properties: {
        next: { $ref: `#/$defs/t${(at + 1) % length}` },
        ...(at === length - 1 && last),
      },
      additionalProperties: false,
      ...more,
    },
  ]);
  return { $defs: Object.fromEntries(types), $ref: '#/$defs/t0' };
}

describe('schemas that differ only far away', () => {
  it('are compatible where what differs is, however far that is', () => {
    expect(
      compareSchemas(
        row(500, { code: { maxLength: 3 } }),
        row(500, { code: { maxLength: 4 }, added: true }),
      ),
    ).toEqual([]);
  });

  it('cost what differs costs', () => {
    const limits = { ...DEFAULT_LIMITS, steps: 100 };
    const compare = (length: number, most: number) =>
      compareSchemas(
        row(length, { code: { maxLength: 3 } }),
        row(length, { code: { maxLength: most } }),
        { limits },
      );
    expect(compare(500, 4)).toEqual([]);
    expect(() => compare(100, 2)).toThrow('100 steps');
  });

  it('clash where what differs clashes', () => {
    const found = compareSchemas(
      row(20, { code: { maxLength: 3 } }),
      row(20, { code: { maxLength: 2 } }),
    );
    expect(
      found.map(({ ruleId, readerPointer }) => [ruleId, readerPointer]),
    ).toEqual([
      [
        'max-length-decreased',
        '#/$defs/t19/properties/code/maxLength'.slice(1),
      ],
    ]);
  });

  it('clash where accepting more far away means accepting less', () => {
    const model = (maxLength: number, keyword: string) => ({
      $defs: {
        inner: { $ref: '#/$defs/text' },
        text: { type: 'string', maxLength },
      },
      properties: { a: { [keyword]: { $ref: '#/$defs/inner' } } },
    });
    expect(compareSchemas(model(3, 'not'), model(4, 'not'))).not.toEqual([]);
    expect(compareSchemas(model(4, 'not'), model(3, 'not'))).toEqual([]);
    const choice = (maxLength: number) => ({
      $defs: {
        either: { oneOf: [{ $ref: '#/$defs/text' }, { minLength: 5 }] },
        text: { type: 'string', maxLength },
      },
      properties: { a: { $ref: '#/$defs/either' } },
    });
    expect(compareSchemas(choice(3), choice(6))).not.toEqual([]);
  });

  it('clash where what is left over is evaluated elsewhere', () => {
    const model = (inner: JsonObject) => ({
      $defs: { inner },
      properties: {
        a: { $ref: '#/$defs/inner', unevaluatedProperties: false },
      },
    });
    expect(
      compareSchemas(model({ properties: { b: true } }), model({})),
    ).not.toEqual([]);
  });

  it('are refused where a reference leads nowhere', () => {
    const model = (maxLength: number) => ({
      $defs: {
        lost: { properties: { a: { $ref: '#/$defs/nowhere' } } },
        text: { maxLength },
      },
      properties: {
        a: { $ref: '#/$defs/lost' },
        b: { $ref: '#/$defs/text' },
      },
    });
    expect(() => compareSchemas(model(1), model(2))).toThrow(
      'The reference #/$defs/nowhere leads nowhere.',
    );
  });
});

import fc from 'fast-check';
import { isJsonObject, Json } from './Json';
import { JsonPlaces } from './JsonPlaces';
import { parseSimilar } from './parseSimilar';

function parseLike(text: string, similar: string) {
  return parseSimilar(text, {
    places: new JsonPlaces(similar),
    content: JSON.parse(similar),
  });
}

/** Changes a value at a few places, as a new version does. */
function changed(value: Json, edits: readonly number[], news: Json): Json {
  const [edit, ...more] = edits;
  if (edit === undefined) {
    return news;
  }
  if (Array.isArray(value) && value.length > 0) {
    const at = edit % value.length;
    return [
      ...value.slice(0, at),
      changed(value[at], more, news),
      ...value.slice(at + (edit % 3 === 0 ? 0 : 1)),
    ];
  }
  const names = isJsonObject(value) ? Object.keys(value) : [];
  if (names.length === 0) {
    return news;
  }
  const name = names[edit % names.length];
  const { [name]: old, ...rest } = value as Record<string, Json>;
  return { ...rest, [`${name}${edit % 2}`]: changed(old, more, news) };
}

const anyJson = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>;
const anyEdits = fc.array(fc.nat(20), { maxLength: 5 });
const anySpace = fc.constantFrom(undefined, 1, 2, '\t');

describe('parsing a text like another', () => {
  it('says what parsing it alone says, in the same order', () => {
    fc.assert(
      fc.property(
        anyJson,
        anyEdits,
        anyJson,
        anySpace,
        anySpace,
        (value, edits, news, space, otherSpace) => {
          const before = JSON.stringify(value, null, space);
          const after = JSON.stringify(
            changed(value, edits, news),
            null,
            otherSpace,
          );
          const parsed = parseLike(after, before);
          expect(JSON.stringify(parsed?.content)).toBe(
            JSON.stringify(JSON.parse(after)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes what is broken for what it is', () => {
    fc.assert(
      fc.property(
        anyJson,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', ':', '\n', '1', '\\', 'null'),
        fc.nat(2),
        (value, position, inserted, left) => {
          const before = JSON.stringify(value);
          const at = position % (before.length + 1);
          const after =
            before.slice(0, at) + inserted + before.slice(at + left);
          let alone: string | undefined;
          try {
            alone = JSON.stringify(JSON.parse(after));
          } catch {
            alone = undefined;
          }
          const parsed = parseLike(after, before);
          expect(parsed && JSON.stringify(parsed.content)).toBe(alone);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps once what both say', () => {
    const similar = '{"a": {"b": [1, 2]}, "c": {"d": 1}, "e": [{"f": 1}, {}]}';
    const content = JSON.parse(similar);
    const parsed = parseSimilar(
      '{"new": 0, "a": {"b": [1, 2]}, "c": {"d": 12}, "e": [{"f": 1}, 3]}',
      { places: new JsonPlaces(similar), content },
    );
    const { a, c, e } = parsed!.content as any;
    expect(a).toBe(content.a);
    expect(c).toEqual({ d: 12 });
    expect(e[0]).toBe(content.e[0]);
  });

  it('takes only its own spelling for no change at all', () => {
    const similar = '{"a":{"b":[1]}}';
    const content = JSON.parse(similar);
    const parsed = parseSimilar('{\n "a": {"b": [1 ]} }\n', {
      places: new JsonPlaces(similar),
      content,
    });
    expect(parsed!.content).toBe(content);
  });

  it('knows where everything stands', () => {
    const similar = '{"a": {"b": [1, 2]}}';
    const { places } = parseLike(
      '{"x": "\\"}",\n "a": {"b": [1, 3]}}',
      similar,
    )!;
    expect(places.placeOf(places.find(['a', 'b', 1]))).toEqual({
      line: 2,
      column: 17,
    });
    expect(places.placeOf(places.find(['x']))).toEqual({ line: 1, column: 2 });
  });

  it.each(['__proto__', 'constructor', '1'])('has members called %s', name => {
    const similar = `{"a": 1, "${name}": {"b": 1}}`;
    const parsed = parseLike(`{"a": 2, "${name}": {"b": 2}}`, similar);
    expect(
      Object.getOwnPropertyDescriptor(parsed!.content, name)?.value,
    ).toEqual({ b: 2 });
  });
});

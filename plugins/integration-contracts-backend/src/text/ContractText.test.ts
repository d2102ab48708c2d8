import { ContractText } from './ContractText';
import { ContractTextError } from './ContractTextError';

const json = `{
  "info": { "title": "Orders" },
  "paths": {
    "/orders/{id}": [1, { "get": true }]
  }
}`;
const yaml = `info:
  title: Orders
base: &base
  get: true
paths:
  /orders/{id}:
    - 1
    - <<: *base
      put: true
`;

function problemOf(text: string): ContractTextError {
  try {
    const { content } = new ContractText(text);
    throw new Error(`Was taken as ${JSON.stringify(content)}`);
  } catch (error) {
    return error as ContractTextError;
  }
}

describe('a contract’s text', () => {
  it.each([
    ['', 1, 1],
    ['/info/title', 2, 13],
    ['/paths/~1orders~1{id}', 4, 5],
    ['/paths/~1orders~1{id}/0', 4, 22],
    ['/paths/~1orders~1{id}/1/get', 4, 27],
    ['/paths/~1orders~1{id}/1/post/0', 4, 25],
  ])(
    'of JSON tells that %s stands in line %d, column %d',
    (pointer, ...place) => {
      const [line, column] = place;
      expect(new ContractText(json).locate(pointer)).toEqual({ line, column });
    },
  );

  it.each([
    ['/info/title', 2, 3],
    ['/paths/~1orders~1{id}', 6, 3],
    ['/paths/~1orders~1{id}/1/put', 9, 7],
    ['/paths/~1orders~1{id}/1/put/0', 9, 7],
    ['/paths/~1orders~1{id}/1/get', 8, 7],
  ])(
    'of YAML tells that %s stands in line %d, column %d',
    (pointer, ...place) => {
      const [line, column] = place;
      expect(new ContractText(yaml).locate(pointer)).toEqual({ line, column });
    },
  );

  it('finds places in wide and long texts, whatever ends its lines', () => {
    const names = Array.from({ length: 500 }, (_, at) => `p${at}`);
    const members = names.map(name => `"${name}": [1,\r\n  {"a/b": true}]`);
    const text = new ContractText(`{\r\n${members.join(',\r\n')}\r\n}`);
    const wide = new ContractText(
      names.map(name => `${name}:\r\n  - 1\r\n  - a/b: true\r\n`).join(''),
    );
    for (const [at, name] of names.entries()) {
      expect(text.locate(`/${name}`)).toEqual({ line: 2 * at + 2, column: 1 });
      expect(text.locate(`/${name}/1/a~1b`)).toEqual({
        line: 2 * at + 3,
        column: 4,
      });
      expect(wide.locate(`/${name}/1/a~1b`)).toEqual({
        line: 3 * at + 3,
        column: 5,
      });
    }
  });

  it('shows a name that is there twice where it counts', () => {
    const text = new ContractText('{\n"a": 1,\n"a": 2}');
    expect(text.content).toEqual({ a: 2 });
    expect(text.locate('/a')).toEqual({ line: 3, column: 1 });
  });

  it('tells places in a long text', () => {
    const text = new ContractText(
      JSON.stringify(
        { a: Array.from({ length: 3_000 }, (_, at) => at) },
        null,
        1,
      ),
    );
    expect(text.locate('/a/2')).toEqual({ line: 5, column: 3 });
    expect(text.locate('/a/2900')).toEqual({ line: 2_903, column: 3 });
  });

  it('reads YAML with anchors and merges', () => {
    expect(new ContractText(yaml).content).toEqual({
      info: { title: 'Orders' },
      base: { get: true },
      paths: { '/orders/{id}': [1, { get: true, put: true }] },
    });
  });

  it.each([
    ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
    ['{"a": ', { line: 1, column: 7 }],
    ['a: 1\nb: [1, 2\nc: 3', { line: 3, column: 1 }],
    ['a: 1\na: 2', { line: 2, column: 1 }],
    ['a: 1\nb: x\0', { line: 2, column: 5 }],
  ])('that is broken is refused with the place: %j', (text, place) => {
    const error = problemOf(text);
    expect(error.name).toBe('ContractTextError');
    expect(error.place).toEqual(place);
    expect(error.message).toMatch(
      `Line ${place.line}, column ${place.column}: `,
    );
  });

  it('does not grow beyond measure by its aliases', () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}*l${at}]`,
    );
    expect(problemOf(['l0: &l0 x', ...levels].join('\n')).message).toMatch(
      /alias/i,
    );
  });
});

import { highlightLine } from './highlightLine';

const parts = (line: string, language: 'json' | 'yaml') =>
  highlightLine(line, language)
    .filter(({ kind }) => kind)
    .map(({ kind, text }) => `${kind} ${text}`);

describe('highlightLine', () => {
  it('tells keys, texts and values of JSON apart', () => {
    expect(
      parts('  "type": "a \\"b\\"", "max": -1.5e3, "ok": [true, null]', 'json'),
    ).toEqual([
      'key "type"',
      'string "a \\"b\\""',
      'key "max"',
      'value -1.5e3',
      'key "ok"',
      'value true',
      'value null',
    ]);
  });

  it('tells keys, texts, values and comments of YAML apart', () => {
    expect(parts('  - \'200\': "fine" # as agreed', 'yaml')).toEqual([
      "key '200'",
      'string "fine"',
      'comment # as agreed',
    ]);
    expect(parts('  /orders/{id}:', 'yaml')).toEqual(['key /orders/{id}']);
    expect(parts("$ref: '#/components/x'", 'yaml')).toEqual([
      'key $ref',
      "string '#/components/x'",
    ]);
    expect(parts('minimum: 12', 'yaml')).toEqual(['key minimum', 'value 12']);
    expect(parts('title: see https://example.com', 'yaml')).toEqual([
      'key title',
    ]);
  });

  it.each(['json', 'yaml'] as const)(
    'leaves no character of a line of %s out, however odd it is',
    language => {
      const odd = '\t"open: \'x\\ # {[:::]} \u{1f600} -- 1e 5..';
      expect(
        highlightLine(odd, language)
          .map(({ text }) => text)
          .join(''),
      ).toBe(odd);
    },
  );
});

/** What a part of a line is; undefined for what has no look of its own. */
export type TokenKind = 'key' | 'string' | 'value' | 'comment';

export interface Token {
  kind?: TokenKind;
  text: string;
}

export type CodeLanguage = 'json' | 'yaml';

type Rule = [TokenKind | undefined, RegExp];

const NUMBER = '-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?';

/** Each is tried at the place where the one before ended; the first that fits wins. */
const RULES: Record<CodeLanguage, Rule[]> = {
  json: [
    ['key', /"(?:[^"\\]|\\.)*"(?=\s*:)/y],
    ['string', /"(?:[^"\\]|\\.)*"/y],
    ['value', new RegExp(`(?:${NUMBER}|true|false|null)\\b`, 'y')],
    [undefined, /[^\s"\w-]+|\s+|[\w]+|./y],
  ],
  yaml: [
    ['comment', /(?<=^|\s)#.*/y],
    [
      'key',
      /(?<=^\s*(?:- +)*)(?:"[^"]*"|'[^']*'|[^\s#"'{}[\],&*!|>%@`-][^#:]*(?::[^\s#:][^#:]*)*)(?=\s*:(?:\s|$))/y,
    ],
    ['string', /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/y],
    [
      'value',
      new RegExp(
        `(?<=[\\s[,{])(?:${NUMBER}|true|false|null|~)(?=\\s*(?:[,\\]}#]|$))`,
        'y',
      ),
    ],
    [undefined, /[^\s"'#,[\]{}]+|\s+|./y],
  ],
};

/**
 * Parts a line of a contract's text by what it is made of, for display. Knows
 * one line only: what is inside a YAML block of text may look like keys.
 */
export function highlightLine(line: string, language: CodeLanguage): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const start = at;
    for (const [kind, pattern] of RULES[language]) {
      pattern.lastIndex = start;
      const [text] = pattern.exec(line) ?? [];
      if (text) {
        const last = tokens.at(-1);
        if (last && last.kind === kind) {
          last.text += text;
        } else {
          tokens.push({ kind, text });
        }
        at += text.length;
        break;
      }
    }
  }
  return tokens;
}

/** JSON begins with a bracket; every other text is read as YAML, as the backend does. */
export function languageOf(text: string): CodeLanguage {
  return /^\s*[{[]/.test(text.slice(0, 200)) ? 'json' : 'yaml';
}

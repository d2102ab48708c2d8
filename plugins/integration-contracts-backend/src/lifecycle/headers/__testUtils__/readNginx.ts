/** A directive; one with a block has those in it. */
export interface NginxDirective {
  words: string[];
  inner?: string[][];
}

/**
 * Reads a configuration as nginx does (`ngx_conf_read_token`): words end at white space, `;` and
 * `{`; in quotes a backslash takes quotes and backslashes as they are, and n, r and t as what they
 * name; after a quote a word ends. One level of blocks is enough here.
 */
export function readNginx(text: string): NginxDirective[] {
  const directives: NginxDirective[] = [];
  let block: NginxDirective | undefined;
  let words: string[] = [];
  for (const token of tokens(text)) {
    if (token === ';') {
      if (block) {
        block.inner!.push(words);
      } else {
        directives.push({ words });
      }
      words = [];
    } else if (token === '{') {
      block = { words, inner: [] };
      directives.push(block);
      words = [];
    } else if (token === '}') {
      block = undefined;
    } else {
      words.push(token.slice(1));
    }
  }
  return directives;
}

const named: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function* tokens(text: string): Generator<string> {
  const pattern =
    /\s+|#[^\n]*|([;{}])|(?:'((?:\\[^]|[^'\\])*)'|"((?:\\[^]|[^"\\])*)")(?=[\s;{)])|([^\s;{}'"#][^\s;{}]*)/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new Error(`nginx can't read: ${text.slice(at, at + 40)}`);
    }
    const [, sign, single, double, plain] = match;
    const quoted = single ?? double;
    if (sign) {
      yield sign;
    } else if (quoted !== undefined) {
      yield ` ${quoted.replace(/\\([\\'"nrt])/g, (_, one) => named[one] ?? one)}`;
    } else if (plain !== undefined) {
      yield ` ${plain}`;
    }
  }
}

import { findNodeAtLocation, JSONPath, parseTree } from 'jsonc-parser';
import {
  Document,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml';
import { ContractTextError, TextPlace } from './ContractTextError';
import { isJsonObject, Json } from './Json';

/** Aliases of a YAML text may make it so many times larger. */
const MAX_ALIASES = 1_000;

/**
 * A contract's text as it was published: what it says, and where. Which syntax
 * it has shows by itself: JSON where it parses as JSON, else YAML 1.2.
 *
 * @public
 */
export class ContractText {
  #content: Json | undefined;
  #yaml: { document: Document; lines: LineCounter } | undefined;
  #tree: ReturnType<typeof parseTree>;

  constructor(readonly text: string) {}

  /** A text for what is known as a value only. */
  static of(content: Json): ContractText {
    return new ContractText(JSON.stringify(content, null, 2));
  }

  /**
   * What the text says.
   *
   * @throws ContractTextError where it is neither JSON nor YAML
   */
  get content(): Json {
    this.#content ??= this.#parse();
    return this.#content;
  }

  /**
   * Where the value of a JSON pointer (RFC 6901) stands: of a member, where its
   * key does. What isn't there is where the nearest value around it is.
   */
  locate(pointer: string): TextPlace {
    const tokens = pointer
      .split('/')
      .slice(1)
      .map(token => token.replace(/~1/g, '/').replace(/~0/g, '~'));
    const content = this.content;
    const path: JSONPath = [];
    let value: Json | undefined = content;
    for (const token of tokens) {
      if (Array.isArray(value)) {
        path.push(Number(token));
        value = value[Number(token)];
      } else {
        path.push(token);
        value = isJsonObject(value) ? value[token] : undefined;
      }
      if (value === undefined) {
        path.pop();
        break;
      }
    }
    return this.#yaml ? this.#locateInYaml(path) : this.#locateInJson(path);
  }

  #parse(): Json {
    const nul = this.text.indexOf('\0');
    if (nul >= 0) {
      throw new ContractTextError(
        'The character U+0000 stands here, which no text may have.',
        this.#placeOf(nul),
      );
    }
    let problem: unknown;
    try {
      return JSON.parse(this.text);
    } catch (error) {
      problem = error;
    }
    if (/^\s*[{[]/.test(this.text) && !looksLikeFlowYaml(this.text)) {
      throw this.#jsonError(problem);
    }
    return this.#parseYaml();
  }

  #jsonError(problem: unknown): ContractTextError {
    const message = problem instanceof Error ? problem.message : 'no JSON';
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const said = message.replace(/ in JSON at position.*| \(line.*/s, '');
    return new ContractTextError(
      `${said}. The text is no valid JSON.`,
      this.#placeOf(position === undefined ? this.text.length : +position),
    );
  }

  #parseYaml(): Json {
    const lines = new LineCounter();
    const document = parseDocument(this.text, {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      stringKeys: true,
    });
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new ContractTextError(`${error.message}.`.replace(/\.+$/, '.'), {
        line,
        column: col,
      });
    }
    this.#yaml = { document, lines };
    try {
      return document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null;
    } catch (cause) {
      throw new ContractTextError(
        `${cause instanceof Error ? cause.message : cause}. Write out what its aliases stand for.`,
        { line: 1, column: 1 },
      );
    }
  }

  #locateInYaml(path: JSONPath): TextPlace {
    const { document, lines } = this.#yaml!;
    // What was merged in has no place of its own: it shows where it is merged.
    for (let length = path.length; length > 0; length -= 1) {
      const parent = document.getIn(path.slice(0, length - 1), true);
      const last = path[length - 1];
      const key = hasItems(parent) && keyNodeOf(parent.items, last);
      const node = key || document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  }

  #locateInJson(path: JSONPath): TextPlace {
    this.#tree ??= parseTree(this.text);
    const node = this.#tree && findNodeAtLocation(this.#tree, path);
    const shown = node?.parent?.type === 'property' ? node.parent : node;
    return this.#placeOf(shown?.offset ?? 0);
  }

  #placeOf(offset: number): TextPlace {
    const before = this.text.slice(0, offset);
    const lastBreak = before.lastIndexOf('\n');
    let line = 1;
    for (let at = before.indexOf('\n'); at >= 0;) {
      line += 1;
      at = before.indexOf('\n', at + 1);
    }
    return { line, column: offset - lastBreak };
  }
}

/** `{a: 1}` is YAML, `{"a": 1,}` was meant to be JSON. */
function looksLikeFlowYaml(text: string): boolean {
  return !/^\s*[{[]\s*["{[\]}\d]/.test(text);
}

function hasItems(value: unknown): value is { items: unknown[] } {
  return isJsonObject(value) && Array.isArray(value.items);
}

function keyNodeOf(items: readonly unknown[], name: string | number): unknown {
  const pair = items.find(
    item =>
      isPair(item) && isScalar(item.key) && String(item.key.value) === name,
  );
  return isPair(pair) ? pair.key : undefined;
}

import { JSONPath, Node as JsonNode, parseTree } from 'jsonc-parser';
import {
  Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Pair,
  parseDocument,
  YAMLMap,
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
  #lineStarts: number[] | undefined;
  readonly #members = new WeakMap<object, Map<string, unknown>>();

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
    let node: unknown = document.contents;
    let place: unknown;
    for (const token of path) {
      // What was merged in has no place of its own: it shows where it is merged.
      if (isMap(node)) {
        const pair = this.#membersOf(node, pairsOf).get(String(token));
        [node, place] = [pair?.value, pair?.key ?? place];
      } else {
        node = isSeq(node) ? node.items[Number(token)] : undefined;
        place = node ?? place;
      }
    }
    if (!isNode(place) || !place.range) {
      return { line: 1, column: 1 };
    }
    const { line, col } = lines.linePos(place.range[0]);
    return { line, column: col };
  }

  #locateInJson(path: JSONPath): TextPlace {
    this.#tree ??= parseTree(this.text);
    let node = this.#tree;
    let offset = node?.offset ?? 0;
    for (const token of path) {
      if (node?.type === 'object') {
        const property = this.#membersOf(node, propertiesOf).get(String(token));
        offset = property?.offset ?? offset;
        node = property?.children?.[1];
      } else {
        node = node?.children?.[Number(token)];
        offset = node?.offset ?? offset;
      }
    }
    return this.#placeOf(offset);
  }

  /** By name; each object is looked through once, however many places are asked for. */
  #membersOf<Parent extends object, Member>(
    parent: Parent,
    list: (parent: Parent) => Array<[string, Member]>,
  ): Map<string, Member> {
    const known = this.#members.get(parent) ?? new Map(list(parent));
    this.#members.set(parent, known);
    return known as Map<string, Member>;
  }

  #placeOf(offset: number): TextPlace {
    this.#lineStarts ??= lineStartsOf(this.text);
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#lineStarts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - this.#lineStarts[low] + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** Of a name that is there twice, the last counts, as in what the text says. */
function propertiesOf({ children = [] }: JsonNode): Array<[string, JsonNode]> {
  return children.map(property => [property.children?.[0].value, property]);
}

function pairsOf({ items }: YAMLMap): Array<[string, Pair]> {
  return items.flatMap((pair): Array<[string, Pair]> =>
    isScalar(pair.key) ? [[String(pair.key.value), pair]] : [],
  );
}

/** `{a: 1}` is YAML, `{"a": 1,}` was meant to be JSON. */
function looksLikeFlowYaml(text: string): boolean {
  return !/^\s*[{[]\s*["{[\]}\d]/.test(text);
}

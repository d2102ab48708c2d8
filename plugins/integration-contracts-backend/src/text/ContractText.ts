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
import { JsonPlaces } from './JsonPlaces';
import { ParsedJson, parseSimilar } from './parseSimilar';

/** Keys of objects and places in arrays. */
type Path = Array<string | number>;

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
  #places: JsonPlaces;
  #similar: ContractText | undefined;
  #ownLength: number;
  readonly #members = new WeakMap<object, Map<string, unknown>>();

  /**
   * @param similar - a text that is probably much like it, such as another version:
   *   what both say alike is parsed and kept once
   */
  constructor(
    readonly text: string,
    similar?: ContractText,
  ) {
    this.#places = new JsonPlaces(text);
    this.#similar = similar;
    this.#ownLength = text.length;
  }

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
    const path: Path = [];
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
    return this.#yaml
      ? this.#locateInYaml(path)
      : this.#places.placeOf(this.#places.find(path));
  }

  /** What of its content is kept for it alone, as the length of a text that would take as much. */
  get ownLength(): number {
    return this.#ownLength;
  }

  /** @returns undefined where it isn't JSON, or wasn't parsed yet */
  asJson(): ParsedJson | undefined {
    return this.#content === undefined || this.#yaml
      ? undefined
      : { places: this.#places, content: this.#content };
  }

  #parse(): Json {
    const nul = this.text.indexOf('\0');
    if (nul >= 0) {
      throw new ContractTextError(
        'The character U+0000 stands here, which no text may have.',
        this.#places.placeOf(nul),
      );
    }
    const similar = this.#similar?.asJson();
    this.#similar = undefined;
    const parsed = similar && parseSimilar(this.text, similar);
    if (parsed) {
      this.#places = parsed.places;
      this.#ownLength = parsed.ownLength;
      return parsed.content;
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
      this.#places.placeOf(
        position === undefined ? this.text.length : +position,
      ),
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

  #locateInYaml(path: Path): TextPlace {
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

  /** By name; each object is looked through once, however many places are asked for. */
  #membersOf<Parent extends object, Member>(
    parent: Parent,
    list: (parent: Parent) => Array<[string, Member]>,
  ): Map<string, Member> {
    const known = this.#members.get(parent) ?? new Map(list(parent));
    this.#members.set(parent, known);
    return known as Map<string, Member>;
  }
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

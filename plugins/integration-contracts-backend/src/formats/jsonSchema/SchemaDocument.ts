import { InputError } from '@backstage/errors';
import {
  Json,
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { Budget } from './Budget';
import { SchemaNode, SchemaPart } from './SchemaNode';
import {
  identifierOf,
  MAPS_OF_SCHEMAS,
  NOT_SCHEMAS,
  surveyOf,
} from './surveyOf';

/** Whose value is a schema, or a list of them. */
const SCHEMAS = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
]);

export const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

/** OpenAPI's own dialects of JSON Schema; 2.0's is the same as 3.0's in what matters here. */
export type OpenApiDialect = '2.0' | '3.0' | '3.1';

/** In which these drafts a `$ref` hides its siblings (Core draft-07, 8.3). */
const REF_HIDES_SIBLINGS = /draft-0[3-7]|json-schema\.org\/schema/;

/**
 * A text with schemas: finds what its references mean, inside it or among the
 * schemas that are bundled in it under their `$id` (Core 2020-12, 9.3).
 */
export class SchemaDocument {
  readonly #identified = new Map<string, SchemaPart>();
  readonly #anchors = new Map<string, SchemaPart>();
  /** By the name of the anchor, and under `''` what `$recursiveRef` may mean. */
  readonly #dynamicAnchors = new Map<string, SchemaPart[]>();
  /** By references whose base is the whole text's. */
  readonly #found = new Map<string, SchemaPart>();
  #rootPart: SchemaPart | undefined;
  readonly #refHidesSiblings: boolean;
  readonly #openApi: OpenApiDialect | undefined;
  readonly #draft: string | undefined;
  /** Whether a part of a text that is no OpenAPI has a base or a name of its own, or refers to what may be overridden. */
  readonly #identifies: boolean = false;
  /** What looking for identifiers may cost, as long as nobody has asked for one. */
  #unindexed: Budget | undefined;

  /**
   * @param name - tells the documents of one comparison apart
   * @param options - with a dialect of OpenAPI, the text is only looked through
   *   where a reference is more than a JSON pointer
   * @throws TooComplexError where it is too large or too deep
   */
  constructor(
    readonly name: string,
    readonly root: Json,
    budget: Budget,
    options: { openApi30?: boolean; openApi?: OpenApiDialect } = {},
  ) {
    this.#openApi = options.openApi;
    const draft = isJsonObject(root) ? member(root, '$schema') : undefined;
    this.#draft = typeof draft === 'string' ? draft : undefined;
    this.#refHidesSiblings =
      options.openApi30 ||
      (options.openApi !== undefined && options.openApi !== '3.1') ||
      (this.#draft !== undefined && REF_HIDES_SIBLINGS.test(this.#draft));
    if (!this.#openApi) {
      const { values, identifies } = surveyOf(root, budget);
      budget.spend(values);
      // A text's own identifier is only its base.
      this.#identifies = identifies;
    }
    this.#unindexed = budget;
  }

  get rootNode(): SchemaNode {
    return this.node(this.rootPart);
  }

  node(part: SchemaPart): SchemaNode {
    return SchemaNode.of(part);
  }

  get isOpenApi(): boolean {
    return this.#openApi !== undefined;
  }

  /** OpenAPI's keyword: a text that names its draft is plain JSON Schema, where it means nothing. */
  get knowsNullable(): boolean {
    if (this.#openApi) {
      return this.#openApi !== '3.1';
    }
    return !isJsonObject(this.root) || this.root.$schema === undefined;
  }

  /** Before OpenAPI 3.0 had a keyword for it, tools agreed on this one. */
  get nullableKeyword(): 'nullable' | 'x-nullable' {
    return this.#openApi === '2.0' ? 'x-nullable' : 'nullable';
  }

  /** Whether an item that `contains` accepts counts as evaluated (from 2020-12 on). */
  get containsEvaluates(): boolean {
    return !/2019-09/.test(this.#draft ?? '');
  }

  /** Whether the same words mean the same in both, and no part of either has a base or a name of its own. */
  isReadLike(other: SchemaDocument): boolean {
    return (
      this.reading === other.reading && !this.#identifies && !other.#identifies
    );
  }

  /** Equal for texts in which the same words mean the same. */
  get reading(): string {
    return [
      this.#openApi,
      this.#refHidesSiblings,
      this.knowsNullable,
      this.containsEvaluates,
    ].join();
  }

  hidesSiblings(schema: JsonObject): boolean {
    return this.#refHidesSiblings && typeof schema.$ref === 'string';
  }

  /** The base that references in a schema are relative to. */
  baseOf(schema: Json, outer: string): string {
    return isJsonObject(schema) && this.hidesSiblings(schema)
      ? outer
      : baseOf(schema, outer);
  }

  /** @throws InputError where the text holds no such schema */
  resolve(reference: string, base: string): SchemaPart {
    const found = this.find(reference, base);
    if (!found) {
      throw new InputError(
        `The reference ${reference} leads nowhere. Bundle the schema that it means into the text, under its $id or in $defs.`,
      );
    }
    return found;
  }

  /**
   * What a reference of any kind may mean. Where `$dynamicRef` and `$recursiveRef` lead
   * to an anchor that may be overridden, it is the outermost schema on the way that has
   * the anchor too (Core 2020-12, 8.2.3.2; 2019-09, 8.2.4.2). The way begins at the root.
   *
   * @returns several where the way decides which schema is meant
   * @throws InputError where the text holds no such schema
   */
  targets(
    keyword: (typeof REFERENCES)[number],
    reference: string,
    base: string,
  ): readonly SchemaPart[] {
    const plain = this.resolve(reference, base);
    if (keyword === '$ref') {
      return [plain];
    }
    const name =
      keyword === '$recursiveRef' ? '' : reference.replace(/^[^#]*#?/, '');
    const candidates = this.#dynamicAnchors.get(name) ?? [];
    if (!candidates.some(({ pointer }) => pointer === plain.pointer)) {
      return [plain];
    }
    const { base: outermost } = this.rootPart;
    const first = candidates.find(candidate => candidate.base === outermost);
    return first ? [first] : candidates;
  }

  /** What a reference means, if the text holds it. */
  find(reference: string, base: string): SchemaPart | undefined {
    if (base !== '' && base !== this.rootPart.base) {
      return this.#findIdentified(reference, base);
    }
    const known = this.#found.get(reference);
    if (known) {
      return known;
    }
    const found =
      reference.startsWith('#/') && !this.#identifies
        ? this.#descend(this.rootPart, reference.slice(1))
        : this.#findIdentified(reference, base);
    if (found) {
      this.#found.set(reference, found);
    }
    return found;
  }

  #findIdentified(reference: string, base: string): SchemaPart | undefined {
    if (this.#unindexed) {
      const { limits } = this.#unindexed;
      this.#unindexed = undefined;
      if (this.isOpenApi || this.#identifies) {
        this.#index(this.root, '', '', true, new Budget(limits));
      } else {
        this.#identified.set(this.rootPart.base, this.rootPart);
      }
    }
    const hash = reference.indexOf('#');
    const address = hash < 0 ? reference : reference.slice(0, hash);
    const fragment = hash < 0 ? '' : reference.slice(hash + 1);
    const resource = resolveAddress(address, base);
    const anchored = this.#anchors.get(`${resource}#${fragment}`);
    if (fragment && anchored) {
      return anchored;
    }
    const root = this.#identified.get(resource);
    const start =
      root ?? (address === '' ? this.rootPart : this.#identified.get(address));
    return start && (fragment === '' || fragment.startsWith('/'))
      ? this.#descend(start, fragment)
      : undefined;
  }

  get rootPart(): SchemaPart {
    this.#rootPart ??= {
      document: this,
      pointer: '',
      schema: this.root,
      base: this.baseOf(this.root, ''),
    };
    return this.#rootPart;
  }

  #descend(start: SchemaPart, fragment: string): SchemaPart | undefined {
    let { pointer, schema, base } = start;
    for (const escaped of fragment.split('/').slice(1)) {
      const token = readToken(escaped);
      let next: Json | undefined;
      if (Array.isArray(schema)) {
        next = /^\d+$/.test(token) ? schema[Number(token)] : undefined;
      } else if (isJsonObject(schema)) {
        next = member(schema, token);
      }
      if (next === undefined) {
        return undefined;
      }
      schema = next;
      pointer = childPointer(pointer, token);
      base = this.baseOf(schema, base);
    }
    return { document: this, pointer, schema, base };
  }

  /**
   * @param sure - whether there is a schema here. What looks like one anywhere else
   *   is known by its name too, unless a schema has the same.
   */
  #index(
    value: Json,
    pointer: string,
    outer: string,
    sure: boolean,
    budget: Budget,
  ): void {
    budget.spend();
    budget.nested(() => {
      if (Array.isArray(value)) {
        value.forEach((item, at) =>
          this.#index(item, childPointer(pointer, at), outer, sure, budget),
        );
        return;
      }
      if (!isJsonObject(value)) {
        return;
      }
      const base = this.baseOf(value, outer);
      this.#name({ document: this, pointer, schema: value, base }, value, sure);
      for (const key of Object.keys(value)) {
        const child = value[key];
        if (child === undefined || NOT_SCHEMAS.has(key)) {
          continue;
        }
        const at = childPointer(pointer, key);
        if (MAPS_OF_SCHEMAS.has(key) && isJsonObject(child)) {
          for (const name of Object.keys(child)) {
            const inner = child[name] ?? null;
            this.#index(inner, childPointer(at, name), base, sure, budget);
          }
        } else {
          this.#index(child, at, base, sure && SCHEMAS.has(key), budget);
        }
      }
    });
  }

  #name(part: SchemaPart, schema: JsonObject, sure: boolean): void {
    const { base, pointer } = part;
    const note = (names: Map<string, SchemaPart>, name: string) => {
      if (sure || !names.has(name)) {
        names.set(name, part);
      }
    };
    const identifier = this.hidesSiblings(schema)
      ? undefined
      : identifierOf(schema);
    if (identifier?.startsWith('#')) {
      note(this.#anchors, `${base}${identifier}`);
    } else if (pointer === '' || identifier !== undefined) {
      note(this.#identified, base);
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = member(schema, keyword);
      if (typeof anchor === 'string') {
        note(this.#anchors, `${base}#${anchor}`);
      }
    }
    const dynamic =
      member(schema, '$recursiveAnchor') === true
        ? ''
        : member(schema, '$dynamicAnchor');
    if (typeof dynamic === 'string') {
      const others = this.#dynamicAnchors.get(dynamic) ?? [];
      this.#dynamicAnchors.set(dynamic, [...others, part]);
    }
  }
}

/** The base that references in a schema are relative to. */
export function baseOf(schema: Json, outer: string): string {
  const identifier = isJsonObject(schema) ? identifierOf(schema) : undefined;
  return identifier === undefined || identifier.startsWith('#')
    ? outer
    : resolveAddress(identifier.replace(/#.*$/, ''), outer);
}

/** Relative addresses have no scheme of their own: any will do to resolve them. */
const ANYWHERE = 'schema://here/';

function resolveAddress(address: string, base: string): string {
  if (address === '') {
    return base;
  }
  try {
    return new URL(address, new URL(base || '.', ANYWHERE)).href;
  } catch {
    return address;
  }
}

function readToken(token: string): string {
  if (!token.includes('%') && !token.includes('~')) {
    return token;
  }
  let decoded = token;
  try {
    decoded = decodeURIComponent(token);
  } catch {
    // A pointer that isn't percent-encoded stands for itself.
  }
  return decoded.replace(/~1/g, '/').replace(/~0/g, '~');
}

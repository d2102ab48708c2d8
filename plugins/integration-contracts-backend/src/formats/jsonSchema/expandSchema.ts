import { InputError } from '@backstage/errors';
import { Budget } from './Budget';
import {
  JsonObject,
  JsonType,
  JSON_TYPES,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';
import { Facet, Union, everyValue } from './Facet';
import { SchemaNode, SchemaPart } from './SchemaNode';
import { childNode } from './childNode';
import { hideMembers } from './hideMembers';
import { PayloadConventions } from './PayloadConventions';
import {
  restrictLeftOver,
  restrictsLeftOver,
  uniteEvaluating,
  withEvaluated,
  withNothingLeftOver,
  withoutEvaluated,
} from './evaluated';
import { readFacet } from './readFacet';
import { REFERENCES, SchemaDocument } from './SchemaDocument';
import { ruleText } from './ruleText';
import {
  NO_VALUES,
  complement,
  crossFacets,
  intersect,
  otherThan,
  unionOfTypes,
  unionOfValues,
  perType,
  unite,
  withoutEmpty,
} from './unions';
import { withoutMember } from './negateFacet';

/** The schemas of schemas, which never change: a reference to one says enough. */
const META_SCHEMA =
  /^https?:\/\/json-schema\.org\/(draft-0\d|draft\/20\d\d-\d\d)\/(hyper-)?schema#?$/;

/**
 * Turns nodes into alternatives per type; each node once, and once more if what it
 * evaluates matters, which is dearer: `anyOf` is then divided by which of its
 * alternatives hold.
 */
export class SchemaExpander {
  readonly #unions = new Map<string, Union>();
  readonly #expanding = new Set<string>();
  readonly #ways = new Map<SchemaDocument, string>();

  constructor(
    readonly budget: Budget,
    readonly conventions: PayloadConventions = {},
  ) {}

  /** @throws InputError where a schema is made of nothing but itself, or isn't one */
  expand(node: SchemaNode, evaluating = false): Union {
    if (node.acceptsNothing) {
      return NO_VALUES;
    }
    const key = evaluating ? `${node.key} evaluating` : node.key;
    const known = this.#unions.get(key);
    if (known) {
      return known;
    }
    if (this.#expanding.has(key)) {
      if (this.conventions.oneOfIsChoice) {
        // An alternative that builds on the schema that lists it adds nothing by that.
        return unionOfTypes(JSON_TYPES, node.pointer);
      }
      throw new InputError(
        `The schema at ${node.pointer || '#'} refers to itself without anything in between, so that it says nothing.`,
      );
    }
    this.#expanding.add(key);
    try {
      const union = this.budget.nested(() =>
        node.parts.length === 0
          ? unionOfTypes(JSON_TYPES, '')
          : withoutEmpty(
              node.parts
                .map(part => this.#expandPart(part, evaluating))
                .reduce((left, right) => intersect(left, right, this.budget)),
            ),
      );
      this.#unions.set(key, union);
      return union;
    } finally {
      this.#expanding.delete(key);
    }
  }

  #expandPart(part: SchemaPart, evaluating: boolean): Union {
    const { schema, pointer, document } = part;
    this.budget.spend();
    if (schema === false) {
      return NO_VALUES;
    }
    if (!isJsonObject(schema)) {
      if (schema === true) {
        return unionOfTypes(JSON_TYPES, pointer);
      }
      throw new InputError(
        `There is no schema at ${pointer || '#'}: a schema is an object, true or false.`,
      );
    }
    const restricts = restrictsLeftOver(schema);
    const within = evaluating || restricts;
    const parts: Union[] = [];
    for (const keyword of REFERENCES) {
      const reference = member(schema, keyword);
      if (typeof reference === 'string') {
        parts.push(this.#referenced(part, keyword, reference, within));
        if (document.hidesSiblings(schema)) {
          return parts[0];
        }
      }
    }
    const own = this.#own(part, schema);
    parts.push(within ? withEvaluated(own, part, schema) : own);
    parts.push(...this.#combinations(part, schema, within));
    let union = parts.reduce((left, right) =>
      intersect(left, right, this.budget),
    );
    if (restricts) {
      union = restrictLeftOver(union, part, schema);
    }
    if (within) {
      union = evaluating
        ? withNothingLeftOver(union, schema)
        : withoutEvaluated(union);
    }
    const addsNull =
      this.conventions.typeFromKeywords &&
      member(schema, 'type') === undefined &&
      isNullable(part, schema) &&
      union.null.length === 0;
    return addsNull ? { ...union, null: [everyValue('null', pointer)] } : union;
  }

  #referenced(
    { document, base, pointer }: SchemaPart,
    keyword: (typeof REFERENCES)[number],
    reference: string,
    evaluating: boolean,
  ) {
    const isUnknown =
      (this.conventions.opaqueReferences || META_SCHEMA.test(reference)) &&
      !document.find(reference, base);
    const targets = isUnknown ? [] : document.targets(keyword, reference, base);
    if (targets.length === 1) {
      return this.expand(document.node(targets[0]), evaluating);
    }
    let rule = `what ${reference.replace(/#$/, '')} means`;
    if (targets.length > 1) {
      let ways = this.#ways.get(document);
      if (ways === undefined) {
        ways = ruleText(document.rootPart);
        this.#ways.set(document, ways);
      }
      rule += ` on each way through ${ways}`;
    }
    const values = unionOfTypes(JSON_TYPES, pointer);
    const origins = { $ref: childPointer(pointer, keyword) };
    return perType(type =>
      values[type].map(facet => ({ ...facet, opaque: [rule], origins })),
    );
  }

  #own(part: SchemaPart, schema: JsonObject): Union {
    const { pointer } = part;
    const { hidden, typeFromKeywords } = this.conventions;
    const types = typesOf(part, schema, typeFromKeywords === true);
    let union = perType((type): readonly Facet[] => {
      if (!types.has(type)) {
        return [];
      }
      const facet = readFacet(type, part, schema);
      return [
        hidden && facet.type === 'object' ? hideMembers(facet, hidden) : facet,
      ];
    });
    if (types.has('integer') && !types.has('number')) {
      const integers = {
        ...readFacet('number', part, schema),
        integer: true,
      } as Facet;
      union = { ...union, number: [integers] };
    }
    for (const keyword of ['enum', 'const']) {
      const listed = member(schema, keyword);
      if (listed !== undefined) {
        const values = keyword === 'const' ? [listed] : listed;
        if (Array.isArray(values)) {
          const nullable = typeFromKeywords && isNullable(part, schema);
          const at = childPointer(pointer, keyword);
          union = intersect(
            union,
            unionOfValues(nullable ? [...values, null] : values, pointer, {
              values: at,
            }),
            this.budget,
          );
        }
      }
    }
    return union;
  }

  #combinations(
    part: SchemaPart,
    schema: JsonObject,
    evaluating: boolean,
  ): Union[] {
    const { budget } = this;
    const found: Union[] = [];
    const branches = (keyword: string) => {
      const list = member(schema, keyword);
      return Array.isArray(list)
        ? list.map((_, at) =>
            this.expand(childNode(part, keyword, at), evaluating),
          )
        : undefined;
    };
    const either = (unions: readonly Union[]) =>
      evaluating
        ? uniteEvaluating(unions, part.pointer, budget)
        : unite(unions, budget);
    found.push(...(branches('allOf') ?? []));
    const any = branches('anyOf');
    if (any) {
      found.push(either(any));
    }
    const one = branches('oneOf');
    if (one) {
      found.push(
        this.conventions.oneOfIsChoice
          ? unite(one, budget)
          : exactlyOne(one, part.pointer, budget),
      );
    }
    if (member(schema, 'not') !== undefined) {
      const inner = this.expand(childNode(part, 'not'));
      found.push(complement(inner, childPointer(part.pointer, 'not'), budget));
    }
    if (member(schema, 'if') !== undefined) {
      found.push(this.#conditional(part, schema, evaluating));
    }
    for (const [name, keyword] of schemaDependencies(schema)) {
      found.push(this.#dependency(part, keyword, name, evaluating));
    }
    return found;
  }

  /** JSON Schema Core 2020-12, 10.2.2: the condition chooses which of two schemas has to hold. */
  #conditional(
    part: SchemaPart,
    schema: JsonObject,
    evaluating: boolean,
  ): Union {
    const condition = this.expand(childNode(part, 'if'), evaluating);
    const branch = (keyword: string) =>
      member(schema, keyword) === undefined
        ? unionOfTypes(JSON_TYPES, part.pointer)
        : this.expand(childNode(part, keyword), evaluating);
    const otherwise = complement(
      evaluating ? withoutEvaluated(condition) : condition,
      childPointer(part.pointer, 'if'),
      this.budget,
    );
    return unite(
      [
        intersect(condition, branch('then'), this.budget),
        intersect(otherwise, branch('else'), this.budget),
      ],
      this.budget,
    );
  }

  /** Either the member isn't there, or the whole object satisfies the schema (Core 2020-12, 10.2.2.4). */
  #dependency(
    part: SchemaPart,
    keyword: string,
    name: string,
    evaluating: boolean,
  ): Union {
    const { pointer } = part;
    const at = childPointer(childPointer(pointer, keyword), name);
    const everything = unionOfTypes(JSON_TYPES, pointer);
    const present = {
      ...everyValue('object', at),
      required: new Set([name]),
      origins: { required: at },
    } as Facet;
    const absent = withoutMember(name, at);
    const satisfied = intersect(
      { ...everything, object: [present] },
      this.expand(childNode(part, keyword, name), evaluating),
      this.budget,
    );
    return {
      ...everything,
      object: [absent, ...satisfied.object],
    };
  }
}

/** OpenAPI 3.0.3 (4.7.24.1): `nullable` adds null to a type, never to an enum. */
function typesOf(
  part: SchemaPart,
  schema: JsonObject,
  fromKeywords: boolean,
): Set<JsonType | 'integer'> {
  const listed =
    member(schema, 'type') ?? (fromKeywords ? impliedType(schema) : undefined);
  if (listed === undefined) {
    return new Set(JSON_TYPES);
  }
  const types = (Array.isArray(listed) ? listed : [listed]) as JsonType[];
  return new Set(isNullable(part, schema) ? [...types, 'null'] : types);
}

/**
 * Whether null is accepted besides. Where a format's conventions hold, also beside an
 * enum or a combination that doesn't list it: this is what it is written for.
 */
function isNullable({ document }: SchemaPart, schema: JsonObject): boolean {
  return (
    document.knowsNullable && member(schema, document.nullableKeyword) === true
  );
}

function impliedType(schema: JsonObject): JsonType | undefined {
  if (isJsonObject(member(schema, 'properties'))) {
    return 'object';
  }
  return member(schema, 'items') === undefined ? undefined : 'array';
}

function schemaDependencies(schema: JsonObject): Array<[string, string]> {
  return ['dependencies', 'dependentSchemas'].flatMap(keyword => {
    const listed = member(schema, keyword);
    return isJsonObject(listed)
      ? Object.keys(listed)
          .filter(name => !Array.isArray(listed[name]))
          .map((name): [string, string] => [name, keyword])
      : [];
  });
}

function exactlyOne(
  branches: readonly Union[],
  pointer: string,
  budget: Budget,
): Union {
  const not = childPointer(pointer, 'oneOf');
  const alternatives = branches.map((branch, at) => {
    const others = branches
      .filter((_, other) => other !== at)
      .map(withoutEvaluated);
    return perType(type =>
      crossFacets(
        branch[type],
        otherThan(
          others.flatMap(other => other[type]),
          type,
          not,
          budget,
        ),
      ),
    );
  });
  return unite(alternatives, budget);
}

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
import { readFacet } from './readFacet';
import {
  NO_VALUES,
  complement,
  intersect,
  unionOfTypes,
  unionOfValues,
  perType,
  unite,
  withoutEmpty,
} from './unions';

/** Turns nodes into alternatives per type; each node once. */
export class SchemaExpander {
  readonly #unions = new Map<string, Union>();
  readonly #expanding = new Set<string>();

  constructor(
    readonly budget: Budget,
    readonly conventions: PayloadConventions = {},
  ) {}

  /** @throws InputError where a schema is made of nothing but itself, or isn't one */
  expand(node: SchemaNode): Union {
    if (node.acceptsNothing) {
      return NO_VALUES;
    }
    const known = this.#unions.get(node.key);
    if (known) {
      return known;
    }
    if (this.#expanding.has(node.key)) {
      if (this.conventions.oneOfIsChoice) {
        // An alternative that builds on the schema that lists it adds nothing by that.
        return unionOfTypes(JSON_TYPES, node.pointer);
      }
      throw new InputError(
        `The schema at ${node.pointer || '#'} refers to itself without anything in between, so that it says nothing.`,
      );
    }
    this.#expanding.add(node.key);
    try {
      const union = this.budget.nested(() =>
        node.parts.length === 0
          ? unionOfTypes(JSON_TYPES, '')
          : withoutEmpty(
              node.parts
                .map(part => this.#expandPart(part))
                .reduce((left, right) => intersect(left, right, this.budget)),
            ),
      );
      this.#unions.set(node.key, union);
      return union;
    } finally {
      this.#expanding.delete(node.key);
    }
  }

  #expandPart(part: SchemaPart): Union {
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
    const parts: Union[] = [];
    const reference =
      member(schema, '$ref') ??
      member(schema, '$dynamicRef') ??
      member(schema, '$recursiveRef');
    if (typeof reference === 'string') {
      parts.push(this.#referenced(part, reference));
      if (document.hidesSiblings(schema)) {
        return parts[0];
      }
    }
    parts.push(this.#own(part, schema));
    parts.push(...this.#combinations(part, schema));
    const union = parts.reduce((left, right) =>
      intersect(left, right, this.budget),
    );
    const addsNull =
      this.conventions.typeFromKeywords &&
      member(schema, 'type') === undefined &&
      isNullable(part, schema) &&
      union.null.length === 0;
    return addsNull ? { ...union, null: [everyValue('null', pointer)] } : union;
  }

  #referenced({ document, base, pointer }: SchemaPart, reference: string) {
    if (this.conventions.opaqueReferences && !document.find(reference, base)) {
      const rule = `what ${reference} means`;
      const values = unionOfTypes(JSON_TYPES, pointer);
      const origins = { $ref: childPointer(pointer, '$ref') };
      return perType(type =>
        values[type].map(facet => ({ ...facet, opaque: [rule], origins })),
      );
    }
    return this.expand(document.node(document.resolve(reference, base)));
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

  #combinations(part: SchemaPart, schema: JsonObject): Union[] {
    const { budget } = this;
    const found: Union[] = [];
    const branches = (keyword: string) => {
      const list = member(schema, keyword);
      return Array.isArray(list)
        ? list.map((_, at) => this.expand(childNode(part, keyword, at)))
        : undefined;
    };
    found.push(...(branches('allOf') ?? []));
    const any = branches('anyOf');
    if (any) {
      found.push(unite(any, budget));
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
      found.push(complement(inner, childPointer(part.pointer, 'not')));
    }
    if (member(schema, 'if') !== undefined) {
      found.push(this.#conditional(part, schema));
    }
    for (const [name, keyword] of schemaDependencies(schema)) {
      found.push(this.#dependency(part, keyword, name));
    }
    return found;
  }

  /** JSON Schema Core 2020-12, 10.2.2: the condition chooses which of two schemas has to hold. */
  #conditional(part: SchemaPart, schema: JsonObject): Union {
    const condition = this.expand(childNode(part, 'if'));
    const branch = (keyword: string) =>
      member(schema, keyword) === undefined
        ? unionOfTypes(JSON_TYPES, part.pointer)
        : this.expand(childNode(part, keyword));
    const otherwise = complement(condition, childPointer(part.pointer, 'if'));
    return unite(
      [
        intersect(condition, branch('then'), this.budget),
        intersect(otherwise, branch('else'), this.budget),
      ],
      this.budget,
    );
  }

  /** Either the member isn't there, or the whole object satisfies the schema (Core 2020-12, 10.2.2.4). */
  #dependency(part: SchemaPart, keyword: string, name: string): Union {
    const { pointer } = part;
    const at = childPointer(childPointer(pointer, keyword), name);
    const everything = unionOfTypes(JSON_TYPES, pointer);
    const present = {
      ...everyValue('object', at),
      required: new Set([name]),
      origins: { required: at },
    } as Facet;
    const absent = {
      ...everyValue('object', at),
      layers: [
        {
          properties: new Map([[name, SchemaNode.nothing]]),
          patterns: new Map(),
          rest: SchemaNode.everything,
        },
      ],
      origins: { properties: at },
    } as Facet;
    const satisfied = intersect(
      { ...everything, object: [present] },
      this.expand(childNode(part, keyword, name)),
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
  const alternatives = branches.map((branch, at) => {
    const others = branches.filter((_, other) => other !== at);
    const result: Record<string, readonly Facet[]> = {};
    for (const type of JSON_TYPES) {
      const rivals = others.flatMap(other => other[type]);
      result[type] = branch[type].map(
        facet =>
          ({
            ...facet,
            except: [...facet.except, ...rivals],
            origins: { ...facet.origins, not: childPointer(pointer, 'oneOf') },
          }) as Facet,
      );
    }
    return result as Union;
  });
  return unite(alternatives, budget);
}

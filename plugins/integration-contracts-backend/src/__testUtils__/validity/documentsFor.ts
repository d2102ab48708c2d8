import fc from 'fast-check';
import { Json, JsonObject, isJsonObject } from '../../text/Json';

/** Deeper than this a document only has simple values. */
const DEEPEST = 5;

const SIMPLE: readonly Json[] = [null, true, 0, 1, 2.5, '', 'a', 'abc'];

class Maker {
  #state: number;

  constructor(
    readonly root: JsonObject,
    seed: number,
  ) {
    this.#state = seed >>> 0;
  }

  make(schema: Json | undefined, depth: number): Json {
    if (!isJsonObject(schema) || depth > DEEPEST || this.#chance(0.04)) {
      return this.#pick(SIMPLE);
    }
    if (typeof schema.$ref === 'string') {
      const name = schema.$ref.split('/').pop() ?? '';
      return this.make((this.root.$defs as JsonObject)[name], depth + 1);
    }
    const either = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(either)) {
      return this.make(this.#pick(either as Json[]), depth + 1);
    }
    if (Array.isArray(schema.allOf)) {
      const parts = (schema.allOf as Json[]).map(part =>
        this.make(part, depth + 1),
      );
      return parts.every(isJsonObject)
        ? (Object.assign({}, ...parts) as Json)
        : this.#pick(parts);
    }
    if (Array.isArray(schema.enum)) {
      return this.#pick(schema.enum as Json[]);
    }
    const types = [schema.type ?? 'object'].flat() as string[];
    return this.#ofType(this.#pick(types), schema, depth);
  }

  #ofType(type: string, schema: JsonObject, depth: number): Json {
    switch (type) {
      case 'null':
        return null;
      case 'boolean':
        return this.#chance(0.5);
      case 'integer':
        return this.#below(9) - 2;
      case 'number':
        return (this.#below(18) - 4) / 2;
      case 'string':
        return 'abcd'.slice(0, this.#below(5));
      case 'array':
        return Array.from({ length: this.#below(4) }, () =>
          this.make(schema.items, depth + 1),
        );
      default:
        return this.#object(schema, depth);
    }
  }

  #object(schema: JsonObject, depth: number): Json {
    const { properties = {}, required = [], additionalProperties } = schema;
    const described = properties as JsonObject;
    const names = new Set([
      ...(required as string[]).filter(() => this.#chance(0.95)),
      ...Object.keys(described).filter(() => this.#chance(0.6)),
    ]);
    if (additionalProperties !== false && this.#chance(0.3)) {
      names.add(this.#pick(['a', 'b', 'x']));
    }
    return Object.fromEntries(
      [...names].map(name => [
        name,
        this.make(described[name] ?? additionalProperties, depth + 1),
      ]),
    );
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)];
  }

  #chance(share: number): boolean {
    return this.#next() < share;
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** Mulberry32, which is enough to vary documents. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/**
 * Documents that a JSON Schema is likely to accept, and some that it may not. The same
 * seed makes the same documents. It knows the keywords that the tests use.
 *
 * @param root - the schema, with what it refers to in `$defs`
 */
export function documentsFor(
  root: JsonObject,
  seed: number,
  count: number,
): Json[] {
  const maker = new Maker(root, seed);
  return Array.from({ length: count }, () => maker.make(root, 0));
}

/** A schema with the two that it may refer to, A and B. */
export interface Payload {
  schema: Json;
  named: { A: Json; B: Json };
}

/** How a format writes what JSON Schema has several words for. */
export interface Dialect {
  /** OpenAPI 3.0: `nullable`, and bounds that are excluded by a flag. */
  flags: boolean;
  reference: (name: string) => string;
}

/** Payloads as contracts have them, in a dialect. */
export function payloads({ flags, reference }: Dialect): fc.Arbitrary<Payload> {
  const size = fc.integer({ min: 0, max: 4 });
  const some = (keywords: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(keywords, {
      requiredKeys: [],
      noNullPrototype: true,
    }) as fc.Arbitrary<object>;
  const typed = (type: string, more: fc.Arbitrary<object>) =>
    fc.tuple(more, fc.nat(5)).map(([rest, chance]): Json => {
      const nullable = chance === 0;
      const types = nullable && !flags ? [type, 'null'] : type;
      return { type: types, ...rest, ...(nullable && flags && { nullable }) };
    });
  const exclusive = flags ? fc.boolean() : size;
  const bounded = some({
    minimum: size,
    maximum: size,
    multipleOf: fc.constantFrom(1, 2, 0.5),
  });
  const { schema } = fc.letrec<{ schema: Json; object: Json }>(tie => {
    const inner = tie('schema');
    const name = fc.constantFrom('a', 'b', 'c');
    const object = typed(
      'object',
      fc
        .tuple(
          fc.dictionary(name, inner, { maxKeys: 3, noNullPrototype: true }),
          some({
            required: fc.uniqueArray(name, { maxLength: 2 }),
            additionalProperties: fc.oneof(
              fc.boolean() as fc.Arbitrary<Json>,
              fc.constantFrom<Json>({ type: 'string' }, { type: 'integer' }),
            ),
            minProperties: fc.constantFrom(0, 1),
            maxProperties: fc.constantFrom(2, 3),
          }),
        )
        .map(([properties, rest]) => ({ properties, ...rest })),
    );
    return {
      object,
      schema: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        typed('string', some({ minLength: size, maxLength: size })),
        typed('integer', bounded),
        typed('number', some({ minimum: size, exclusiveMinimum: exclusive })),
        typed('number', some({ maximum: size, exclusiveMaximum: exclusive })),
        typed('boolean', fc.constant({})),
        fc
          .uniqueArray(fc.constantFrom('a', 'ab', 'abc'), { minLength: 1 })
          .map((values): Json => ({ type: 'string', enum: values })),
        { arbitrary: tie('object'), weight: 4 },
        typed(
          'array',
          fc
            .tuple(
              inner,
              some({
                minItems: fc.constantFrom(0, 1, 2),
                maxItems: fc.constantFrom(1, 2, 3),
                uniqueItems: fc.boolean(),
              }),
            )
            .map(([items, rest]) => ({ items, ...rest })),
        ),
        fc
          .tuple(
            fc.constantFrom('anyOf', 'oneOf'),
            fc.array(inner, { minLength: 1, maxLength: 2 }),
          )
          .map(([keyword, list]): Json => ({ [keyword]: list })),
        fc
          .tuple(tie('object'), tie('object'))
          .map((list): Json => ({ allOf: list })),
        fc
          .constantFrom('A', 'B')
          .map((one): Json => ({ $ref: reference(one) })),
      ),
    };
  });
  const named = schema.filter(
    one => isJsonObject(one) && one.type === 'object',
  );
  return fc.record({
    schema,
    named: fc.record({ A: named, B: named }),
  });
}

/** A version of a payload in which one place is another: a keyword, or the whole. */
export function changedPayload(
  payload: Payload,
  by: Payload,
  at: number,
): Payload {
  const copy = structuredClone(payload) as unknown as Record<string, Json>;
  const places: Array<{ parent: Record<string, Json>; key: string }> = [];
  const visit = (parent: Record<string, Json>, key: string) => {
    const value = parent[key] as Record<string, Json>;
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const isSchema = ['type', '$ref', 'anyOf', 'oneOf', 'allOf'].some(keyword =>
      Object.hasOwn(value, keyword),
    );
    if (isSchema) {
      places.push({ parent, key });
    }
    for (const inner of Object.keys(value)) {
      if (!['enum', 'required', 'type'].includes(inner)) {
        visit(value, inner);
      }
    }
  };
  visit(copy, 'schema');
  visit(copy, 'named');
  const { parent, key } = places[at % places.length];
  // What has a name is about objects, so that none is made of nothing but itself.
  const isNamed = Object.values(copy.named as JsonObject).includes(parent[key]);
  const [old, next] = [
    parent[key],
    isNamed ? by.named.A : by.schema,
  ] as JsonObject[];
  const keywords = Object.keys(next).filter(keyword => keyword !== 'type');
  const keyword = keywords[at % Math.max(1, keywords.length)];
  const fits =
    old.type !== undefined &&
    keyword !== undefined &&
    String(old.type) === String(next.type);
  parent[key] = fits
    ? { ...old, [keyword]: next[keyword] ?? null }
    : (next as Json);
  return copy as unknown as Payload;
}

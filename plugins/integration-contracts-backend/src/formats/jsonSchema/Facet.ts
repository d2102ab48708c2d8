import { Json, JsonType } from '../../text/Json';
import { SchemaNode } from './SchemaNode';

/** Where in the text each keyword of a facet stands. */
export interface Origins {
  readonly [keyword: string]: string | undefined;
}

interface FacetBase {
  /** JSON pointer of the schema that the facet comes from. */
  at: string;
  origins: Origins;
  /** The only values there are, where they are known (`enum`, `const`). */
  values?: readonly Json[];
  /** What is accepted by one of these is not accepted (`not`, `oneOf`, `else`). */
  except: readonly Facet[];
  /** Rules that are only compared by their text: equal rules accept the same. */
  opaque: readonly string[];
}

export interface LiteralFacet extends FacetBase {
  type: 'null' | 'boolean';
  values: readonly Json[];
}

export interface Bound {
  value: number;
  exclusive: boolean;
}

export interface NumberFacet extends FacetBase {
  type: 'number';
  integer: boolean;
  minimum?: Bound;
  maximum?: Bound;
  multiplesOf: readonly number[];
  formats: readonly string[];
}

export interface StringFacet extends FacetBase {
  type: 'string';
  minLength: number;
  maxLength: number;
  patterns: readonly string[];
  formats: readonly string[];
  /** `contentEncoding` and `contentMediaType`, each with its keyword before it. */
  contents: readonly string[];
}

export interface Contains {
  node: SchemaNode;
  minimum: number;
  maximum: number;
}

/**
 * What a schema has looked at, of an array or object that it accepts (Core 2020-12,
 * 11): nothing of it is left over for `unevaluatedItems` and `unevaluatedProperties`.
 */
export interface Evaluated {
  everything: boolean;
  /** There may be more that isn't known here. */
  isUncertain: boolean;
  /** How many items from the first on. */
  places: number;
  /** Items that one of these accepts. */
  items: readonly SchemaNode[];
  names: ReadonlySet<string>;
  patterns: ReadonlySet<string>;
}

export interface ArrayFacet extends FacetBase {
  type: 'array';
  /** Only where it is asked for, see {@link SchemaExpander}. */
  evaluated?: Evaluated;
  minItems: number;
  maxItems: number;
  prefix: readonly SchemaNode[];
  rest: SchemaNode;
  contains: readonly Contains[];
  unique: boolean;
}

/**
 * One schema's view of an object's members: `rest` is for those that neither
 * `properties` nor `patterns` speak of (JSON Schema Core 2020-12, 10.3.2.3).
 */
export interface MemberLayer {
  properties: ReadonlyMap<string, SchemaNode>;
  patterns: ReadonlyMap<string, SchemaNode>;
  rest: SchemaNode;
  /** It names members only to leave them out of its `rest` (`unevaluatedProperties`). */
  isLeftOver?: boolean;
}

export interface ObjectFacet extends FacetBase {
  type: 'object';
  /** Only where it is asked for, see {@link SchemaExpander}. */
  evaluated?: Evaluated;
  /** An object has to satisfy every layer. */
  layers: readonly MemberLayer[];
  required: ReadonlySet<string>;
  /** Members that are no part of the payload, see {@link PayloadConventions.hidden}. */
  hidden?: ReadonlySet<string>;
  dependentRequired: ReadonlyMap<string, readonly string[]>;
  minProperties: number;
  maxProperties: number;
  names: readonly SchemaNode[];
}

/** One alternative for the values of one JSON type: all its parts have to hold. */
export type Facet =
  LiteralFacet | NumberFacet | StringFacet | ArrayFacet | ObjectFacet;

/** A schema's internal form: per JSON type the alternatives, none where the type isn't accepted. */
export type Union = { readonly [T in JsonType]: readonly Facet[] };

/** The facet that accepts every value of a type. */
export function everyValue(type: JsonType, at: string): Facet {
  const base = { at, origins: {}, except: [], opaque: [] };
  switch (type) {
    case 'null':
      return { ...base, type, values: [null] };
    case 'boolean':
      return { ...base, type, values: [false, true] };
    case 'number':
      return { ...base, type, integer: false, multiplesOf: [], formats: [] };
    case 'string':
      return {
        ...base,
        type,
        minLength: 0,
        maxLength: Infinity,
        patterns: [],
        formats: [],
        contents: [],
      };
    case 'array':
      return {
        ...base,
        type,
        minItems: 0,
        maxItems: Infinity,
        prefix: [],
        rest: SchemaNode.everything,
        contains: [],
        unique: false,
      };
    default:
      return {
        ...base,
        type,
        layers: [],
        required: new Set(),
        dependentRequired: new Map(),
        minProperties: 0,
        maxProperties: Infinity,
        names: [],
      };
  }
}

import { SchemaNode } from '../jsonSchema/SchemaNode';
import { Json } from '../../text/Json';
import { Located } from './OpenApiDocument';

/** How a value is written into a path, a query, a header or a cookie (OpenAPI 3.1.0, 4.8.12.2). */
export interface Serialization {
  /** Where a value is written with a media type instead. */
  mediaType?: string;
  style: string;
  explode: boolean;
}

export interface Parameter extends Serialization {
  /** Equal keys mean the same parameter; those in a path are told apart by their place in it. */
  key: string;
  name: string;
  in: string;
  at: Located;
  required: boolean;
  allowReserved: boolean;
  allowEmptyValue: boolean;
  schema: SchemaNode;
  default: Json | undefined;
}

export interface MediaType {
  /** A media type or a range of them (RFC 9110, 8.3.1 and 12.5.1). */
  range: string;
  pointer: string;
  /** Absent where nothing is said about the content. */
  schema?: SchemaNode;
  /** How the parts of a form are written (OpenAPI 3.1.0, 4.8.15), by member. */
  encodings: ReadonlyMap<string, Json>;
}

export interface Body {
  pointer: string;
  required: boolean;
  content: readonly MediaType[];
}

export interface Header extends Serialization {
  name: string;
  at: Located;
  required: boolean;
  schema: SchemaNode;
}

export interface Response {
  /** A status code, a range such as `2XX`, or `default`. */
  status: string;
  at: Located;
  headers: readonly Header[];
  content: readonly MediaType[];
  links: readonly string[];
}

/** One way to be let in: all schemes together, each with its scopes. */
export type SecurityAlternative = ReadonlyMap<string, readonly string[]>;

export interface Security {
  pointer: string;
  /** Any of these is enough; empty where nothing is asked for. */
  alternatives: readonly SecurityAlternative[];
}

export interface Operation {
  /** In capitals. */
  method: string;
  path: string;
  at: Located;
  /** Path item around it: what stands there holds for all its operations. */
  item: Located;
  parameters: readonly Parameter[];
  body?: Body;
  responses: readonly Response[];
  security: Security;
  callbacks: ReadonlyArray<[string, Located]>;
}

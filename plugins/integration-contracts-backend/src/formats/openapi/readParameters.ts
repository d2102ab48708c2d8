import { SchemaNode } from '../jsonSchema/SchemaNode';
import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { Located, OpenApiDocument } from './OpenApiDocument';
import { Header, Parameter, Serialization } from './Operation';

/** OpenAPI 2.0's collection formats as styles (2.0, "Parameter Object"). */
const COLLECTIONS: Record<string, [style: string, explode: boolean]> = {
  ssv: ['spaceDelimited', false],
  tsv: ['tabDelimited', false],
  pipes: ['pipeDelimited', false],
  multi: ['form', true],
};

/** Of these header parameters, OpenAPI 3 says that they are ignored (3.1.0, 4.8.12.2). */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/**
 * The parameters of an operation, those of its path item too. What in OpenAPI 2.0 are
 * parts of the body is left out.
 *
 * @param path - in whose template the path parameters have their places
 */
export function readParameters(
  document: OpenApiDocument,
  item: Located,
  operation: Located,
  path: string,
): Parameter[] {
  const places = [...path.matchAll(/\{([^{}]*)\}/g)].map(match => match[1]);
  const found = new Map<string, Parameter>();
  for (const parent of [item, operation]) {
    for (const at of document.items(parent, 'parameters')) {
      const { name, in: location } = at.value;
      if (
        typeof name === 'string' &&
        typeof location === 'string' &&
        !['body', 'formData'].includes(location) &&
        !isIgnored(document, location, name)
      ) {
        const parameter = readParameter(document, at, name, location, places);
        found.set(parameter.key, parameter);
      }
    }
  }
  return [...found.values()];
}

function isIgnored(document: OpenApiDocument, location: string, name: string) {
  return (
    document.dialect !== '2.0' &&
    location === 'header' &&
    IGNORED_HEADERS.has(name.toLowerCase())
  );
}

function readParameter(
  document: OpenApiDocument,
  at: Located,
  name: string,
  location: string,
  places: readonly string[],
): Parameter {
  const { value } = at;
  const schema = readContentSchema(document, at);
  const isQuery = location === 'query';
  return {
    ...readSerialization(document, at, location),
    key: `${location} ${identityOf(name, location, places)}`,
    name,
    in: location,
    at,
    required: location === 'path' || member(value, 'required') === true,
    // Both say something of queries only (OpenAPI 3.1.0, 4.8.12.2).
    allowReserved: isQuery && member(value, 'allowReserved') === true,
    allowEmptyValue: isQuery && member(value, 'allowEmptyValue') === true,
    schema,
    default: defaultOf(document, schema),
  };
}

/** Names in headers don't depend on case (RFC 9110, 5.1); in a path, only the place counts. */
function identityOf(
  name: string,
  location: string,
  places: readonly string[],
): string {
  const place = location === 'path' ? places.indexOf(name) : -1;
  if (place >= 0) {
    return `#${place}`;
  }
  return location === 'header' ? name.toLowerCase() : name;
}

/** A header of a response. */
export function readHeader(
  document: OpenApiDocument,
  name: string,
  at: Located,
): Header {
  return {
    ...readSerialization(document, at, 'header'),
    name,
    at,
    required: member(at.value, 'required') === true,
    schema: readContentSchema(document, at),
  };
}

function readSerialization(
  document: OpenApiDocument,
  { value }: Located,
  location: string,
): Serialization {
  const usual = ['query', 'cookie'].includes(location) ? 'form' : 'simple';
  if (document.dialect === '2.0') {
    const listed = String(member(value, 'collectionFormat') ?? 'csv');
    // Of single values, 2.0 doesn't say how lists of them would be written.
    const isList = member(value, 'type') === 'array';
    const [style, explode] = COLLECTIONS[listed] ?? [
      usual,
      !isList && usual === 'form',
    ];
    return { style, explode };
  }
  const content = member(value, 'content');
  const style = String(member(value, 'style') ?? usual);
  return {
    mediaType: isJsonObject(content) ? Object.keys(content)[0] : undefined,
    style,
    explode: Boolean(member(value, 'explode') ?? style === 'form'),
  };
}

/** In OpenAPI 2.0, a parameter is its own schema. */
function readContentSchema(document: OpenApiDocument, at: Located): SchemaNode {
  if (document.dialect === '2.0') {
    return document.node(withoutFiles(at.value), at.pointer);
  }
  const content = document.child(at, 'content');
  const [range] = content ? Object.keys(content.value) : [];
  const holder = content && range ? document.child(content, range) : at;
  return (
    (holder && document.schemaAt(holder, 'schema')) ?? SchemaNode.everything
  );
}

/** OpenAPI 2.0's `file` is what later versions write as binary text. */
export function withoutFiles(value: Json): Json {
  return isJsonObject(value) && value.type === 'file'
    ? { ...value, type: 'string', format: 'binary' }
    : value;
}

function defaultOf(
  document: OpenApiDocument,
  schema: SchemaNode,
): Json | undefined {
  const [part] = schema.parts;
  const found = part && document.follow(part.schema, part.pointer);
  return found && member(found.value, 'default');
}

/** Where a parameter's or header's keyword stands, or would stand. */
export function keywordPointer(at: Located, keyword: string): string {
  return childPointer(at.pointer, keyword);
}

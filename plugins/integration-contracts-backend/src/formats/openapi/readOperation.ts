import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { Located, OpenApiDocument } from './OpenApiDocument';
import {
  MediaType,
  Operation,
  Response,
  Security,
  SecurityAlternative,
} from './Operation';
import { oldRanges, readBody, readContent } from './readBody';
import { readHeader, readParameters } from './readParameters';

export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const;

/** An operation of a path item. */
export function readOperation(
  document: OpenApiDocument,
  item: Located,
  path: string,
  method: string,
): Operation | undefined {
  const at = document.child(item, method);
  return (
    at && {
      method: method.toUpperCase(),
      path,
      at,
      item,
      parameters: readParameters(document, item, at, path),
      body: readBody(document, item, at),
      responses: document
        .entries(at, 'responses')
        .filter(([status]) => !status.startsWith('x-'))
        .map(([status, response]) =>
          readResponse(document, at, status, response),
        ),
      security: readSecurity(document, at),
      callbacks: document.entries(at, 'callbacks'),
    }
  );
}

function readResponse(
  document: OpenApiDocument,
  operation: Located,
  status: string,
  at: Located,
): Response {
  return {
    status: status.toUpperCase().replace('DEFAULT', 'default'),
    at,
    headers: document
      .entries(at, 'headers')
      // OpenAPI 3.1.0, 4.8.17: a Content-Type among the headers is ignored.
      .filter(([name]) => name.toLowerCase() !== 'content-type')
      .map(([name, header]) => readHeader(document, name, header)),
    content:
      document.dialect === '2.0'
        ? readOldContent(document, operation, at)
        : readContent(document, at),
    links: document.entries(at, 'links').map(([name]) => name),
  };
}

function readOldContent(
  document: OpenApiDocument,
  operation: Located,
  at: Located,
): MediaType[] {
  const schema = document.schemaAt(at, 'schema');
  return schema
    ? oldRanges(document, operation, 'produces').map(range => ({
        range,
        pointer: childPointer(at.pointer, 'schema'),
        schema,
        encodings: new Map(),
      }))
    : [];
}

/** What an operation asks for: its own list, else the description's. */
function readSecurity(document: OpenApiDocument, operation: Located): Security {
  const own = member(operation.value, 'security');
  const listed = own ?? member(document.content, 'security');
  return {
    pointer: childPointer(
      own === undefined ? '' : operation.pointer,
      'security',
    ),
    alternatives: Array.isArray(listed) ? listed.map(readAlternative) : [],
  };
}

function readAlternative(listed: Json): SecurityAlternative {
  const names = isJsonObject(listed) ? Object.keys(listed) : [];
  return new Map(
    names.map((name): [string, readonly string[]] => {
      const scopes = isJsonObject(listed) ? listed[name] : undefined;
      return [name, Array.isArray(scopes) ? scopes.map(String) : []];
    }),
  );
}

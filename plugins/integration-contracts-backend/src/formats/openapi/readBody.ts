import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { Located, OpenApiDocument } from './OpenApiDocument';
import { Body, MediaType } from './Operation';
import { withoutFiles } from './readParameters';

/** The body that an operation's requests have. */
export function readBody(
  document: OpenApiDocument,
  item: Located,
  operation: Located,
): Body | undefined {
  if (document.dialect === '2.0') {
    return readOldBody(document, item, operation);
  }
  const at = document.child(operation, 'requestBody');
  return (
    at && {
      pointer: at.pointer,
      required: member(at.value, 'required') === true,
      content: readContent(document, at),
    }
  );
}

/** The media types that a body or a response may have. */
export function readContent(
  document: OpenApiDocument,
  parent: Located,
): MediaType[] {
  return document.entries(parent, 'content').map(([range, at]) => {
    const encoding = member(at.value, 'encoding');
    return {
      range,
      pointer: at.pointer,
      schema: document.schemaAt(at, 'schema'),
      encodings: new Map(
        isJsonObject(encoding)
          ? Object.keys(encoding).map((name): [string, Json] => [
              name,
              encoding[name] ?? null,
            ])
          : [],
      ),
    };
  });
}

/** OpenAPI 2.0: the media types that an operation takes (`consumes`) or gives (`produces`). */
export function oldRanges(
  document: OpenApiDocument,
  operation: Located,
  keyword: 'consumes' | 'produces',
): string[] {
  const listed =
    member(operation.value, keyword) ?? member(document.content, keyword);
  const ranges = Array.isArray(listed)
    ? listed.filter(range => typeof range === 'string')
    : [];
  return ranges.length > 0 ? ranges : ['application/json'];
}

function readOldBody(
  document: OpenApiDocument,
  item: Located,
  operation: Located,
): Body | undefined {
  const parameters = [item, operation].flatMap(parent =>
    document.items(parent, 'parameters'),
  );
  const body = parameters.findLast(({ value }) => value.in === 'body');
  if (body) {
    return {
      pointer: body.pointer,
      required: member(body.value, 'required') === true,
      content: oldRanges(document, operation, 'consumes').map(range => ({
        range,
        pointer: body.pointer,
        schema: document.schemaAt(body, 'schema'),
        encodings: new Map(),
      })),
    };
  }
  const fields = parameters.filter(({ value }) => value.in === 'formData');
  return fields.length > 0 ? readForm(document, operation, fields) : undefined;
}

/** The fields of a form, put together to the object that later versions describe. */
function readForm(
  document: OpenApiDocument,
  operation: Located,
  fields: readonly Located[],
): Body {
  const pointer = childPointer(operation.pointer, 'parameters');
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const { value, pointer: original } of fields) {
    const name = String(value.name);
    properties[name] = withoutFiles(value);
    if (value.required === true) {
      required.push(name);
    }
    document.moved(
      childPointer(childPointer(pointer, 'properties'), name),
      original,
    );
  }
  const schema = document.node(
    { type: 'object', properties, required },
    pointer,
  );
  const files = fields.some(({ value }) => value.type === 'file');
  const ranges = oldRanges(document, operation, 'consumes').filter(
    range => range !== 'application/json',
  );
  const usual = files
    ? 'multipart/form-data'
    : 'application/x-www-form-urlencoded';
  return {
    pointer,
    required: required.length > 0,
    content: (ranges.length > 0 ? ranges : [usual]).map(range => ({
      range,
      pointer,
      schema,
      encodings: new Map(),
    })),
  };
}

import { Json, isJsonObject, member } from '../../text/Json';
import { Message, MessageSchema } from './AsyncApiDocument';
import { Place, References, referenceOf } from './References';

/** Media types of schemas that are JSON Schema or nearly so (AsyncAPI 3.0.0, Multi Format Schema Object). */
const JSON_SCHEMA_LANGUAGE =
  /^application\/(vnd\.aai\.asyncapi|vnd\.oai\.openapi|schema)\b/;

/** Reads what an operation or a channel lists as a message, `oneOf` several too. */
export function readMessages(
  references: References,
  place: Place,
  key: string | undefined,
  defaultContentType: string | undefined,
): Message[] {
  const { value } = references.follow(place);
  const choice = isJsonObject(value) ? member(value, 'oneOf') : undefined;
  if (Array.isArray(choice)) {
    const list = references.child(place, 'oneOf');
    return references
      .entries(list)
      .flatMap(([, one]) =>
        readMessages(references, one, undefined, defaultContentType),
      );
  }
  return value === undefined
    ? []
    : [readMessage(references, place, key, defaultContentType)];
}

function readMessage(
  references: References,
  place: Place,
  key: string | undefined,
  defaultContentType: string | undefined,
): Message {
  const found = references.follow(place);
  const child = (name: string) => references.child(found, name);
  const language = textOf(child('schemaFormat').value);
  const names = [
    child('messageId').value,
    child('name').value,
    key,
    nameOfReference(place.value),
    child('title').value,
  ].flatMap(name => textOf(name) ?? []);
  const contentType = child('contentType');
  const correlation = references.child(child('correlationId'), 'location');
  return {
    names: [...new Set(names)],
    title: names[0] ?? 'without a name',
    name: child('name'),
    pointer: found.pointer,
    external: referenceOf(found.value),
    contentType: textOf(contentType.value) ?? defaultContentType,
    contentTypePointer:
      contentType.value === undefined ? found.pointer : contentType.pointer,
    payload: readSchema(
      references,
      references.rawChild(found, 'payload'),
      language,
    ),
    headers: readSchema(
      references,
      references.rawChild(found, 'headers'),
      undefined,
    ),
    correlation,
    bindings: child('bindings'),
  };
}

/** AsyncAPI 2 names the language beside the payload, 3 around the schema. */
function readSchema(
  references: References,
  place: Place,
  beside: string | undefined,
): MessageSchema {
  const { value } = references.follow(place);
  const around = isJsonObject(value) ? textOf(value.schemaFormat) : undefined;
  if (around !== undefined) {
    const inner = references.rawChild(place, 'schema');
    return { ...inner, language: languageOf(around) };
  }
  return { ...place, language: languageOf(beside) };
}

/** Versions of one schema language are one language. */
function languageOf(mediaType: string | undefined): string {
  const plain = mediaType?.toLowerCase().split(';')[0].trim();
  if (plain === undefined || JSON_SCHEMA_LANGUAGE.test(plain)) {
    return 'json';
  }
  return plain.replace(/\+(json|yaml)$/, '');
}

function nameOfReference(value: Json | undefined): string | undefined {
  return referenceOf(value)?.split('/').at(-1);
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

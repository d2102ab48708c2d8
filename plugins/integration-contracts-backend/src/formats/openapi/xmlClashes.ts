import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { SchemaNode } from '../jsonSchema/SchemaNode';
import { Located, OpenApiDocument } from './OpenApiDocument';

/** A value that is written into XML in another way than before. */
export interface XmlClash {
  clientPointer: string;
  serverPointer: string;
  /** Such as `The member "price" in XML`. */
  subject: string;
}

interface Pair {
  client: Located;
  server: Located;
  /** The member that it is the value of; none for the whole document. */
  name?: string;
}

/** So deep may schemas be put together from others. */
const DEEPEST = 12;
/** So many pairs of schemas are looked at in one body. */
const MOST_PAIRS = 10_000;

/** Whether bodies of a media type are XML (RFC 7303). */
export function isXml(range: string): boolean {
  return /[/+]xml$/i.test(range.split(';')[0].trim());
}

/**
 * What two schemas write into XML in another way: under another name or namespace, as
 * an attribute, or with an element around a list (OpenAPI 3.1.0, 4.8.26). JSON Schema
 * knows nothing of it.
 */
export function xmlClashes(
  documents: { client: OpenApiDocument; server: OpenApiDocument },
  client: SchemaNode,
  server: SchemaNode,
): XmlClash[] {
  const whole = [client, server].map((node, at) => {
    const [part] = node.parts;
    const document = at === 0 ? documents.client : documents.server;
    return part && document.follow(part.schema, part.pointer);
  });
  const found: XmlClash[] = [];
  const seen = new Set<string>();
  const waiting: Pair[] =
    whole[0] && whole[1] ? [{ client: whole[0], server: whole[1] }] : [];
  // A list that grows while it is walked through is walked through to its end.
  for (const pair of waiting) {
    const key = `${pair.client.pointer} ${pair.server.pointer} ${pair.name}`;
    if (!seen.has(key) && seen.size < MOST_PAIRS) {
      seen.add(key);
      if (formOf(pair.client, pair.name) !== formOf(pair.server, pair.name)) {
        found.push({
          clientPointer: childPointer(pair.client.pointer, 'xml'),
          serverPointer: childPointer(pair.server.pointer, 'xml'),
          subject:
            pair.name === undefined
              ? 'The whole in XML'
              : `The member "${pair.name}" in XML`,
        });
      }
      waiting.push(...innerPairs(documents, pair));
    }
  }
  return found;
}

/** What of an XML Object a reader notices; a prefix only stands for the namespace. */
function formOf({ value }: Located, name: string | undefined): string {
  const xml = member(value, 'xml');
  const said = (key: string): Json | undefined =>
    isJsonObject(xml) ? member(xml, key) : undefined;
  return JSON.stringify([
    said('name') ?? name ?? null,
    said('namespace') ?? null,
    said('attribute') === true,
    said('wrapped') === true,
  ]);
}

function innerPairs(
  documents: { client: OpenApiDocument; server: OpenApiDocument },
  { client, server, name }: Pair,
): Pair[] {
  const members = membersOf(documents.server, server, DEEPEST);
  const pairs = [...membersOf(documents.client, client, DEEPEST)].flatMap(
    ([key, one]): Pair[] => {
      const other = members.get(key);
      return other ? [{ client: one, server: other, name: key }] : [];
    },
  );
  const [items, otherItems] = [
    documents.client.child(client, 'items'),
    documents.server.child(server, 'items'),
  ];
  return items && otherItems
    ? [...pairs, { client: items, server: otherItems, name }]
    : pairs;
}

/** The members that a schema or one of its parts describes. */
function membersOf(
  document: OpenApiDocument,
  schema: Located,
  depth: number,
): Map<string, Located> {
  const parts = depth > 0 ? document.items(schema, 'allOf') : [];
  return new Map([
    ...parts.flatMap(part => [...membersOf(document, part, depth - 1)]),
    ...document.entries(schema, 'properties'),
  ]);
}

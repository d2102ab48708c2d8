import { SchemaNode } from '../jsonSchema/SchemaNode';
import { JsonObject, member } from '../../text/Json';
import { Located, OpenApiDocument } from './OpenApiDocument';
import { Serialization } from './Operation';

const SCALARS = new Set(['string', 'number', 'integer', 'boolean']);

/** What makes a schema say more of a text than that it is one. */
const TEXT_RULES = [
  'pattern',
  'enum',
  'const',
  'format',
  'minLength',
  'maxLength',
];
const COMBINING = ['allOf', 'anyOf', 'oneOf', 'not', 'if'];

interface Written extends Serialization {
  schema: SchemaNode;
}

/**
 * The schemas to compare for a value that is written as text, into an address or a
 * header: there, a number is a text too, and a single value a list of one (style
 * `form`, exploded). Undefined where everything that was sent is surely taken.
 */
export function widenedOnTheWire(
  documents: { sender: OpenApiDocument; receiver: OpenApiDocument },
  sender: Written,
  receiver: Written,
): { sent: SchemaNode; taken: SchemaNode } | undefined {
  const sent = sender.schema;
  const taken = receiver.schema;
  if (sender.mediaType ?? receiver.mediaType) {
    return { sent, taken };
  }
  const own = plainSchema(documents.sender, sent);
  const wanted = plainSchema(documents.receiver, taken);
  if (!own || !wanted) {
    return { sent, taken };
  }
  const types = typesOf(own.value);
  const isScalar = types.length > 0 && types.every(type => SCALARS.has(type));
  const [wantedType, ...more] = typesOf(wanted.value);
  if (types.length === 1 && types[0] === 'array' && wantedType === 'array') {
    return widenedItems(documents, own, wanted) ?? { sent, taken };
  }
  if (!isScalar || more.length > 0) {
    return { sent, taken };
  }
  if (wantedType === 'string' && !types.includes('string')) {
    return isAnyText(wanted.value) ? undefined : { sent, taken };
  }
  const items = documents.receiver.schemaAt(wanted, 'items');
  const fewest = Number(member(wanted.value, 'minItems') ?? 0);
  const most = Number(member(wanted.value, 'maxItems') ?? Infinity);
  if (
    wantedType === 'array' &&
    items &&
    receiver.style === 'form' &&
    receiver.explode &&
    fewest <= 1 &&
    most >= 1
  ) {
    return { sent, taken: items };
  }
  return { sent, taken };
}

/** The lists without their items, where the items are taken as texts, whatever they are. */
function widenedItems(
  documents: { sender: OpenApiDocument; receiver: OpenApiDocument },
  own: Located,
  wanted: Located,
): { sent: SchemaNode; taken: SchemaNode } | undefined {
  const { sender, receiver } = documents;
  const [items, wantedItems] = [
    sender.schemaAt(own, 'items'),
    receiver.schemaAt(wanted, 'items'),
  ];
  const one = items && plainSchema(sender, items);
  const other = wantedItems && plainSchema(receiver, wantedItems);
  if (!one || !other || !isAnyText(other.value)) {
    return undefined;
  }
  const types = typesOf(one.value);
  const isWidened =
    types.length > 0 &&
    types.every(type => SCALARS.has(type)) &&
    typesOf(other.value).join() === 'string';
  const open = ({ value, pointer }: Located, document: OpenApiDocument) =>
    document.node({ ...value, items: {} }, pointer);
  return isWidened
    ? { sent: open(own, sender), taken: open(wanted, receiver) }
    : undefined;
}

function isAnyText(schema: JsonObject): boolean {
  return TEXT_RULES.every(keyword => member(schema, keyword) === undefined);
}

function plainSchema(document: OpenApiDocument, node: SchemaNode) {
  const [part] = node.parts;
  const found = part && document.follow(part.schema, part.pointer);
  return found && !COMBINING.some(keyword => member(found.value, keyword))
    ? found
    : undefined;
}

function typesOf(schema: JsonObject): string[] {
  const type = member(schema, 'type');
  const listed = Array.isArray(type) ? type : [type];
  return listed.filter(one => typeof one === 'string');
}

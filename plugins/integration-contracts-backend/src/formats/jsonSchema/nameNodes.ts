import { Json } from '../../text/Json';
import { MemberLayer } from './Facet';
import { MADE, SchemaNode, SchemaPart } from './SchemaNode';

/** Names are strings: what else their schema accepts doesn't matter. */
export function onlyStrings({ parts }: SchemaNode): SchemaNode {
  const [part] = parts;
  return part
    ? writtenNode(part, `${part.pointer}${MADE}string`, { type: 'string' })
    : SchemaNode.everything;
}

/**
 * The names that a layer speaks of, as a schema of its own.
 *
 * @param near - a part of the text in which it is taken to stand
 */
export function namesOf(
  { properties, patterns }: MemberLayer,
  near: SchemaPart,
): SchemaNode {
  const names = [...properties.keys()];
  const spoken = [...patterns.keys()];
  const schema = {
    anyOf: [{ enum: names }, ...spoken.map(pattern => ({ pattern }))],
    type: 'string',
  };
  return writtenNode(
    near,
    `${MADE}names ${JSON.stringify([names, spoken])}`,
    schema,
  );
}

function writtenNode(
  near: SchemaPart,
  pointer: string,
  schema: Json,
): SchemaNode {
  return near.document.node({ ...near, pointer, schema });
}

import { Json, JsonObject, canonicalText, childPointer } from '../../text/Json';
import { baseOf } from './SchemaDocument';
import { SchemaNode, SchemaPart } from './SchemaNode';

/** The node of a schema below another. */
export function childNode(
  part: SchemaPart,
  ...tokens: Array<string | number>
): SchemaNode {
  let { schema, pointer, base } = part;
  for (const token of tokens) {
    schema = (schema as JsonObject)[token] as Json;
    pointer = childPointer(pointer, token);
    base = baseOf(schema, base);
  }
  return part.document.node({ document: part.document, schema, pointer, base });
}

/** The text of a rule that is compared as a whole, with what its references mean. */
export function opaqueText(part: SchemaPart): string {
  const text = canonicalText(part.schema);
  return text.includes('"$')
    ? `${text} in ${part.document.canonicalText}`
    : text;
}

import { Json, JsonObject, childPointer } from '../../text/Json';
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
    base = part.document.baseOf(schema, base);
  }
  return part.document.node({ document: part.document, schema, pointer, base });
}

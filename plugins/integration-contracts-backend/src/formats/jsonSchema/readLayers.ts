import { JsonObject, isJsonObject, member } from '../../text/Json';
import { MemberLayer } from './Facet';
import { SchemaNode, SchemaPart } from './SchemaNode';
import { childNode } from './childNode';

const COMBINING = [
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'dependentSchemas',
  'dependencies',
];

/** Whether other schemas at the same place say something about a value too. */
export function combines(schema: JsonObject): boolean {
  return COMBINING.some(keyword => member(schema, keyword) !== undefined);
}

/**
 * What a schema says about an object's members. `unevaluatedProperties` means what
 * `additionalProperties` means as long as no other schema at the same place could
 * evaluate members (Core 2020-12, 11.3).
 */
export function readLayers(
  part: SchemaPart,
  schema: JsonObject,
): MemberLayer[] {
  const keyword =
    member(schema, 'additionalProperties') === undefined && !combines(schema)
      ? 'unevaluatedProperties'
      : 'additionalProperties';
  const layer = {
    properties: readNodes(part, schema, 'properties'),
    patterns: readNodes(part, schema, 'patternProperties'),
    rest:
      member(schema, keyword) === undefined
        ? SchemaNode.everything
        : childNode(part, keyword),
  };
  const says =
    layer.properties.size > 0 ||
    layer.patterns.size > 0 ||
    !layer.rest.acceptsEverything;
  return says ? [layer] : [];
}

function readNodes(
  part: SchemaPart,
  schema: JsonObject,
  keyword: string,
): Map<string, SchemaNode> {
  const listed = member(schema, keyword);
  const names = isJsonObject(listed) ? Object.keys(listed) : [];
  return new Map(names.map(name => [name, childNode(part, keyword, name)]));
}

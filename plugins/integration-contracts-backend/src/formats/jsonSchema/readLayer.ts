import { JsonObject, isJsonObject, member } from '../../text/Json';
import { MemberLayer } from './Facet';
import { SchemaNode, SchemaPart } from './SchemaNode';
import { childNode, opaqueText } from './childNode';

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

/**
 * What a schema says about an object's members. `unevaluatedProperties` means what
 * `additionalProperties` means as long as no other schema at the same place could
 * evaluate members (Core 2020-12, 11.3); else it is only compared by its text.
 */
export function readLayer(
  part: SchemaPart,
  schema: JsonObject,
): { layers: MemberLayer[]; opaque: string[] } {
  const unevaluated = member(schema, 'unevaluatedProperties');
  const combines = COMBINING.some(
    keyword => member(schema, keyword) !== undefined,
  );
  const matters = unevaluated !== undefined && unevaluated !== true;
  const keyword =
    member(schema, 'additionalProperties') === undefined && matters && !combines
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
  return {
    layers: says ? [layer] : [],
    opaque: matters && combines ? [opaqueText(part)] : [],
  };
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

import { isJsonObject, member } from '../../../text/Json';
import { matchPattern } from '../matchPattern';
import { StrictShape, childShape } from './StrictShape';

/**
 * What a schema says of the members or items that it doesn't describe: all are
 * allowed (`open`), none (`closed`), or those that another schema accepts.
 */
export type ContentModel = 'open' | 'closed' | StrictShape;

/** The content model for a member, which a pattern may decide. */
export function memberModel(shape: StrictShape, name: string): ContentModel {
  const patterns = member(shape.schema, 'patternProperties');
  const listed = isJsonObject(patterns) ? Object.keys(patterns) : [];
  const matching = listed.find(pattern => matchPattern(pattern, name) !== 'no');
  if (matching !== undefined) {
    return childShape(shape, 'patternProperties', matching) ?? 'closed';
  }
  const model = restModel(shape, [
    'additionalProperties',
    'unevaluatedProperties',
  ]);
  // Beside patterns, no content model counts as open: members that match none are covered by nothing.
  return model === 'open' && listed.length > 0 ? 'closed' : model;
}

/** The content model for items beyond those that have a place of their own. */
export function itemModel(shape: StrictShape): ContentModel {
  return restModel(shape, [restOfItems(shape), 'unevaluatedItems']);
}

/** `items` beside `prefixItems` means what `additionalItems` meant before draft 2020-12. */
export function restOfItems({ schema }: StrictShape): string {
  return member(schema, 'prefixItems') === undefined
    ? 'additionalItems'
    : 'items';
}

function restModel(
  shape: StrictShape,
  keywords: readonly string[],
): ContentModel {
  for (const keyword of keywords) {
    const value = member(shape.schema, keyword);
    if (typeof value === 'boolean') {
      return value ? 'open' : 'closed';
    }
    const rest = childShape(shape, keyword);
    if (rest) {
      return rest;
    }
  }
  return 'open';
}

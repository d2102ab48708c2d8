import { isJsonObject, member } from '../../../text/Json';
import { matchPattern } from '../matchPattern';
import { StrictShape, childShape, isInline } from './StrictShape';

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
  const model = contentModel(
    additionalMembers(shape),
    shape,
    'unevaluatedProperties',
  );
  // Beside patterns, no content model counts as open: members that match none are covered by nothing.
  return model === 'open' && listed.length > 0 ? 'closed' : model;
}

/** Where there is no schema for the rest, the one for what nothing else evaluates counts. */
export function contentModel(
  rest: ContentModel,
  shape: StrictShape,
  unevaluatedKeyword: string,
): ContentModel {
  const unevaluated = childShape(shape, unevaluatedKeyword);
  if (rest !== 'open' || unevaluated === undefined) {
    return rest;
  }
  if (!isInline(shape, unevaluatedKeyword)) {
    return unevaluated;
  }
  const models = { everything: 'open', nothing: 'closed' } as const;
  const { kind } = unevaluated;
  return kind === 'everything' || kind === 'nothing'
    ? models[kind]
    : unevaluated;
}

/** What a schema says of the members that it doesn't describe, but for `unevaluatedProperties`. */
export function additionalMembers(shape: StrictShape): ContentModel {
  return modelOf(shape, 'additionalProperties');
}

/** A keyword's schema; true is the same as nothing said, but an empty schema isn't. */
export function modelOf(shape: StrictShape, keyword: string): ContentModel {
  const value = member(shape.schema, keyword);
  if (value === undefined || typeof value === 'boolean') {
    return value === false ? 'closed' : 'open';
  }
  return childShape(shape, keyword)!;
}

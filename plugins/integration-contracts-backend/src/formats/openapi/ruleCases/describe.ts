import { Json, JsonObject } from '../../../text/Json';
import { RuleCase } from './RuleCase';

const OK = { 200: { description: 'Done' } };

/** A description with these members next to its paths. */
export function api(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1' },
    paths,
    ...more,
  };
}

/** A description with one operation. */
export function operation(
  value: JsonObject,
  more: JsonObject = {},
): JsonObject {
  return api({ '/orders': { post: { responses: OK, ...value } } }, more);
}

/** A description whose operation has these parameters. */
export function parameters(...list: Json[]): JsonObject {
  return operation({ parameters: list });
}

/** A description whose operation takes such bodies. */
export function request(schema: Json, more: JsonObject = {}): JsonObject {
  return operation({
    requestBody: { content: { 'application/json': { schema } }, ...more },
  });
}

/** A description whose operation answers with such bodies. */
export function response(schema: Json): JsonObject {
  return operation({
    responses: { 200: { content: { 'application/json': { schema } } } },
  });
}

/** A description whose operation has these answers. */
export function responses(value: JsonObject): JsonObject {
  return operation({ responses: value });
}

export function query(more: JsonObject = {}): JsonObject {
  return { name: 'limit', in: 'query', schema: { type: 'integer' }, ...more };
}

type Rest = Partial<RuleCase>;

/** A change that is an error. */
export function breaking(
  title: string,
  rule: string,
  [old, next]: readonly [JsonObject, JsonObject],
  rest: Rest = {},
): RuleCase {
  return {
    title,
    rule,
    old,
    new: next,
    breaks: true,
    direction: 'none',
    ...rest,
  };
}

/** A change that is told, but no error. */
export function warned(
  title: string,
  rule: string,
  pair: readonly [JsonObject, JsonObject],
  rest: Rest = {},
): RuleCase {
  return breaking(title, rule, pair, { ...rest, breaks: false });
}

/** A change that nobody minds. */
export function harmless(
  title: string,
  [old, next]: readonly [JsonObject, JsonObject],
  rest: Rest = {},
): RuleCase {
  return { title, old, new: next, breaks: false, direction: 'none', ...rest };
}

import { isJsonObject } from '../../text/Json';
import { SchemaNode } from './SchemaNode';

/** A schema that says no more than this accepts something, whatever each of these is. */
const HARMLESS = new Set([
  'type',
  'nullable',
  'title',
  'description',
  'format',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

const TYPES = new Set([
  'null',
  'boolean',
  'number',
  'integer',
  'string',
  'array',
  'object',
]);

/** Whether it shows at a glance that a schema accepts something. No look into inner schemas. */
export function isSurelyFilled({ parts }: SchemaNode): boolean {
  const [part, ...more] = parts;
  if (!part || more.length > 0 || !isJsonObject(part.schema)) {
    return false;
  }
  for (const key in part.schema) {
    if (!HARMLESS.has(key)) {
      return false;
    }
  }
  const { type } = part.schema;
  return type === undefined || (typeof type === 'string' && TYPES.has(type));
}

import { Json, canonicalText, isJsonObject } from '../../text/Json';
import { REFERENCES } from './SchemaDocument';
import { SchemaPart } from './SchemaNode';

/** What says nothing about values. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  '$comment',
  'default',
  'example',
  'examples',
  'deprecated',
  'definitions',
  '$defs',
]);

const VALUES = new Set(['enum', 'const']);
const MAPS = new Set([
  'properties',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
]);

/**
 * The text of a rule that is compared as a whole: equal texts accept the same. It
 * holds what the rule's references mean, and no annotations.
 */
export function ruleText(start: SchemaPart): string {
  const seen = new Map<string, number>();
  const texts: string[] = [];
  const queue = [start];
  for (const part of queue) {
    const found: SchemaPart[] = [];
    texts.push(canonicalText(meaningOf(part.schema, part, found)));
    for (const target of found) {
      if (!seen.has(target.pointer)) {
        seen.set(target.pointer, seen.size);
        queue.push(target);
      }
      texts.push(`means ${seen.get(target.pointer)}`);
    }
  }
  return texts.join('\n');
}

/** @param at - where the schema stands, with the base of the schema itself */
function meaningOf(schema: Json, at: SchemaPart, found: SchemaPart[]): Json {
  const { document } = at;
  const inner = (value: Json) =>
    meaningOf(value, { ...at, base: document.baseOf(value, at.base) }, found);
  if (Array.isArray(schema)) {
    return schema.map(inner);
  }
  if (!isJsonObject(schema)) {
    return schema;
  }
  for (const keyword of REFERENCES) {
    const reference = schema[keyword];
    if (typeof reference === 'string') {
      found.push(
        ...(document.find(reference, at.base)
          ? document.targets(keyword, reference, at.base)
          : []),
      );
    }
  }
  const entries = Object.keys(schema)
    .filter(key => !ANNOTATIONS.has(key))
    .sort()
    .map((key): [string, Json] => {
      const value = schema[key] ?? null;
      if (MAPS.has(key) && isJsonObject(value)) {
        const names = Object.keys(value).sort();
        return [
          key,
          Object.fromEntries(
            names.map(name => [name, inner(value[name] ?? null)]),
          ),
        ];
      }
      return [key, VALUES.has(key) ? value : inner(value)];
    });
  return Object.fromEntries(entries);
}

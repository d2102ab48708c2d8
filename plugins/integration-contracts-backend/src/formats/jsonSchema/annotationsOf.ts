import { Json, childPointer, isJsonObject, member } from '../../text/Json';
import { SchemaNode, SchemaPart } from './SchemaNode';

/** A keyword's value, and where it stands. */
export interface Annotation {
  value: Json;
  pointer: string;
  part: SchemaPart;
}

/** Most schemas have none. */
const NONE: ReadonlyMap<string, Annotation> = new Map();

/** So many references in a row may lead to an annotation. */
const LONGEST_CHAIN = 20;

/** The keywords that a schema, or what it refers to, has of those asked for. */
export function annotationsOf(
  node: SchemaNode,
  keywords: readonly string[],
): ReadonlyMap<string, Annotation> {
  let found: Map<string, Annotation> | undefined;
  for (const start of node.parts) {
    let part: SchemaPart | undefined = start;
    for (let length = 0; part && length < LONGEST_CHAIN; length++) {
      const { schema, pointer, document, base }: SchemaPart = part;
      if (!isJsonObject(schema)) {
        break;
      }
      for (const keyword of keywords) {
        const value = member(schema, keyword);
        if (value !== undefined && !found?.has(keyword)) {
          found ??= new Map();
          found.set(keyword, {
            value,
            pointer: childPointer(pointer, keyword),
            part,
          });
        }
      }
      const reference: Json | undefined = member(schema, '$ref');
      part =
        typeof reference === 'string'
          ? document.find(reference, base)
          : undefined;
    }
  }
  return found ?? NONE;
}

import { Json } from '../../text/Json';
import type { SchemaDocument } from './SchemaDocument';

/** In a pointer, behind the place in the text: what was made of the schema there. */
export const MADE = '\u0000';

/** A schema in its document. */
export interface SchemaPart {
  document: SchemaDocument;
  pointer: string;
  schema: Json;
  /** The `$id` that references in it are relative to. */
  base: string;
}

/**
 * A schema that isn't looked into yet: everything in `parts` has to hold. So that
 * schemas may refer to themselves, a node is expanded only when it is asked for.
 */
export class SchemaNode {
  static readonly everything = new SchemaNode([]);
  static readonly nothing = new SchemaNode([], true);

  #key: string | undefined;

  private constructor(
    readonly parts: readonly SchemaPart[],
    readonly acceptsNothing = false,
  ) {}

  /** Equal keys mean the same parts of the same documents. */
  get key(): string {
    this.#key ??= this.acceptsNothing
      ? '!'
      : this.parts
          .map(part => `${part.document.name}#${part.pointer}`)
          .join(' & ');
    return this.#key;
  }

  static of(part: SchemaPart): SchemaNode {
    if (part.schema === true) {
      return SchemaNode.everything;
    }
    // A false that stands somewhere keeps its place, to be pointed at.
    return new SchemaNode([part]);
  }

  static all(nodes: readonly SchemaNode[]): SchemaNode {
    if (nodes.length === 1) {
      return nodes[0];
    }
    const [first] = nodes;
    if (first && nodes.every(node => node === first)) {
      return first;
    }
    const parts = new Map<string, SchemaPart>();
    for (const node of nodes) {
      if (node.acceptsNothing) {
        return SchemaNode.nothing;
      }
      for (const part of node.parts) {
        parts.set(`${part.document.name}#${part.pointer}`, part);
      }
    }
    const keys = [...parts.keys()].sort();
    return new SchemaNode(keys.map(key => parts.get(key)!));
  }

  get acceptsEverything(): boolean {
    return !this.acceptsNothing && this.parts.length === 0;
  }

  /** Where it stands in its text; empty where it stands nowhere. */
  get pointer(): string {
    return this.parts[0]?.pointer ?? '';
  }
}

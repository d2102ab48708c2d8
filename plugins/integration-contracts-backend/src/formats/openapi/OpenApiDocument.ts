import { Budget, DEFAULT_LIMITS } from '../jsonSchema/Budget';
import { OpenApiDialect, SchemaDocument } from '../jsonSchema/SchemaDocument';
import { SchemaNode, SchemaPart } from '../jsonSchema/SchemaNode';
import {
  Json,
  JsonObject,
  childPointer,
  isJsonObject,
  member,
} from '../../text/Json';

/** An object of the description, and where in the text it stands. */
export interface Located {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** So many references in a row may lead to an object. */
const LONGEST_CHAIN = 20;

/** Identifiers of schemas are only looked for in descriptions up to this size. */
const LIMITS = { ...DEFAULT_LIMITS, steps: 4_000_000 };

let documents = 0;

/**
 * An OpenAPI description of any version. Nothing in it is read before somebody
 * asks for it; references are followed then.
 */
export class OpenApiDocument {
  readonly schemas: SchemaDocument;
  readonly #moved: Array<{ from: string; to: string }> = [];

  constructor(
    readonly content: JsonObject,
    readonly dialect: OpenApiDialect,
  ) {
    documents += 1;
    this.schemas = new SchemaDocument(
      `${documents}`,
      content,
      new Budget(LIMITS),
      { openApi: dialect },
    );
  }

  get root(): Located {
    return { value: this.content, pointer: '' };
  }

  /** The object that a member holds or refers to; undefined where there is none. */
  child(parent: Located, ...tokens: string[]): Located | undefined {
    let found: Located | undefined = parent;
    for (const token of tokens) {
      found =
        found &&
        this.follow(
          member(found.value, token),
          childPointer(found.pointer, token),
        );
    }
    return found;
  }

  /** The objects that a map holds or refers to, by name. */
  entries(parent: Located, key: string): Array<[string, Located]> {
    const map = this.child(parent, key);
    return map
      ? Object.keys(map.value).flatMap((name): Array<[string, Located]> => {
          const found = this.child(map, name);
          return found ? [[name, found]] : [];
        })
      : [];
  }

  /** The objects that a list holds or refers to. */
  items(parent: Located, key: string): Located[] {
    const list = member(parent.value, key);
    const at = childPointer(parent.pointer, key);
    return Array.isArray(list)
      ? list.flatMap((item: Json, index) => {
          const found = this.follow(item, childPointer(at, index));
          return found ? [found] : [];
        })
      : [];
  }

  /** What stands there, or what a Reference Object there leads to. */
  follow(value: Json | undefined, pointer: string): Located | undefined {
    let found = value;
    let at = pointer;
    for (let length = 0; length < LONGEST_CHAIN; length++) {
      if (!isJsonObject(found)) {
        return undefined;
      }
      const reference = member(found, '$ref');
      const target =
        typeof reference === 'string'
          ? this.schemas.find(reference, '')
          : undefined;
      if (!target) {
        return { value: found, pointer: at };
      }
      found = target.schema;
      at = target.pointer;
    }
    return undefined;
  }

  /** The schema that a member of an object holds. */
  schemaAt(parent: Located, key: string): SchemaNode | undefined {
    const schema = member(parent.value, key);
    return schema === undefined
      ? undefined
      : this.node(schema, childPointer(parent.pointer, key));
  }

  node(schema: Json, pointer: string): SchemaNode {
    const part: SchemaPart = {
      document: this.schemas,
      pointer,
      schema,
      base: '',
    };
    return this.schemas.node(part);
  }

  /** Notes where something stands that was put together at another place for reading. */
  moved(from: string, to: string): void {
    this.#moved.push({ from, to });
  }

  /** The pointer into the text as it was published. */
  originalPointer(pointer: string): string {
    const move = this.#moved.find(
      ({ from }) => pointer === from || pointer.startsWith(`${from}/`),
    );
    return move ? `${move.to}${pointer.slice(move.from.length)}` : pointer;
  }
}
